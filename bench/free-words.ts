import { setTimeout } from 'node:timers/promises';
import { figuresOf } from './measure.ts';
import type { Place } from './place.ts';
import { lineOf, ms, type Result } from './result.ts';

const rounds = 10;
const calmMs = 150;
/** Each asks something, names no agent, and changes nothing. */
const sentences = [
  'which projects can I use here?',
  'is there a plan for this project yet?',
  'top 3 risks please',
  'any ideas for a tweet about our open house?',
  'what did we do last week?',
  'what gets posted automatically at the moment?',
];

/** Free words behind a slash command, without a model, until the answer is posted. */
export async function benchFreeWords(at: Place): Promise<Result> {
  const series: number[] = [];
  for (let round = -1; round < rounds; round++) {
    for (const sentence of sentences) {
      const taken = await at.timeCommand(sentence);
      if (round >= 0) series.push(taken);
      await setTimeout(calmMs);
    }
  }
  const figures = figuresOf(series);
  return {
    title: 'Free words without a model, until the answer is posted',
    lines: [lineOf('Adjutant', figures)],
    bars: [
      { text: `p50 ${ms(figures.p50)} (under 200 ms)`, isMet: figures.p50 < 200 },
      { text: `p95 ${ms(figures.p95)} (under 600 ms)`, isMet: figures.p95 < 600 },
    ],
  };
}
