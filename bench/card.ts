import { setTimeout } from 'node:timers/promises';
import { figuresOf } from './measure.ts';
import type { Place } from './place.ts';
import { lineOf, ms, type Result } from './result.ts';

const rounds = 60;
const calmMs = 150;

const commandFor = (round: number): string =>
  `code apply-patch patch=\n--- a/README.md\n+++ b/README.md\n@@ -1,5 +1,5 @@\n # Shop\n \n-The shop sells tea.\n+Round ${round}.\n \n Call us at 555-0100.\n`;

/** A slash command with a one-file patch, until its approval card is posted. */
export async function benchCard(at: Place): Promise<Result> {
  const series: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const taken = await at.timeCommand(commandFor(round));
    if (round >= 0) series.push(taken);
    await setTimeout(calmMs);
  }
  const figures = figuresOf(series);
  return {
    title: 'Slash command with a one-file patch, until the approval card is posted',
    lines: [lineOf('Adjutant', figures)],
    bars: [
      { text: `p50 ${ms(figures.p50)} (under 200 ms)`, isMet: figures.p50 < 200 },
      { text: `p95 ${ms(figures.p95)} (under 500 ms)`, isMet: figures.p95 < 500 },
    ],
  };
}
