import { takeEstimate } from '../days/estimate.ts';
import { readGoalMoney } from '../goal/goal-money.ts';
import type { NotUsed } from '../words/not-used.ts';
import type { LinkWords } from './link-words.ts';
import { type Faults, type ListedTask, maxTasks, type ReadList, tooMany } from './list-lines.ts';
import { settingIn } from './list-settings.ts';
import { bullets, type LineContext, readTaskLine, takeLabel } from './task-line.ts';

/** One line, or a part of one between semicolons. */
interface Entry {
  line: number;
  text: string;
  indent: number;
  label: string;
  /** “then test 2d” comes after the entry before it. */
  isThen: boolean;
}

/** What stands above other tasks: a heading, or a bullet with bullets below it. */
interface Phase {
  name: string;
  indent: number;
  owner: string;
  notBefore: string;
  after: readonly LinkWords[];
}

const heading = /^(?:#{1,4}\s+(.+?)|\*\*([^*]+)\*\*:?|(.+):)$/u;
const emptyHeading = /^(?:tasks?|task list|to ?dos?|plan|steps|work|aufgaben)$/i;
const maxPhaseLength = 60;
const tabWidth = 4;
const thenWord = /^\s*(?:and\s+)?then\b[\s,:]*/i;
const ticked = /^\s*(?:[-*•+]\s+)?(?:\[[xX]\]|[☑✓✔])\s/u;
const fullWidth: Readonly<Record<string, string>> = { '，': ', ', '：': ': ', '（': ' (', '）': ') ', '；': ';' };

const indentOf = (line: string): number => {
  const spaces = /^\s*/.exec(line)?.[0] ?? '';
  return [...spaces].reduce((sum, sign) => sum + (sign === '\t' ? tabWidth : 1), 0);
};

/** `Book: outline 2w, draft 3w`: a heading, and what stands behind it. */
function unfolded(part: string): string[] {
  const [, title = '', list = ''] = /^([^:]{2,60}):\s+(.+,.+)$/su.exec(part) ?? [];
  const pieces = list.split(/,(?![^()]*\))\s*(?:and\s+)?|\s+and\s+(?![^()]*\))/);
  return pieces.length > 1 && pieces.every(hasDuration) ? [`${title}:`, ...pieces] : [part];
}

export const entriesOf = (text: string): Entry[] =>
  text.split(/\r?\n/).flatMap((line, index, { length }) =>
    line
      .replace(/[，：（）；]/gu, (sign) => fullWidth[sign] ?? sign)
      .split(/;(?![^()]*\))/)
      .flatMap((part, _place, parts) => (parts.length > 1 || length > 1 ? unfolded(part) : [part]))
      .map((part, place) => ({
        line: index + 1,
        text: part.replace(thenWord, '').trim(),
        isThen: thenWord.test(part),
        indent: place === 0 ? indentOf(line) : indentOf(line) + 1,
        label: takeLabel(part.replace(bullets, '').trim(), 0).label,
      }))
      .filter((entry) => entry.text !== '')
      .map((entry, place) => (place === 0 ? entry : { ...entry, indent: indentOf(line) })),
  );

export const hasDuration = (text: string): boolean => takeEstimate(text) !== undefined;

/** The words of a heading; undefined for what is a task. */
export function headingOf(text: string): string | undefined {
  const title = (heading.exec(text) ?? []).slice(1).find((name) => name !== undefined);
  return title === undefined || hasDuration(title) ? undefined : title.trim();
}

const isBullet = ({ text }: Entry): boolean => bullets.test(text);

/** It stands further in, or its number goes on where the number above ends. */
function isBelow(next: Entry | undefined, above: Entry): boolean {
  if (next === undefined) return false;
  if (above.label !== '' && next.label !== '') return next.label.startsWith(`${above.label}.`);
  return next.indent > above.indent && (isBullet(next) || next.label !== '' || isBullet(above));
}

