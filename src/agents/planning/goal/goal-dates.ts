import { checkDate } from '../days/dates.ts';
import { dayWords, fullDayWords } from '../days/day-words.ts';
import type { Found } from '../days/found-day.ts';
import { changeOf, type NotUsed } from '../words/not-used.ts';
import { without } from '../words/text-parts.ts';
import { adjusted, daysIn } from './goal-days.ts';
import { takeUnreadDays } from './unread-days.ts';

export interface GoalDates {
  /** Empty when the goal names none. */
  start: string;
  deadline: string;
  /** The deadline, where something happens on that very day. */
  endsOn: string;
  notes: string[];
  notUsed: NotUsed[];
  /** The goal without the words that name them. */
  rest: string;
}

/** What happens on a day, as the words before it say. */
function eventBefore(text: string, at: number): string {
  const words = text
    .slice(0, at)
    .split(/[,;!?\n·]|\.(?!\d)|\band\b|\bthen\b/i)
    .at(-1)
    ?.replace(/["“”:@()]/g, ' ')
    .trim()
    .split(/\s+/)
    .slice(-4)
    .join(' ');
  return words === undefined || !/\p{L}/u.test(words) ? 'Milestone' : words;
}

const onThatDay = /^(?:on|am|el|le|il|\d|\p{Lu})/u;

const said = ({ words }: Pick<Found, 'words'>): string => words.replace(/[\s,;]+$/, '').trim();

const unusedDay = (goal: string, { words, date, from }: Found, why: string): NotUsed => ({
  words: said({ words }),
  why,
  instead: changeOf(`add ${eventBefore(goal, from)} milestone on ${dayWords(date, true)}`),
});

/** Start and deadline, where the goal names them. `given` are those that were named apart and stand above the goal. */
export function readGoalDates(goal: string, now: Date, given: { start: string; deadline: string }): GoalDates {
  const { start: begun, deadline: last, others } = daysIn(goal, now, given);
  const start = given.start || (begun?.date ?? '');
  const deadline = given.deadline || (last ? adjusted(last) : '');
  if (start !== '') checkDate(start, now, 'start');
  if (deadline !== '') checkDate(deadline, now, 'deadline');
  const notes = last?.isTold && given.deadline === '' ? [`“${said(last)}” is read as ${fullDayWords(deadline)}.`] : [];
  const told = begun?.isTold && given.start === '' ? [`“${said(begun)}” is read as ${fullDayWords(start)}.`] : [];
  const other = others.map((each) =>
    unusedDay(
      goal,
      each,
      deadline === ''
        ? 'it is not clear what happens on that day'
        : `a plan has one deadline, here ${dayWords(deadline, true)}`,
    ),
  );
  const above = [
    ...(begun && given.start !== '' && begun.date !== given.start
      ? [{ words: said(begun), why: `the start was given as ${dayWords(given.start, true)}`, instead: '' }]
      : []),
    ...(last && given.deadline !== '' && adjusted(last) !== given.deadline
      ? [{ words: said(last), why: `the deadline was given as ${dayWords(given.deadline, true)}`, instead: '' }]
      : []),
  ];
  const taken = [...(begun ? [begun] : []), ...(last ? [last] : [])];
  const unread = takeUnreadDays(without(goal, [...taken, ...others]));
  return {
    start,
    deadline,
    endsOn: last && !last.isVague && given.deadline === '' && onThatDay.test(last.words) ? deadline : '',
    notes: [...told, ...notes],
    notUsed: [...above, ...other, ...unread.notUsed],
    rest: unread.rest,
  };
}

export const beforeStart = (deadline: string, start: string): string =>
  `The deadline ${dayWords(deadline, true)} lies before the start ${dayWords(start, true)}. Name a later deadline, or an earlier start.`;
