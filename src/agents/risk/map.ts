import type { HeatMapPicture } from '../../core/index.ts';
import type { Entry } from './entry.ts';
import { areOfSeveralPlans } from './entry-text.ts';
import { plural, shorten } from './facts.ts';
import { bandOf } from './scale.ts';

/** What is read to somebody, or shown below a picture: a chat takes a thousand characters of it. */
const toldInWords = 8;
const maxToldLength = 80;

/** The picture of some risks, the highest score first; what cannot be seen in it is told in its words. */
export function heatMap(title: string, risks: readonly Entry[]): HeatMapPicture {
  const ranked = risks.toSorted((one, other) => other.score - one.score || one.number - other.number);
  const withPlan = areOfSeveralPlans(risks);
  const labelOf = ({ title: name, plan }: Entry): string =>
    `${shorten(name, maxToldLength)}${withPlan && plan > 0 ? ` (plan ${plan})` : ''}`;
  const left = risks.length - toldInWords;
  const told = ranked
    .slice(0, toldInWords)
    .map((risk) => `${risk.number} ${labelOf(risk)} (${risk.score} ${bandOf(risk.score)})`);
  return {
    kind: 'heat-map',
    title,
    alt: `Heat map of ${plural(risks.length, 'risk')} by probability and impact. Highest: ${told.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`,
    points: ranked.map((risk) => ({
      number: risk.number,
      label: risk.title,
      ...(withPlan && risk.plan > 0 ? { group: `plan ${risk.plan}` } : {}),
      probability: risk.probability,
      impact: risk.impact,
    })),
  };
}
