import { findDate, readDate } from '../days/dates.ts';
import { dayWords } from '../days/day-words.ts';
import { readHoliday } from '../days/holidays.ts';
import { createWorkDays } from '../days/work-days.ts';
import { isAboutDeadline, noStart } from '../draft/plan-frame.ts';
import { changed, type Step } from './change-step.ts';

export const startDay: Step = {
  says: 'start December 1',
  apply(text, state) {
    const day = /^(?:the\s+)?(?:plan\s+)?(?:starts?|begins?)(?:\s+(?:on|at|from|is|to))?[:=]?\s+(.+)$/i.exec(text)?.[1];
    if (day === undefined || findDate(day, state.now)?.index !== 0) return undefined;
    const date = readDate(day, state.now, 'changes');
    const start = createWorkDays(date, state.basis.holidays).at(0);
    const assumptions = state.basis.assumptions.filter((each) => each !== noStart);
    return changed(state, { start, assumptions }, `The plan begins on ${dayWords(start, true)}.`);
  },
};

export const deadline: Step = {
  says: 'deadline March 31',
  apply(text, state) {
    const assumptions = state.basis.assumptions.filter((each) => !isAboutDeadline(each));
    if (/^(?:no|remove(?: the)?|delete(?: the)?|without(?: a)?) deadline$/i.test(text))
      return changed(state, { deadline: '', assumptions }, 'There is no deadline any more.');
    const day = /^(?:set\s+|move\s+)?(?:the\s+)?deadline\s*(?:to|is|on|by|[:=])?\s+(.+)$/i.exec(text)?.[1];
    if (day === undefined) return undefined;
    const date = readDate(day, state.now, 'changes');
    return changed(state, { deadline: date, assumptions }, `The deadline is ${dayWords(date, true)}.`);
  },
};

export const holiday: Step = {
  says: 'holiday 2026-12-24..2027-01-01',
  apply(text, state) {
    const days = /^(?:add\s+)?(?:holidays?|days? off)\s*:?\s+(.+)$/i.exec(text)?.[1];
    if (days === undefined) return undefined;
    const more = days.split(',').flatMap((each) => readHoliday(each.trim(), state.now));
    const holidays = [...new Set([...(state.basis.holidays ?? []), ...more])].toSorted();
    return changed(state, { holidays }, `Nobody works on ${more.map((each) => dayWords(each)).join(', ')}.`);
  },
};
