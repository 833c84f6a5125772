import { checkDays } from '../days/dates.ts';
import { plainDigits } from '../days/digits.ts';
import type { NotUsed } from '../words/not-used.ts';
import { readAbsences } from './absences.ts';
import { readGoalDates } from './goal-dates.ts';
import { readGoalMoney } from './goal-money.ts';
import { type GoalPeople, readGoalPeople } from './goal-people.ts';
import { readHeadCount } from './head-count.ts';

export interface Goal extends Pick<GoalPeople, 'team' | 'doers'> {
  /** Empty when the goal names none. */
  start: string;
  deadline: string;
  /** The deadline, where something happens on that very day. */
  endsOn: string;
  /** How its words were read. */
  notes: string[];
  notUsed: NotUsed[];
  /** What is left to be done. */
  rest: string;
}

/** All that a goal says besides what is to be done. `given` days were named apart and stand above it. */
export function readGoal(written: string, now: Date, given: { start: string; deadline: string }): Goal {
  const absences = readAbsences(plainDigits(written));
  const goal = absences.rest;
  checkDays(goal, now, 'goal');
  const money = readGoalMoney(goal);
  const { start, deadline, endsOn, notes, notUsed, rest } = readGoalDates(money.rest, now, given);
  const heads = readHeadCount(rest);
  const people = readGoalPeople(heads.rest);
  return {
    start,
    deadline,
    endsOn,
    notes,
    team: people.team,
    doers: people.doers,
    notUsed: [...absences.notUsed, ...notUsed, ...heads.notUsed, ...people.notUsed, ...money.notUsed],
    rest: people.rest,
  };
}
