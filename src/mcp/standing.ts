import { z } from 'zod';
import type { Picture, Presented, Principal, Reply, RunView } from '../core/index.ts';
import type { Services } from '../services/index.ts';
import { textOf } from './reply-text.ts';
import { runUri } from './run-updates.ts';

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

/** The name of the tool by which a result is fetched later. */
export const runTool = 'orchestrator_show-run';

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

const fetchLater = (number: number): string =>
  `To see later how it ended, call ${runTool} with number ${number}, or read ${runUri(number)}.`;

/** What each step of a run came to, in words and pictures. */
async function stepsOf(
  services: Services,
  principal: Principal,
  { id }: RunView,
): Promise<Pick<Told, 'text' | 'pictures'>> {
  const words: string[] = [];
  const shown: Presented[] = [];
  for (const { capability: name, outcome } of await services.runs.steps(principal, id)) {
    const capability = services.registry.find(name);
    if (outcome.kind === 'done' && capability) {
      const presented = capability.present(outcome.output);
      words.push(textOf(presented));
      shown.push(presented);
    }
    if (outcome.kind === 'refused') words.push(`${capability?.title ?? name}: ${outcome.message}`);
    if (outcome.kind === 'pending') {
      const view = await services.effects.find(principal, outcome.effect);
      if (view) words.push(fold(textOf(view.card)));
    }
  }
  return { text: words.join('\n\n'), pictures: shown.flatMap(({ pictures = [] }) => pictures) };
}

async function ended(services: Services, principal: Principal, run: RunView): Promise<Told> {
  const { outcome, number } = run;
  const of = { run: number, uri: runUri(number) };
  if (outcome?.kind === 'done' && outcome.output) {
    const capability = services.registry.find(run.capability);
    const presented = capability?.present(outcome.output);
    const { text, pictures } = presented
      ? { text: textOf(presented), pictures: presented.pictures ?? [] }
      : await stepsOf(services, principal, run);
    const standing: Standing = { status: 'done', ...of, output: outcome.output };
    return { standing, text: `${text}\n\nRun ${number} is done.`, pictures: pictures ?? [] };
  }
  const message = outcome?.message ?? 'It ended without a result.';
  const isRefused = outcome?.kind === 'refused';
  return { standing: { status: isRefused ? 'refused' : 'failed', ...of, message }, text: `${message} (Run ${number})` };
}

/** The whole of a long request stands where it is decided; here it would fill the reader's context. */
const maxShown = 4_000;
const fold = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)} …` : text);

/** What a run waits for: its own open effects, or one that somebody else asked for before. */
async function openEffects(services: Services, principal: Principal, { id, effect }: RunView): Promise<string[]> {
  const own = await services.effects.ofRun(principal, id);
  const open = own.filter(({ state }) => state === 'awaiting' || state === 'unknown').map((each) => each.id);
  return open.length > 0 ? open : effect ? [effect] : [];
}

async function waiting(services: Services, principal: Principal, run: RunView): Promise<Told> {
  const { number } = run;
  const effects = await openEffects(services, principal, run);
  const message = `Run ${number} waits for approval; nothing happens before.`;
  const words: string[] = [];
  const pictures: Picture[] = [];
  for (const effect of effects) {
    const view = await services.effects.find(principal, effect);
    const where = `A person decides in chat or at ${services.ledger.urlOf(effect)}; no tool and no token can.`;
    words.push(...(view ? [fold(textOf(view.card))] : []), where);
    pictures.push(...(view?.card.pictures ?? []));
  }
  if (effects.length === 0) words.push('A person decides; no tool and no token can.');
  const standing: Standing = { status: 'pending', run: number, uri: runUri(number), message };
  const [first] = effects;
  return {
    standing: first ? { ...standing, approveAt: services.ledger.urlOf(first) } : standing,
    text: [message, ...words, fetchLater(number)].join('\n\n'),
    pictures,
  };
}

/** How a run stands, for a program and in words. */
export async function tell(services: Services, principal: Principal, run: RunView): Promise<Told> {
  if (run.state === 'done' || run.state === 'failed') return ended(services, principal, run);
  if (run.state === 'waiting') return waiting(services, principal, run);
  const message = `Run ${run.number} is being worked on.`;
  return {
    standing: { status: 'running', run: run.number, uri: runUri(run.number), message },
    text: `${message} ${fetchLater(run.number)}`,
  };
}
