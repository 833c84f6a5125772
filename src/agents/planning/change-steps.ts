import { AppError, type TaskLink } from '../../core/index.ts';
import { dayWords, findDate, readDate } from './dates.ts';
import { isAboutDeadline, noStart, readHoliday } from './draft-plan.ts';
import { durationWords, type Estimate, faultOfEstimate, readDays, takeEstimate } from './estimate.ts';
import { findTask } from './find-task.ts';
import { memberCalled } from './owners.ts';
import type { PlanBasis } from './plan-content.ts';
import type { DraftTask } from './schedule.ts';
import { type LinkWords, maxNameLength, readLinks, readTaskLine } from './task-line.ts';
import { maxTasks } from './task-list.ts';
import { createWorkDays } from './work-days.ts';

/** A plan on its way through the changes; `starts` are the days on which tasks begin before any of them. */
export interface ChangeState {
  basis: PlanBasis;
  starts: ReadonlyMap<string, string>;
  now: Date;
  /** What was done, in sentences. */
  done: string[];
  /** Tasks that have to begin on that day, and not later. */
  moved: { code: string; date: string }[];
}

export interface Step {
  /** How it is written, for who writes something else. */
  says: string;
  /** The state after it, or undefined when the words are not meant for it. */
  apply(text: string, state: ChangeState): ChangeState | undefined;
}

export const refuse = (message: string): AppError =>
  new AppError('input.invalid', message, { fields: { changes: message } });

function taskOf({ basis }: ChangeState, words: string): DraftTask {
  const found = findTask(basis.tasks, words.replace(/^(?:the )?(?:task|milestone)\s+/i, ''));
  if (typeof found === 'string') throw refuse(`“${words.slice(0, 60)}”: ${found}.`);
  return found;
}

const called = ({ code, name }: DraftTask): string => `${code} ${name}`;

const changed = (state: ChangeState, basis: Partial<PlanBasis>, sentence: string): ChangeState => ({
  ...state,
  basis: { ...state.basis, ...basis },
  done: [...state.done, sentence],
});

/** One task with something else in it. */
function withTask(state: ChangeState, task: DraftTask, change: Partial<DraftTask>, sentence: string): ChangeState {
  const tasks = state.basis.tasks.map((each) => (each.code === task.code ? { ...each, ...change } : each));
  return changed(state, { tasks }, sentence);
}

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

const moveBy: Step = {
  says: 'move 2.1 by 3 days',
  apply(text, state) {
    const [, words, sign, amount = '', unit = '', way] =
      /^(?:move|shift|postpone|delay|pull)\s+(.+?)\s+by\s+([+-]?)\s*(\d{1,4}(?:[.,]\d)?)\s*([a-z]+)(?:\s+(earlier|later|forwards?|back))?$/i.exec(
        text,
      ) ?? [];
    if (words === undefined || !/^(?:d|days?|w|weeks?|working days?)$/i.test(unit)) return undefined;
    const task = taskOf(state, words);
    const days = readDays(amount, unit) * (sign === '-' || /earlier|forward/i.test(way ?? '') ? -1 : 1);
    const from = state.starts.get(task.code) ?? state.basis.start;
    return holdUntil(state, task, workDaysFrom(from, days, state.basis.holidays));
  },
};

const moveTo: Step = {
  says: 'move Design to Dec 3',
  apply(text, state) {
    const [, words, day = ''] =
      /^(?:move|shift|postpone|delay|start|begin)\s+(.+?)\s+(?:to|until|on|not before|no earlier than)\s+(.+)$/i.exec(
        text,
      ) ?? [];
    if (words === undefined || words.toLowerCase() === 'plan') return undefined;
    return holdUntil(state, taskOf(state, words), readDate(day, state.now, 'changes'));
  },
};

const free: Step = {
  says: 'free 2.1 (as early as its links allow)',
  apply(text, state) {
    const words =
      /^(?:free|release)\s+(.+)$/i.exec(text)?.[1] ??
      /^(?:move\s+)?(.+?)\s+as (?:early|soon) as possible$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    const task = taskOf(state, words);
    return withTask(state, task, { notBefore: '' }, `${called(task)} begins as early as its links allow.`);
  },
};

