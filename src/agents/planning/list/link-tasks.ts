import type { TaskLink } from '../../../core/index.ts';
import { findTask, nearestName } from '../change/find-task.ts';
import type { DraftTask } from '../plan/schedule.ts';
import type { LinkWords } from './link-words.ts';
import type { Faults, ListedTask } from './list-lines.ts';

/** Without an estimate of its own: somebody else's guess is better than none, and is said. */
const unestimated = { days: 2, optimisticDays: 1, pessimisticDays: 4 };
const noTime = { days: 0, optimisticDays: 0, pessimisticDays: 0 };

interface Resolved {
  links: TaskLink[];
  owner: string;
  faults: string[];
}

const linkTo = ({ code }: { code: string }, { kind, lagDays }: LinkWords): TaskLink => ({ code, kind, lagDays });
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Tasks that words mean: one by its number or name, or all of a phase. */
function tasksCalled(words: string, others: readonly ListedTask[], own: ListedTask): readonly ListedTask[] | string {
  const byLabel = others.find(({ label }) => label !== '' && label === words.replace(/^#/, ''));
  if (byLabel) return [byLabel];
  const inPhase = others.filter(({ phase }) => phase !== '' && phase !== own.phase && isSame(phase, words));
  const exact = others.some(({ name }) => isSame(name, words));
  if (inPhase.length > 0 && !exact) return inPhase;
  const task = findTask(others, words);
  return typeof task === 'string' ? task : [task];
}

/** Which tasks the links of a line mean. What is none, behind a comma, is the owner. */
function resolve(line: ListedTask, words: readonly LinkWords[], lines: readonly ListedTask[]): Resolved {
  const found: Resolved = { links: [], owner: line.owner, faults: [] };
  const others = lines.filter((other) => other !== line);
  const whole = words.map(({ task }) => task).join(' and ');
  const asOne = words.length > 1 ? others.find(({ name }) => isSame(name, whole)) : undefined;
  if (asOne) return { ...found, links: [linkTo(asOne, words.at(-1) as LinkWords)] };
  for (const link of words) {
    const tasks = tasksCalled(link.task, others, line);
    if (typeof tasks !== 'string') found.links.push(...tasks.map((task) => linkTo(task, link)));
    else if (isSame(line.name, link.task) || line.code === link.task)
      found.faults.push('waits for itself. Take “after” away');
    else if (link.mayBeOwner && found.owner === '' && /^\p{L}/u.test(link.task) && !nearestName(others, link.task))
      found.owner = link.task;
    else found.faults.push(tasks);
  }
  return found;
}

const unique = (links: readonly TaskLink[]): TaskLink[] => [
  ...new Map(links.map((link) => [`${link.code} ${link.kind}`, link])).values(),
];

function toTask(line: ListedTask, after: readonly TaskLink[], owner: string): DraftTask {
  const { code, name, phase, isMilestone, notBefore } = line;
  const estimate = isMilestone ? noTime : (line.estimate ?? unestimated);
  return { code, name, phase, ...estimate, after: unique(after), owner, isMilestone, notBefore };
}

/** Every task with its links, as its own line and the lines of others name them. */
export function linked(lines: readonly ListedTask[], faults: Faults): DraftTask[] {
  const after = new Map<string, TaskLink[]>(lines.map(({ code }) => [code, []]));
  const owners = new Map<string, string>();
  for (const line of lines) {
    const behind = resolve(line, line.after, lines);
    const ahead = resolve({ ...line, owner: behind.owner }, line.before, lines);
    for (const fault of [...behind.faults, ...ahead.faults]) faults.add(line.line, line.name, fault);
    after.get(line.code)?.push(...behind.links);
    for (const { code, kind, lagDays } of ahead.links) after.get(code)?.push({ code: line.code, kind, lagDays });
    owners.set(line.code, ahead.owner);
  }
  return lines.map((line) => toTask(line, after.get(line.code) ?? [], owners.get(line.code) ?? ''));
}

const behind = ({ code }: { code: string }): TaskLink => ({ code, kind: 'finish-to-start', lagDays: 0 });

/** Each behind the one before it, or beside it where it says so; what follows waits for all of these. */
function inRow(tasks: readonly DraftTask[], lines: readonly ListedTask[]): DraftTask[] {
  let before: DraftTask[] = [];
  let group: DraftTask[] = [];
  return tasks.map((task, index) => {
    if (!lines[index]?.isBeside) [before, group] = [group, []];
    group.push(task);
    return { ...task, after: before.map(behind) };
  });
}

/** Without any link each task follows the one before; a milestone without one stands behind all before it, “then” behind one. */
export function linkedByPlace(
  tasks: readonly DraftTask[],
  lines: readonly ListedTask[],
): { tasks: DraftTask[]; assumption: string[] } {
  const isUnlinked = tasks.every(({ after }) => after.length === 0);
  const isDated = tasks.some(({ notBefore, isMilestone }) => notBefore !== '' && !isMilestone);
  if (isUnlinked && !isDated && tasks.length > 1) {
    const isBeside = lines.some((line) => line.isBeside);
    return {
      tasks: inRow(tasks, lines),
      assumption: [
        `No links were given (“after …”), so each task follows the one before it${isBeside ? ', but for those “in parallel”' : ''}.`,
      ],
    };
  }
  const all = tasks.map((task, index) => {
    if (task.after.length > 0) return task;
    const before = tasks.slice(0, index).map(behind);
    if (task.isMilestone && (task.notBefore === '' || lines[index]?.isNamedMilestone === false))
      return { ...task, after: before };
    return lines[index]?.isThen ? { ...task, after: before.slice(-1) } : task;
  });
  const loose = all.filter(({ after, notBefore }, index) => index > 0 && after.length === 0 && notBefore === '');
  const codes = loose.slice(0, 5).map(({ code }) => code);
  const shown = `${codes.join(', ')}${loose.length > codes.length ? ' and more' : ''}`;
  const begins = loose.length === 1 ? 'it begins' : 'they begin';
  return {
    tasks: all,
    assumption: codes.length > 0 ? [`No “after …” was given for ${shown}: ${begins} at once.`] : [],
  };
}
