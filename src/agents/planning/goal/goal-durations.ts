import { countOf, countPattern } from '../days/time-spans.ts';
import { unitCalled, unitPattern } from '../days/time-units.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { changeOf, type NotUsed } from '../words/not-used.ts';

const duration = new RegExp(
  `(?<![\\p{L}\\p{N}.,/])(?:(for|takes?|lasts?|lasting|over|within|in|during|für|durante|por|pendant|en|dans|per|через)\\s+)?(?:about |around |at least |at most |up to )?(${countPattern})[ -]?(${unitPattern})`,
  'giu',
);
const uncounted =
  /(?<![\p{L}\p{N}.,])\d{1,4}\s?(?:sprints?|person[- ]?days?|man[- ]?days?|FTEs?|story points?)(?!\p{L})/giu;
/** `a day of fun` counts nothing. */
const isArticle = /^(?:an?|eine?[rmns]?|one|une?|una|een|um)$/i;

/** As a change of a plan reads it. */
function asTyped(count: string, unit: string): string {
  const { workDays, english } = unitCalled(unit);
  const amount = (countOf(count) * workDays) / unitCalled(english).workDays;
  return `${amount} ${amount === 1 ? english.slice(0, -1) : english}`;
}

const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => word.slice(0, 5));

/** The task that the words around a duration speak of, otherwise the longest one. */
export function taskFor(around: string, tasks: readonly DraftTask[], isLongest = true): string {
  const wanted = new Set(wordsIn(around));
  const scored = tasks
    .filter(({ isMilestone }) => !isMilestone)
    .map((task) => ({
      task,
      score: wordsIn(task.name).filter((word) => wanted.has(word)).length * 1_000 + (isLongest ? task.days : 0),
    }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), scored[0] ?? { task: undefined, score: 0 });
  return best.task?.code ?? tasks[0]?.code ?? '1';
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
