import type { TaskLink } from '../../../core/index.ts';
import { durationWords } from '../days/duration-words.ts';
import { type Estimate, estimateOf, faultOfEstimate } from '../days/estimate.ts';
import { changeOf, type NotUsed } from '../words/not-used.ts';
import type { Package } from './goal-packages.ts';

export const behind = (codes: readonly string[]): TaskLink[] =>
  codes.map((code) => ({ code, kind: 'finish-to-start', lagDays: 0 }));

export const scaled = (points: readonly [number, number, number], factor: number): [number, number, number] => {
  const [low, likely, high] = points.map((days) => Math.max(0.5, Math.round(days * factor * 2) / 2));
  return [low ?? 0.5, likely ?? 0.5, high ?? 0.5];
};

/** Its own, where it can be taken, otherwise what a piece of work usually takes. */
export const lengthOf = (estimate: Estimate | undefined, factor: number): Estimate =>
  estimate && faultOfEstimate(estimate) === undefined ? estimate : estimateOf(...scaled([3, 5, 8], factor));

/** Durations that cannot be taken, with why; the tasks are numbered behind a prefix. */
export const unusedEstimates = (packages: readonly Package[], prefix: string): NotUsed[] =>
  packages.flatMap(({ name, estimate }, index) => {
    const fault = estimate && faultOfEstimate(estimate);
    if (!estimate || fault === undefined) return [];
    return [
      {
        words: `${durationWords(estimate.days)} for ${name}`,
        why: fault,
        instead: changeOf(`${prefix}${index + 1} takes 5 days`),
      },
    ];
  });
