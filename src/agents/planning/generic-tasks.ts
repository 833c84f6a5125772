import { AppError, type TaskLink } from '../../core/index.ts';
import { durationWords } from './duration-words.ts';
import { estimateOf, faultOfEstimate } from './estimate.ts';
import { type Package, packagesOf } from './goal-packages.ts';
import { changeOf, type NotUsed } from './not-used.ts';
import type { DraftTask } from './schedule.ts';
import type { Role } from './templates/template.ts';

const maxPackages = 40;

/** Who leads it does what stands around the work. */
type GenericTask = DraftTask & { role?: Role };

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
  for (const [index, { name, owner, estimate, isBeside }] of packages.entries()) {
    const code = `2.${index + 1}`;
    if (!isBeside && group.length > 0) [waitFor, group] = [group, []];
    const base = { code, name, phase: 'Work', after: waitFor, deliverable: '' };
    const made = { ...toTask({ ...base, points: scaled([3, 5, 8], factor) }), owner };
    tasks.push(estimate && faultOfEstimate(estimate) === undefined ? { ...made, ...estimate } : made);
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

/** Durations that cannot be taken, with why. */
const unusedEstimates = (packages: readonly Package[]): NotUsed[] =>
  packages.flatMap(({ name, estimate }, index) => {
    const fault = estimate && faultOfEstimate(estimate);
    if (!estimate || fault === undefined) return [];
    return [
      {
        words: `${durationWords(estimate.days)} for ${name}`,
        why: fault,
        instead: changeOf(`2.${index + 1} takes 5 days`),
      },
    ];
  });

/** For a goal that is no usual project: prepare, the goal's own sentences, and finish. */
export function genericTasks(goal: string, factor: number): { tasks: GenericTask[]; notUsed: NotUsed[] } {
  const packages = packagesOf(goal);
  if (packages.length > maxPackages) {
    const message = `The goal has ${packages.length} sentences and clauses; at most ${maxPackages} become work packages. Shorten it, or give a list of tasks.`;
    throw new AppError('input.invalid', message, { fields: { goal: message } });
  }
  const work = workTasks(packages, factor);
  const codes = work.map(({ code }) => code);
  const leading = (frame: Frame): GenericTask => ({ ...toTask(frame), role: 'lead' });
  return {
    tasks: [
      ...prepare(factor).map(leading),
      ...work,
      ...finish(factor, codes.length > 0 ? codes : ['1.2']).map(leading),
    ],
    notUsed: unusedEstimates(packages),
  };
}
