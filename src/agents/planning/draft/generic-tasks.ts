import { estimateOf } from '../days/estimate.ts';
import type { Package } from '../goal/goal-packages.ts';
import { behind, lengthOf, scaled, unusedEstimates } from '../goal/package-tasks.ts';
import type { DraftTask } from '../plan/schedule.ts';
import type { NotUsed } from '../words/not-used.ts';
import type { Role } from './templates/template.ts';

/** Who leads it does what stands around the work. */
type GenericTask = DraftTask & { role?: Role };

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

/** The sentences of a goal as work packages: those joined by “and” or a comma side by side, the others in a row. */
function workTasks(packages: readonly Package[], factor: number): DraftTask[] {
  const tasks: DraftTask[] = [];
  let waitFor: string[] = ['1.2'];
  let group: string[] = [];
  for (const [index, { name, owner, estimate, beside }] of packages.entries()) {
    const code = `2.${index + 1}`;
    if (beside === 'no' && group.length > 0) [waitFor, group] = [group, []];
    const base = { code, name, phase: 'Work', after: waitFor, deliverable: '' };
    tasks.push({ ...toTask({ ...base, points: undefined }), ...lengthOf(estimate, factor), isMilestone: false, owner });
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
export function genericTasks(
  packages: readonly Package[],
  factor: number,
): { tasks: GenericTask[]; notUsed: NotUsed[] } {
  const work = workTasks(packages, factor);
  const codes = work.map(({ code }) => code);
  const leading = (frame: Frame): GenericTask => ({ ...toTask(frame), role: 'lead' });
  return {
    tasks: [
      ...prepare(factor).map(leading),
      ...work,
      ...finish(factor, codes.length > 0 ? codes : ['1.2']).map(leading),
    ],
    notUsed: unusedEstimates(packages, '2.'),
  };
}