const startDay: Step = {
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

const deadline: Step = {
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

const holiday: Step = {
  says: 'holiday 2026-12-24..2027-01-01',
  apply(text, state) {
    const days = /^(?:add\s+)?(?:holidays?|days? off)\s*:?\s+(.+)$/i.exec(text)?.[1];
    if (days === undefined) return undefined;
    const more = days.split(',').flatMap((each) => readHoliday(each.trim(), state.now));
    const holidays = [...new Set([...(state.basis.holidays ?? []), ...more])].toSorted();
    return changed(state, { holidays }, `Nobody works on ${more.map((each) => dayWords(each)).join(', ')}.`);
  },
};

const rename: Step = {
  says: 'rename 2.1 to Sketches',
  apply(text, state) {
    const [, words, name = ''] = /^rename\s+(.+?)\s+(?:to|into|as)\s+["“]?(.+?)["”]?$/i.exec(text) ?? [];
    if (words === undefined) return undefined;
    if (name.length > maxNameLength) throw refuse(`A name has at most ${maxNameLength} characters. Shorten it.`);
    if (/^(?:the\s+)?plan$/i.test(words)) return changed(state, { title: name }, `The plan is called “${name}”.`);
    const task = taskOf(state, words);
    if (state.basis.tasks.some((each) => each !== task && each.name.toLowerCase() === name.toLowerCase()))
      throw refuse(`There is a task “${name}” already. Give it another name.`);
    return withTask(state, task, { name }, `${called(task)} is called “${name}”.`);
  },
};

const assign: Step = {
  says: 'assign 2.1 to Ana',
  apply(text, state) {
    const nobody = /^unassign\s+(.+)$/i.exec(text)?.[1];
    if (nobody !== undefined) {
      const task = taskOf(state, nobody);
      return withTask(state, task, { owner: '' }, `${called(task)} is nobody’s for now.`);
    }
    const [, words, person = ''] =
      /^(?:assign|give)\s+(.+?)\s+to\s+(.+)$/i.exec(text) ??
      /^(.+?)\s+(?:is done by|is owned by|is for|owner\s*[:=]?)\s+(.+)$/i.exec(text) ??
      [];
    if (words === undefined) return undefined;
    const owner = person.replace(/^@/, '').slice(0, 80).trim();
    const team = [...(state.basis.team ?? []), ...state.basis.tasks.map((each) => each.owner).filter(Boolean)];
    const known = memberCalled([...new Set(team)], owner);
    const note = known === undefined && team.length > 0 ? ` (nobody else in this plan is called so)` : '';
    const task = taskOf(state, words);
    return withTask(state, task, { owner: known ?? owner }, `${called(task)} is done by ${known ?? owner}${note}.`);
  },
};

const isLinkTo =
  (code: string) =>
  (link: TaskLink): boolean =>
    link.code === code;

const remove: Step = {
  says: 'remove 2.3',
  apply(text, state) {
    const words = /^(?:remove|delete|drop|cancel|leave out)\s+(.+)$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    const gone = taskOf(state, words);
    if (state.basis.tasks.length === 1) throw refuse('That is the only task. Make a new plan instead.');
    // Who waited for it waits for what it waited for, so that nothing begins too early.
    const bridged = (after: readonly TaskLink[]): TaskLink[] => {
      const kept = after.filter((link) => !isLinkTo(gone.code)(link));
      const over = gone.after.filter(({ code }) => !kept.some(isLinkTo(code)));
      return kept.length === after.length ? [...after] : [...kept, ...over];
    };
    const tasks = state.basis.tasks
      .filter((task) => task.code !== gone.code)
      .map((task) => ({ ...task, after: bridged(task.after) }));
    return changed(
      state,
      { tasks },
      `${called(gone)} is left out; what waited for it now waits for what was before it.`,
    );
  },
};

function toLinks(state: ChangeState, words: readonly LinkWords[]): TaskLink[] {
  return words.map(({ task, kind, lagDays }) => ({ code: taskOf(state, task).code, kind, lagDays }));
}

/** Numbers stay as they are, as issues and people name them: a new task gets the next free one. */
function freeCode(tasks: readonly DraftTask[], phase: string): string {
  const inPhase = tasks.filter((task) => task.phase === phase);
  const prefix = /^(.*\.)\d+$/.exec(inPhase[0]?.code ?? '')?.[1] ?? '';
  const last = Math.max(
    0,
    ...tasks.filter(({ code }) => code.startsWith(prefix)).map(({ code }) => Number(code.slice(prefix.length)) || 0),
  );
  return `${prefix}${last + 1}`;
}

const add: Step = {
  says: 'add Review 2d after Build',
  apply(text, state) {
    const words = /^add\s+(?:(?:a |the |new )*task\s+)?(.+)$/i.exec(text)?.[1];
    if (words === undefined) return undefined;
    const { tasks, team = [] } = state.basis;
    if (tasks.length >= maxTasks) throw refuse(`A plan has at most ${maxTasks} tasks. Remove one first.`);
    const line = readTaskLine(words, { now: state.now, team, ordinal: 0 });
    if (typeof line === 'string') throw refuse(`“${words.slice(0, 60)}” ${line}.`);
    if (!line.estimate && !line.isMilestone)
      throw refuse(`How long does “${line.name}” take? Write: add ${line.name} 2d.`);
    if (tasks.some(({ name }) => name.toLowerCase() === line.name.toLowerCase()))
      throw refuse(`There is a task “${line.name}” already. Give the new one another name.`);
    const after = toLinks(state, line.after);
    const beside = tasks.find(({ code }) => code === after[0]?.code) ?? tasks.at(-1);
    const phase = beside?.phase ?? '';
    const estimate: Estimate = line.estimate ?? { days: 0, optimisticDays: 0, pessimisticDays: 0 };
    const { name, isMilestone, notBefore } = line;
    const owner = memberCalled(team, line.owner) ?? line.owner;
    const made: DraftTask = {
      code: freeCode(tasks, phase),
      name,
      phase,
      ...estimate,
      after,
      owner,
      isMilestone,
      notBefore,
    };
    const waiting = new Map(toLinks(state, line.before).map((link) => [link.code, { ...link, code: made.code }]));
    const linked = tasks.map((task) => {
      const link = waiting.get(task.code);
      return link ? { ...task, after: [...task.after, link] } : task;
    });
    const at = linked.findLastIndex((task) => task.phase === phase) + 1;
    const length = isMilestone ? 'a milestone' : durationWords(made.days);
    return changed(state, { tasks: linked.toSpliced(at, 0, made) }, `${called(made)} is new (${length}).`);
  },
};

const unlink: Step = {
  says: 'unlink Test from Build',
  apply(text, state) {
    const [, words, others = ''] =
      /^unlink\s+(.+?)\s+from\s+(.+)$/i.exec(text) ??
      /^(.+?)\s+(?:no longer|not)\s+(?:after|waits? for|depends? on|follows?)\s+(.+)$/i.exec(text) ??
      [];
    if (words === undefined) return undefined;
    const task = taskOf(state, words);
    const before = taskOf(state, others);
    if (!task.after.some(isLinkTo(before.code))) throw refuse(`${called(task)} does not wait for ${called(before)}.`);
    const after = task.after.filter((each) => !isLinkTo(before.code)(each));
    return withTask(state, task, { after }, `${called(task)} no longer waits for ${called(before)}.`);
  },
};

const link: Step = {
  says: 'Test after Build +2d',
  apply(text, state) {
    const [, words, isOnly, others = ''] =
      /^(?:link\s+)?(.+?)\s+(only\s+)?(?:after|depends on|follows|waits for)\s+(.+)$/i.exec(text) ?? [];
    if (words === undefined || takeEstimate(text)) return undefined;
    const task = taskOf(state, words);
    const links = toLinks(state, readLinks(others));
    if (links.some(isLinkTo(task.code))) throw refuse(`${called(task)} cannot wait for itself. Name another task.`);
    const kept = isOnly ? [] : task.after.filter(({ code }) => !links.some(isLinkTo(code)));
    const names = links.map(({ code }) => code).join(', ');
    return withTask(state, task, { after: [...kept, ...links] }, `${called(task)} waits for ${names}.`);
  },
};

const duration: Step = {
  says: 'Build takes 8 days',
  apply(text, state) {
    const found = takeEstimate(text);
    if (!found) return undefined;
    const words = found.rest
      .trim()
      .replace(/^(?:set|estimate|change|let)\s+/i, '')
      .replace(/\s*(?:takes?|needs?|lasts?|is|to|=|:)\s*$/i, '');
    const task = taskOf(state, words);
    const fault = faultOfEstimate(found.estimate);
    if (fault !== undefined) throw refuse(`${called(task)}: ${fault}.`);
    if (task.isMilestone)
      throw refuse(`${called(task)} is a milestone and takes no time. Add a task before it instead.`);
    return withTask(
      state,
      task,
      { ...found.estimate },
      `${called(task)} takes ${durationWords(found.estimate.days)} instead of ${durationWords(task.days)}.`,
    );
  },
};

/** In the order in which they are tried: what is plainer comes first. */
export const steps: readonly Step[] = [
  deadline,
  startDay,
  holiday,
  rename,
  assign,
  unlink,
  remove,
  add,
  moveBy,
  moveTo,
  free,
  link,
  duration,
];
