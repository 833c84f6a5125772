import type { Picture } from '../src/core/index.ts';
import { createLog } from '../src/platform/log.ts';
import { createPictures } from '../src/services/index.ts';
import { figuresOf, timed } from './measure.ts';
import { ms, type Result } from './result.ts';

const tasks = 60;
const rounds = 15;
const day = (offset: number): string => new Date(Date.UTC(2026, 11, 1 + offset)).toISOString().slice(0, 10);

const gantt = (round: number): Picture => ({
  kind: 'gantt',
  title: `Round ${round}`,
  alt: 'Sixty tasks.',
  bars: Array.from({ length: tasks }, (_, index) => ({
    label: `Task ${index + 1}`,
    group: `Phase ${1 + Math.floor(index / 10)}`,
    from: day(index),
    to: day(index + 1 + ((index + round) % 5)),
    isCritical: index % 3 === 0,
  })),
});
const heatMap = (round: number): Picture => ({
  kind: 'heat-map',
  title: `Round ${round}`,
  alt: 'Sixty risks.',
  points: Array.from({ length: tasks }, (_, index) => ({
    label: `Risk ${index + 1}`,
    probability: 1 + ((index + round) % 5),
    impact: 1 + (Math.floor(index / 5) % 5),
  })),
});

/** A picture of sixty rows: with its thread to start, and after that. */
export async function benchPictures(): Promise<Result> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (const picture of [gantt, heatMap]) {
    const pictures = createPictures(createLog('silent'));
    cold.push(await timed(() => pictures.png(picture(-1))));
    for (let round = 0; round < rounds; round++) warm.push(await timed(() => pictures.png(picture(round))));
    await pictures.close();
  }
  const [worst, { p50 }] = [Math.max(...cold), figuresOf(warm)];
  return {
    title: `Picture of ${tasks} rows as PNG`,
    lines: [`cold ${cold.map(ms).join(', ')} (Gantt, heat map)  warm p50 ${ms(p50)}`],
    bars: [
      { text: `cold ${ms(worst)} (under 1000 ms)`, isMet: worst < 1_000 },
      { text: `warm ${ms(p50)} (under 250 ms)`, isMet: p50 < 250 },
    ],
  };
}
