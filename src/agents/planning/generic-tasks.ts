import { AppError, type TaskLink } from '../../core/index.ts';
import { estimateOf, faultOfEstimate, takeEstimate } from './estimate.ts';
import type { DraftTask } from './schedule.ts';
import { maxNameLength } from './task-line.ts';

const maxPackages = 40;

interface Package {
  name: string;
  /** It goes on side by side with the one before. */
  isBeside: boolean;
  text: string;
}

const sentenceEnd = /(?<=[.!?。！？])\s+|(?<=[。！？])|\r?\n+|;\s*/u;
const clauseEnd = /\s*(?:,\s*(?:and\s+)?then\s+|\s+and then\s+|\s+then\s+|,\s*(?:and\s+)?|\s+and\s+|、|，)\s*/iu;
const sequential = /then|^$/i;
const openers =
  /^(?:(?:we|i|you|they) (?:want|need|have|would like|should|must|plan|are going)(?: to)?|please|we|i|you|they|let['’]s|it|goal:?|to|and|also|finally|first(?:ly)?|second(?:ly)?|next|after that)[,:]?\s+/i;

function tidy(text: string): string {
  let name = text.replace(/^[\s\-*•\d.)]+|[\s.,!?;:。！？]+$/gu, '').trim();
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.replace(openers, '');
  }
  const [first = '', ...rest] = name;
  return `${first.toUpperCase()}${rest.join('')}`.slice(0, maxNameLength);
}

/** Clauses of one sentence, as long as each says something; “and” between two words is no joint. */
function clausesOf(sentence: string): Package[] {
  const joints = [...sentence.matchAll(new RegExp(clauseEnd, 'giu'))];
  const packages: Package[] = [];
  let from = 0;
  let joint = '';
  for (const found of [...joints, undefined]) {
    const text = sentence.slice(from, found?.index);
    const isWhole =
      text.trim().split(/\s+/).length >= 2 || /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text);
    const last = packages.at(-1);
    if (!isWhole && last) last.text += `${joint}${text}`;
    else if (/\p{L}/u.test(text)) packages.push({ name: '', text, isBeside: joint !== '' && !sequential.test(joint) });
    from = (found?.index ?? 0) + (found?.[0].length ?? 0);
    joint = found?.[0] ?? '';
  }
  return packages;
}

const packagesOf = (goal: string): Package[] =>
  goal
    .split(sentenceEnd)
    .flatMap(clausesOf)
    .map((each) => ({ ...each, name: tidy(takeEstimate(each.text)?.rest ?? each.text) }))
    .filter(({ name }) => /\p{L}/u.test(name));

const behind = (codes: readonly string[]): TaskLink[] =>
  codes.map((code) => ({ code, kind: 'finish-to-start', lagDays: 0 }));

interface Frame {
  code: string;
  name: string;
  phase: string;
  points: readonly [number, number, number] | undefined;
  after: readonly string[];
  deliverable: string;
}

const toTask = ({ code, name, phase, points, after, deliverable }: Frame): DraftTask => ({
  code,
  name,
  phase,
  ...(points ? estimateOf(...points) : { days: 0, optimisticDays: 0, pessimisticDays: 0 }),
  after: behind(after),
  owner: '',
  isMilestone: !points,
  notBefore: '',
  deliverable,
});

const scaled = ([a, b, c]: readonly [number, number, number], factor: number): [number, number, number] => [
  Math.max(0.5, Math.round(a * factor * 2) / 2),
  Math.max(0.5, Math.round(b * factor * 2) / 2),
  Math.max(0.5, Math.round(c * factor * 2) / 2),
];

/** The sentences of a goal as work packages: those joined by “and” or a comma side by side, the others in a row. */
function workTasks(packages: readonly Package[], factor: number): DraftTask[] {
  const tasks: DraftTask[] = [];
  let waitFor: string[] = ['1.2'];
  let group: string[] = [];
  for (const [index, { name, text, isBeside }] of packages.entries()) {
    const code = `2.${index + 1}`;
    if (!isBeside && group.length > 0) [waitFor, group] = [group, []];
    const own = takeEstimate(text)?.estimate;
    const base = { code, name, phase: 'Work', after: waitFor, deliverable: '' };
    const made = toTask({ ...base, points: scaled([3, 5, 8], factor) });
    tasks.push(own && faultOfEstimate(own) === undefined ? { ...made, ...own } : made);
    group.push(code);
  }
  return tasks;
}

const prepare = (factor: number): Frame[] => [
  {
    code: '1.1',
    name: 'Agree on goal, scope and success',
    phase: 'Prepare',
    points: scaled([0.5, 1, 2], factor),
    after: [],
    deliverable: 'Goal on one page',
  },
  {
    code: '1.2',
    name: 'Name people, budget and risks',
    phase: 'Prepare',
    points: scaled([0.5, 1, 2], factor),
    after: ['1.1'],
    deliverable: 'Owners and known risks',
  },
];

const finish = (factor: number, after: readonly string[]): Frame[] => [
  {
    code: '3.1',
    name: 'Check the results against the goal',
    phase: 'Finish',
    points: scaled([1, 2, 3], factor),
    after,
    deliverable: 'List of findings',
  },
  {
    code: '3.2',
    name: 'Mend what was found',
    phase: 'Finish',
    points: scaled([1, 2, 4], factor),
    after: ['3.1'],
    deliverable: 'Accepted results',
  },
  { code: '3.3', name: 'Goal reached', phase: 'Finish', points: undefined, after: ['3.2'], deliverable: '' },
];

/** For a goal that is no usual project: prepare, the goal's own sentences, and finish. */
export function genericTasks(goal: string, factor: number): DraftTask[] {
  const packages = packagesOf(goal);
  if (packages.length > maxPackages) {
    const message = `The goal has ${packages.length} sentences and clauses; at most ${maxPackages} become work packages. Shorten it, or give a list of tasks.`;
    throw new AppError('input.invalid', message, { fields: { goal: message } });
  }
  const work = workTasks(packages, factor);
  const codes = work.map(({ code }) => code);
  return [...prepare(factor).map(toTask), ...work, ...finish(factor, codes).map(toTask)];
}
