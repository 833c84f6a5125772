import type { HeatPoint } from '../../core/index.ts';
import type { Lettering } from './lettering.ts';

/** More than that are not read. */
const maxPoints = 200;

/** A risk with its number and where it stands. */
export interface Spot {
  name: string;
  label: string;
  /** Behind the label. */
  group: string;
  probability: number;
  impact: number;
  score: number;
}

const level = (value: number): number => Math.min(5, Math.max(1, Math.round(value)));

/** The highest score first. */
export function spotsOf(points: readonly HeatPoint[], { clean }: Lettering): Spot[] {
  const spots = points.slice(0, maxPoints).map(({ label, number, group, probability, impact }, index) => ({
    name: String(number ?? index + 1),
    label: clean(label),
    group: group === undefined ? '' : ` (${clean(group)})`,
    probability: level(probability),
    impact: level(impact),
    score: level(probability) * level(impact),
  }));
  return spots.sort((one, other) => other.score - one.score);
}
