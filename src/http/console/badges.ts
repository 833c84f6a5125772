import { html } from 'hono/html';
import {
  type CallStand,
  type EffectState,
  type Rating,
  type RunState,
  type ScheduleState,
  type Tone,
  type WaitsFor,
  waitWords,
} from '../../core/index.ts';
import type { RunSummary } from '../../services/index.ts';
import type { Html } from '../html.ts';

type Look = readonly [words: string, tone: Tone];

const effectLooks: Readonly<Record<EffectState, Look>> = {
  planned: ['waits for its turn', 'neutral'],
  awaiting: ['waits for a decision', 'question'],
  approved: ['approved', 'working'],
  sending: ['working', 'working'],
  done: ['done', 'success'],
  failed: ['failed', 'danger'],
  unknown: ['in doubt', 'warning'],
  rejected: ['rejected', 'neutral'],
  expired: ['expired', 'neutral'],
  withdrawn: ['withdrawn', 'neutral'],
  dropped: ['left as it is', 'neutral'],
  undoing: ['being undone', 'working'],
  undone: ['undone', 'neutral'],
};

const runLooks: Readonly<Record<RunState, Look>> = {
  queued: ['queued', 'working'],
  running: ['running', 'working'],
  waiting: [waitWords.decision, 'question'],
  done: ['done', 'success'],
  failed: ['failed', 'danger'],
};

/** What a run waits for, beside a decision. */
const waitingLooks: Readonly<Record<WaitsFor, Look>> = {
  decision: runLooks.waiting,
  sending: [waitWords.sending, 'working'],
  time: [waitWords.time, 'neutral'],
};

const badge = ([words, tone]: Look): Html => html`<span class="badge ${tone}">${words}</span>`;

export const effectBadge = (state: EffectState): Html => badge(effectLooks[state]);

/** A run that ended in a refusal is done with, but nothing was done. */
export function runBadge({ state, outcome, waitsFor }: Pick<RunSummary, 'state' | 'outcome' | 'waitsFor'>): Html {
  if (state === 'done' && outcome?.kind === 'refused') return badge(['not done', 'warning']);
  return badge(waitsFor ? waitingLooks[waitsFor] : runLooks[state]);
}

const scheduleLooks: Readonly<Record<ScheduleState, Look>> = {
  active: ['active', 'success'],
  paused: ['paused', 'neutral'],
  stopped: ['stopped by itself', 'warning'],
  deleted: ['deleted', 'neutral'],
};
export const scheduleBadge = (state: ScheduleState): Html => badge(scheduleLooks[state]);

const ratingLooks: Readonly<Record<Rating, Look>> = { good: ['good', 'success'], bad: ['bad', 'danger'] };
export const ratingBadge = (rating: Rating): Html => badge(ratingLooks[rating]);

const outcomeLooks = {
  done: ['done', 'success'],
  pending: ['asked for approval', 'neutral'],
  refused: ['not done', 'warning'],
} as const satisfies Record<string, Look>;

export const outcomeBadge = (kind: keyof typeof outcomeLooks): Html => badge(outcomeLooks[kind]);

const callLooks: Readonly<Record<CallStand, Look>> = {
  done: ['done', 'success'],
  pending: ['waits for a decision', 'question'],
  refused: ['not done', 'warning'],
  working: ['working', 'working'],
  later: ['waits for its turn', 'neutral'],
  dropped: ['not begun', 'neutral'],
};
/** How one of a run's calls stands by now; `outcomeBadge` says what its step came to then. */
export const callBadge = (stands: CallStand): Html => badge(callLooks[stands]);

const doorNames: Readonly<Record<string, string>> = {
  slack: 'Slack',
  teams: 'Teams',
  mcp: 'MCP',
  rest: 'REST',
  console: 'the console',
  schedule: 'a schedule',
  operator: 'the command line',
};
export const doorName = (door: string): string => doorNames[door] ?? door;

/** Something goes on by itself: the page looks again soon. */
export const isWorking = (state: EffectState): boolean => effectLooks[state][1] === 'working' || state === 'planned';
