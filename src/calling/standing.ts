import { z } from 'zod';
import { answerOf, isPartlyReady, type ToldCall, tellCalls } from '../agents/index.ts';
import {
  AppError,
  type CallStand,
  type Presented,
  type Principal,
  pendingEffects,
  type Reply,
  type RunProgress,
  type RunView,
  type WaitsFor,
  waitOf,
  waitWords,
} from '../core/index.ts';
import type { Services } from '../services/index.ts';
import { textOf } from './reply-text.ts';

/** How a request stands, as `structuredContent`. */
export interface Standing {
  status: 'done' | 'pending' | 'running' | 'refused' | 'failed';
  run: number;
  uri: string;
  output?: Record<string, unknown>;
  message?: string;
  approveAt?: string;
}

/** The same in words and pictures beside it. */
export interface Told {
  standing: Standing;
  text: string;
  pictures?: Reply['pictures'];
}

/** How a door names a run, and how its result is fetched there later. */
export interface RunNames {
  uriOf(number: number): string;
  fetchLater(number: number): string;
}

const status = z.enum(['done', 'pending', 'running', 'refused', 'failed']);
const message = z.string().optional();
const approveAt = z.url().optional().describe('Where a person decides');

/** What a tool that calls any capability answers; what is answered at once has no run. */
export const anyStanding = z.object({
  status,
  run: z.number().int().optional(),
  uri: z.string().optional(),
  output: z.record(z.string(), z.unknown()).optional(),
  message,
  approveAt,
});

/** The whole of a long request stands where it is decided; here it would fill the reader's context. */
const maxShown = 4_000;
const fold = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)} …` : text);

const statuses: Readonly<Record<CallStand, string>> = {
  done: 'done',
  refused: 'refused',
  pending: 'pending',
  working: 'running',
  later: 'not begun',
  dropped: 'not begun',
};

/** The request that waits, as who decides sees it, and where that is. */
async function cardsOf(services: Services, principal: Principal, progress: RunProgress) {
  const cards = new Map<string, Presented>();
  for (const effect of pendingEffects(progress.outcomes)) {
    const view = await services.effects.find(principal, effect);
    const url = services.ledger.urlOf(effect);
    const waitsFor = waitOf(progress, effect);
    const where =
      waitsFor === 'decision'
        ? `A person decides in chat or at ${url}; no tool and no token can.`
        : `It is approved and ${waitWords[waitsFor]}: ${url}.`;
    const pictures = view?.card.pictures;
    cards.set(effect, {
      markdown: [...(view ? [fold(textOf(view.card))] : []), where].join('\n\n'),
      ...(pictures ? { pictures } : {}),
    });
  }
  return cards;
}

/** One of several calls, for a program. */
function callOf(
  { ledger }: Services,
  { capability, stands, outcome }: ToldCall,
  progress: RunProgress,
): Record<string, unknown> {
  const isSent = outcome?.kind === 'pending' && waitOf(progress, outcome.effect) === 'sending';
  const of = { capability, status: isSent ? 'running' : statuses[stands] };
  if (outcome?.kind === 'done') return { ...of, output: outcome.output };
  if (outcome?.kind === 'refused') return { ...of, message: outcome.message };
  return outcome && !isSent ? { ...of, approveAt: ledger.urlOf(outcome.effect) } : of;
}

/** What a request came to: its own output, or that of each of several calls, those that still wait among them. */
function outputOf(
  services: Services,
  told: readonly ToldCall[],
  progress: RunProgress,
): Record<string, unknown> | undefined {
  const [only] = told;
  if (told.length > 1) return { calls: told.map((call) => callOf(services, call, progress)) };
  return only?.outcome?.kind === 'done' ? only.outcome.output : undefined;
}

/** The run as a whole: in words for a program, and before and after what is told of its calls. */
interface Frame extends Pick<Standing, 'status' | 'message' | 'approveAt'> {
  before?: string;
  after?: string;
}

function endedFrame({ number, outcome }: RunView, isSeveral: boolean): Frame {
  if (outcome?.kind === 'done') return { status: 'done', after: `Run ${number} is done.` };
  const status = outcome?.kind === 'refused' ? 'refused' : 'failed';
  const message = outcome?.message ?? 'It ended without a result.';
  const after = isSeveral ? `Run ${number} did not come to all of it: ${message}` : `${message} (Run ${number})`;
  return { status, message, after };
}

const approvedWords = ({ number }: RunView, waitsFor: WaitsFor): string =>
  `Run ${number} is approved and ${waitWords[waitsFor]}.`;
const awaitingWords = ({ number }: RunView, isPartly: boolean): string =>
  isPartly
    ? `Run ${number} is done in part. What waits for approval does not happen before.`
    : `Run ${number} waits for approval; nothing happens before.`;

function frameOf(
  { ledger }: Services,
  run: RunView,
  { calls, outcomes, waits }: RunProgress,
  { fetchLater }: RunNames,
): Frame {
  const { number, state, waitsFor } = run;
  if (state === 'done' || state === 'failed') return endedFrame(run, calls.length > 1);
  const pending = pendingEffects(outcomes);
  const first = pending.find((effect) => waitOf({ waits }, effect) === 'decision') ?? pending[0];
  if (state === 'waiting' && first !== undefined && waitsFor !== 'sending') {
    const isPartly = outcomes.some((outcome) => outcome?.kind === 'done');
    const message = waitsFor === 'time' ? approvedWords(run, 'time') : awaitingWords(run, isPartly);
    return { status: 'pending', message, before: message, after: fetchLater(number), approveAt: ledger.urlOf(first) };
  }
  const message = waitsFor === 'sending' ? approvedWords(run, 'sending') : `Run ${number} is being worked on.`;
  return { status: 'running', message, after: `${message} ${fetchLater(number)}` };
}

/** How a run stands, for a program and in words: what is ready, and what still waits for whom. */
export async function tell(services: Services, principal: Principal, run: RunView, names: RunNames): Promise<Told> {
  const progress = await services.runs.progress(principal, run.id);
  if (!progress) throw new AppError('internal', `Run ${run.number} was found and is not there.`);
  const { before, after, ...frame } = frameOf(services, run, progress, names);
  const cards = await cardsOf(services, principal, progress);
  const telling = {
    registry: services.registry,
    urlOf: services.ledger.urlOf,
    waiting: (effect: string) => cards.get(effect),
  };
  const output = outputOf(services, tellCalls(progress, telling), progress);
  const isToldWhole = frame.status === 'done' || frame.status === 'pending';
  const isTold = isToldWhole || isPartlyReady(progress) || (progress.isOver && progress.calls.length > 1);
  const answer = isTold ? answerOf(progress, telling) : undefined;
  return {
    standing: { ...frame, run: run.number, uri: names.uriOf(run.number), ...(output ? { output } : {}) },
    text: [before, answer && textOf(answer), after].filter(Boolean).join('\n\n'),
    ...(answer?.pictures ? { pictures: answer.pictures } : {}),
  };
}