const nameOfPhase = (text: string): string => (emptyHeading.test(text) ? '' : text.slice(0, maxPhaseLength).trim());

class Phases {
  #heading = '';
  #open: Phase[] = [];

  begin(name: string): void {
    this.#heading = name;
    this.#open = [];
  }

  /** Closes those that the entry is not below of. */
  at(entry: Entry, labels: ReadonlyMap<Phase, string>): Phase[] {
    this.#open = this.#open.filter((phase) => {
      const label = labels.get(phase) ?? '';
      return label !== '' && entry.label !== '' ? entry.label.startsWith(`${label}.`) : entry.indent > phase.indent;
    });
    return this.#open;
  }

  open(phase: Phase): void {
    this.#open = [...this.#open, phase];
  }

  get name(): string {
    const names = [this.#heading, ...this.#open.map(({ name }) => name)].filter((name) => name !== '');
    return names.slice(-2).join(' / ').slice(0, maxPhaseLength);
  }
}

/** What a parent says holds for those below it, but for a duration: theirs count. */
function toPhase(entry: Entry, context: Omit<LineContext, 'ordinal'>, notUsed: NotUsed[]): Phase {
  const text = headingOf(entry.text.replace(bullets, '').trim()) ?? entry.text.replace(/:\s*$/, '');
  const read = readTaskLine(text, { ...context, ordinal: 0 });
  const { indent } = entry;
  if (typeof read === 'string') return { name: nameOfPhase(text), indent, owner: '', notBefore: '', after: [] };
  if (read.estimate)
    notUsed.push({ words: entry.text, why: 'it has tasks below it, and their durations count', instead: '' });
  return { name: nameOfPhase(read.name), indent, owner: read.owner, notBefore: read.notBefore, after: read.after };
}

const inherited = (task: ListedTask, phases: readonly Phase[]): ListedTask => ({
  ...task,
  owner: task.owner || (phases.findLast(({ owner }) => owner !== '')?.owner ?? ''),
  notBefore: task.notBefore || (phases.findLast(({ notBefore }) => notBefore !== '')?.notBefore ?? ''),
  after: [...task.after, ...phases.flatMap(({ after }) => after)],
});

/** A list as people write it: one task a line or between semicolons, with numbers, bullets, check boxes and headings. */
export function readTextList(text: string, context: Omit<LineContext, 'ordinal'>, faults: Faults): ReadList {
  const entries = entriesOf(text);
  const phases = new Phases();
  const labels = new Map<Phase, string>();
  const tasks: ListedTask[] = [];
  const notUsed: NotUsed[] = [];
  const named = { start: '', deadline: '' };
  for (const [index, entry] of entries.entries()) {
    const title = headingOf(entry.text);
    const isParent = isBelow(entries[index + 1], entry);
    if (title !== undefined && !isBullet(entry) && !isParent) {
      phases.begin(nameOfPhase(title));
      continue;
    }
    const above = phases.at(entry, labels);
    if (isParent) {
      const phase = toPhase(entry, context, notUsed);
      labels.set(phase, entry.label);
      phases.open(phase);
      continue;
    }
    const setting = settingIn(entry.text.replace(bullets, ''), context.now);
    if (setting) {
      if (setting.kind === 'money') notUsed.push(...readGoalMoney(entry.text).notUsed);
      else named[setting.kind] = setting.value;
      continue;
    }
    if (tasks.length >= maxTasks) throw tooMany();
    const read = readTaskLine(entry.text, { ...context, ordinal: tasks.length + 1 });
    if (typeof read === 'string') faults.add(entry.line, entry.text, read);
    else
      tasks.push(inherited({ ...read, line: entry.line, phase: phases.name, code: '', isThen: entry.isThen }, above));
    if (ticked.test(entry.text))
      notUsed.push({ words: entry.text, why: 'what is ticked off is planned like the rest', instead: '' });
  }
  return { tasks, notUsed, ...named };
}
