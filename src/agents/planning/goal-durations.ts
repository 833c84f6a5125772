import { changeOf, type NotUsed } from './not-used.ts';
import type { DraftTask } from './schedule.ts';
import { countOf, countPattern, unitPattern } from './time-spans.ts';

const duration = new RegExp(
  `(?<![\\p{L}\\p{N}.,/])(?:(for|takes?|lasts?|lasting|over|within|in|during|für)\\s+)?(?:about |around |at least |at most |up to )?(${countPattern})[ -]?(${unitPattern})`,
  'giu',
);
const uncounted =
  /(?<![\p{L}\p{N}.,])\d{1,4}\s?(?:sprints?|person[- ]?days?|man[- ]?days?|FTEs?|minutes?|mins?)(?!\p{L})/giu;
/** `a day of fun` counts nothing. */
const isArticle = /^(?:an?|eine?[rmns]?|one)$/i;

const inEnglish: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:hour|stunde)/i, 'hours', 1],
  [/^(?:week|woche)/i, 'weeks', 1],
  [/^fortnight/i, 'weeks', 2],
  [/^(?:month|monat)/i, 'months', 1],
  [/^(?:quarter|quartal)/i, 'months', 3],
  [/^(?:year|jahr)/i, 'months', 12],
];

function asTyped(count: string, unit: string): string {
  const [, name = 'days', factor = 1] = inEnglish.find(([pattern]) => pattern.test(unit)) ?? [];
  return `${countOf(count) * factor} ${name}`;
}

const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => word.slice(0, 5));

/** The task that the words around a duration speak of, otherwise the longest one. */
function taskFor(around: string, tasks: readonly DraftTask[]): string {
  const wanted = new Set(wordsIn(around));
  const scored = tasks
    .filter(({ isMilestone }) => !isMilestone)
    .map((task) => ({ task, score: wordsIn(task.name).filter((word) => wanted.has(word)).length * 1_000 + task.days }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), scored[0] ?? { task: undefined, score: 0 });
  return best.task?.code ?? '1.1';
}

/** Durations in a goal whose tasks have usual ones. */
export function unusedDurations(goal: string, tasks: readonly DraftTask[]): NotUsed[] {
  const found = [...goal.matchAll(duration)]
    .filter(([, word, count = '']) => word !== undefined || !isArticle.test(count))
    .map((each) => {
      const around =
        goal
          .slice(0, each.index)
          .split(/[,.;!?\n]/)
          .at(-1) ?? '';
      return {
        words: each[0].trim(),
        why: 'the tasks of a usual project have usual durations',
        instead: changeOf(`${taskFor(around, tasks)} takes ${asTyped(each[2] ?? '', each[3] ?? '')}`),
      };
    });
  const others = [...goal.matchAll(uncounted)].map(([words]) => ({
    words,
    why: 'a plan counts working hours, days, weeks and months',
    instead: changeOf(`${taskFor('', tasks)} takes 10 days`),
  }));
  return [...found, ...others];
}
