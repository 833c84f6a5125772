import { setTimeout } from 'node:timers/promises';
import { figuresOf } from './measure.ts';
import type { Place } from './place.ts';
import { lineOf, ms, type Result } from './result.ts';

const rounds = 20;
const calmMs = 150;
const tasks = 60;
const limitMs = 1_000;

/** Six chains of ten tasks, different in each round, so that no picture is drawn before it is asked for. */
function commandFor(round: number): string {
  const lines = Array.from({ length: tasks }, (_, index) => {
    const before = index % 10 === 0 ? '' : ` after ${index}`;
    return `${index + 1}. Task ${index + 1} of round ${round}: ${1 + ((index + round) % 5)}d${before}`;
  });
  return `plan ${lines.join('\n')}`;
}

/** A slash command with sixty tasks, until the answer with its Gantt picture is posted. */
export async function benchPlan(at: Place): Promise<Result> {
  const series: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const taken = await at.timeCommand(commandFor(round + 2));
    if (round >= 0) series.push(taken);
    await setTimeout(calmMs);
  }
  const figures = figuresOf(series);
  return {
    title: `Plan of ${tasks} tasks, until the answer with its picture is posted`,
    lines: [lineOf('Adjutant', figures)],
    bars: [{ text: `p50 ${ms(figures.p50)} (under ${limitMs} ms)`, isMet: figures.p50 < limitMs }],
  };
}
