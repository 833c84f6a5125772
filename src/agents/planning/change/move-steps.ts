import { findDate, readDate } from '../days/dates.ts';
import { dayWords } from '../days/day-words.ts';
import { readDays } from '../days/estimate.ts';
import { createWorkDays } from '../days/work-days.ts';
import type { DraftTask } from '../plan/schedule.ts';
import { type ChangeState, called, forEach, type Step, taskOf, tasksOf, withTask } from './change-step.ts';

function holdUntil(state: ChangeState, task: DraftTask, date: string): ChangeState {
  const day = createWorkDays(date, state.basis.holidays).at(0);
  const shifted = day === date ? '' : ` (${dayWords(date)} is no working day)`;
  const next = withTask(state, task, { notBefore: day }, `${called(task)} begins on ${dayWords(day, true)}${shifted}.`);
  return { ...next, moved: [...state.moved, { code: task.code, date: day }] };
}

/** The same day so many working days later or earlier. */
function workDaysFrom(date: string, days: number, holidays: readonly string[] = []): string {
  if (days >= 0) return createWorkDays(date, holidays).at(Math.ceil(days));
  const early = new Date(`${date}T00:00:00Z`);
  early.setUTCDate(early.getUTCDate() + Math.floor(days) * 2 - 30);
  const calendar = createWorkDays(early.toISOString().slice(0, 10), holidays);
  return calendar.at(Math.max(0, calendar.indexOf(date) + Math.floor(days)));
}

const isPlan = /^(?:the\s+)?plan$/i;

export const moveBy: Step = {
  says: 'move 2.1 by 3 days',
  apply(text, state) {
    const [, words, sign, amount = '', unit = '', way] =
      /^(?:move|shift|postpone|delay|push|pull)\s+(.+?)\s+by\s+([+-]?)\s*(\d{1,4}(?:[.,]\d)?)\s*([a-z]+)(?:\s+(earlier|later|forwards?|back))?$/i.exec(
        text,
      ) ?? [];
    if (words === undefined || !/^(?:d|days?|w|weeks?|working days?)$/i.test(unit)) return undefined;
    const days = readDays(amount, unit) * (sign === '-' || /earlier|forward/i.test(way ?? '') ? -1 : 1);
    return forEach(tasksOf(state, words), state, (next, task) => {
      const from = state.starts.get(task.code) ?? state.basis.start;
      return holdUntil(next, task, workDaysFrom(from, days, state.basis.holidays));
    });
  },
};

export const moveTo: Step = {
  says: 'move Design to Dec 3',
  apply(text, state) {
    const [, words, day = ''] =
      /^(?:move|shift|postpone|delay|start|begin)\s+(.+?)\s+(?:to|until|on|not before|no earlier than)\s+(.+)$/i.exec(
        text,
      ) ?? [];
    if (words === undefined || isPlan.test(words)) return undefined;
    const tasks = tasksOf(state, words);
    const date = readDate(day, state.now, 'changes');
    return forEach(tasks, state, (next, task) => holdUntil(next, task, date));
  },
};

export const begin: Step = {
  says: 'Design can only start on Dec 3',
  isLoose: true,
  apply(text, state) {
    const [, words, day = ''] =
      /^(?:let\s+|have\s+)?(.+?)\s+(?:(?:can|may|should|must|will)\s+(?:only\s+|not\s+)?)?(?:starts?|begins?)\s+(?:(?:only\s+)?(?:on|at|from|before|after)\s+)?(.+)$/i.exec(
        text,
      ) ?? [];
    if (words === undefined || isPlan.test(words) || findDate(day, state.now)?.index !== 0) return undefined;
    return holdUntil(state, taskOf(state, words), readDate(day, state.now, 'changes'));
  },
};

export const free: Step = {
  says: 'free 2.1 (as early as its links allow)',
  apply(text, state) {
    const words =
      /^(?:free|release)\s+(.+)$/i.exec(text)?.[1] ??
      /^(?:move\s+)?(.+?)\s+as (?:early|soon) as possible$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    return forEach(tasksOf(state, words), state, (next, task) =>
      withTask(next, task, { notBefore: '' }, `${called(task)} begins as early as its links allow.`),
    );
  },
};
