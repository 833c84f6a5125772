import { dayWords } from '../days/day-words.ts';
import { isEvent } from '../goal/event-words.ts';
import { changeOf, type NotUsed } from '../words/not-used.ts';
import type { ListedTask } from './list-lines.ts';

export interface ListDeadline {
  /** Empty when the list names none. */
  deadline: string;
  notes: string[];
  notUsed: NotUsed[];
}

const last = (days: readonly string[]): string => days.toSorted().at(-1) ?? '';

/** What is to happen on a day though nobody called it a milestone. */
const readAsMilestones = (lines: readonly ListedTask[]): string[] =>
  lines
    .filter(
      ({ on, isMilestone, isNamedMilestone, name }) => on !== '' && isMilestone && !isNamedMilestone && !isEvent(name),
    )
    .map(
      ({ code, name, on }) =>
        `${code} ${name} is read as a milestone on ${dayWords(on, true)}. If it is work, say how long it takes.`,
    );

export const onWeekend = (name: string, on: string, stands: string): string =>
  `${dayWords(on, true)} is no working day: ${name} stands on ${dayWords(stands, true)}.`;

const movedFromWeekends = (lines: readonly ListedTask[]): string[] =>
  lines
    .filter(({ on, notBefore, isMilestone }) => isMilestone && on !== '' && notBefore !== on)
    .map(({ code, name, on, notBefore }) => onWeekend(`${code} ${name}`, on, notBefore));

/** The last day by which something should be there, or on which the list ends. A plan has one. */
export function deadlineIn(lines: readonly ListedTask[], named: string): ListDeadline {
  const asked = lines.filter(({ by }) => by !== '');
  const end = lines.at(-1);
  const onEnd = end?.isMilestone === true && lines.every(({ on }) => on <= end.on) ? end.on : '';
  const deadline = named || last([onEnd, ...asked.map(({ by }) => by)]);
  const others = asked.filter(({ by, on }) => by !== deadline && on === '');
  return {
    deadline,
    notes: [...readAsMilestones(lines), ...movedFromWeekends(lines)],
    notUsed: others.map(({ code, name, by }) => ({
      words: `${code} ${name} by ${dayWords(by, true)}`,
      why: `a plan has one deadline, here ${dayWords(deadline, true)}`,
      instead: changeOf(`add ${name} is there milestone on ${dayWords(by, true)}`),
    })),
  };
}
