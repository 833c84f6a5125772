import type { Plan, PlanTask, Risk } from '../../../src/core/index.ts';

/** A task that no rule has anything to say about. */
export const task = (code: string, given: Partial<PlanTask> = {}): PlanTask => ({
  code,
  name: `Review part ${code}`,
  phase: 'Work',
  days: 3,
  optimisticDays: 2,
  pessimisticDays: 5,
  after: [],
  owner: `Person ${code}`,
  isMilestone: false,
  start: '2026-12-01',
  finish: '2026-12-03',
  floatDays: 10,
  isCritical: false,
  notBefore: '',
  ...given,
});

export const calmTasks = ['1.1', '1.2', '1.3', '2.1', '2.2', '2.3'].map((code) => task(code));

/** A plan without a risk in it, but for what is given. */
export const planOf = (given: Partial<Plan> = {}): Plan => ({
  project: 'aurora/shop',
  title: 'Web shop',
  goal: 'A web shop',
  template: '',
  start: '2026-12-01',
  finish: '2026-12-15',
  deadline: '',
  tasks: calmTasks,
  assumptions: [],
  number: 4,
  version: 1,
  changedBy: 'Maria Lindqvist',
  changedAt: new Date('2026-11-19T10:00:00Z'),
  change: 'Made.',
  ...given,
});

export const riskOf = (number: number, given: Partial<Risk> = {}): Risk => ({
  key: `key-${number}`,
  title: `Risk ${number}`,
  category: 'Other',
  reason: 'A fact.',
  probability: 3,
  impact: 3,
  owner: '',
  response: 'reduce',
  mitigation: 'Watch it.',
  trigger: 'A sign.',
  due: '',
  number,
  project: 'aurora/shop',
  plan: 4,
  planTitle: 'Web shop',
  state: 'open',
  note: '',
  residual: 0,
  before: undefined,
  isEdited: false,
  changedBy: 'Maria Lindqvist',
  changedAt: new Date('2026-11-19T10:00:00Z'),
  ...given,
});
