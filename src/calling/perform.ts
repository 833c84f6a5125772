import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Address,
  AppError,
  type Capability,
  type Door,
  hashOf,
  invoke,
  type Outcome,
  type Principal,
  type RunView,
  withDefaults,
} from '../core/index.ts';
import type { Services } from '../services/index.ts';

/** One request of a program for a capability, from whatever door it came. */
export interface Request {
  principal: Principal;
  capability: Capability;
  args: Record<string, unknown>;
  correlation: string;
  signal: AbortSignal;
  /** The same key for the same request makes no second run. */
  idempotencyKey?: unknown;
  /** Told while something is waited for, in seconds. */
  progress?: (elapsed: number, total: number, message: string) => void;
}

/** A door that programs call. */
export interface CallingDoor {
  door: Door;
  /** How it calls the idempotency key. */
  keyName: string;
  /** Where the cards of runs that are started here are shown, for example the asker's direct message. */
  addressOf(person: { tenant: string; person: string }): Promise<Address | undefined>;
  /** How long a call waits for its run. */
  patienceMs: number;
  /** Told of each run that is shown to somebody here. */
  shown?(principal: Principal, run: { id: string; number: number }): void;
}

/** Looks at once, in the door; on record like everything else. */
export async function look(services: Services, request: Request): Promise<Outcome> {
  const { principal, capability, args, correlation, signal } = request;
  services.requests.count(principal);
  const ctx = await services.contexts.create({ principal, capability, correlation, signal });
  return invoke(capability, withDefaults(capability, args, principal), ctx, services.gate);
}

const keySchema = z.string().min(1).max(200).optional();

/** Without a key each request is new. */
function eventOf({ keyName }: CallingDoor, { capability, args, idempotencyKey }: Request): string {
  const key = keySchema.safeParse(idempotencyKey);
  if (!key.success) throw new AppError('input.invalid', `${keyName} is a text of 1 to 200 characters.`);
  return key.data === undefined ? randomUUID() : hashOf([key.data, capability.name, args]);
}

const tickMs = 1_000;

/** Says now and once a second that it is still waited for, and how far it is. Answers how to stop. */
function keepTelling(
  services: Services,
  patienceMs: number,
  { progress, principal }: Request,
  { id, number }: Pick<RunView, 'id' | 'number'>,
): () => void {
  if (!progress) return () => undefined;
  const startedAt = performance.now();
  let doing = '';
  const tick = (): void =>
    progress((performance.now() - startedAt) / 1_000, patienceMs / 1_000, `Run ${number} is being worked on.${doing}`);
  const readDoing = async (): Promise<void> => {
    const run = await services.runs.byId(principal, id);
    doing = run?.doing === undefined ? '' : ` ${run.doing}.`;
  };
  tick();
  const timer = setInterval(tick, tickMs);
  const leave = services.watcher.onChange((changed) => {
    if (changed !== id) return;
    readDoing().catch((error: Error) => services.log.warn({ reason: error.message }, 'progress not read'));
  });
  return () => {
    clearInterval(timer);
    leave();
  };
}

/** Accepts a durable run and waits until it ended, waits for a person, or the patience is over. */
export async function startRun(services: Services, from: CallingDoor, request: Request): Promise<RunView> {
  const { principal, capability, args, correlation } = request;
  const { tenant, person, scopes } = principal;
  const { door, patienceMs } = from;
  const externalId = eventOf(from, request);
  const address = await from.addressOf({ tenant, person });
  const { run } = await services.intake.serve(
    { tenant, id: person, door, ...(scopes ? { scopes } : {}) },
    ({ submit }) =>
      submit({
        calls: [{ capability, raw: args }],
        source: `${door}:${person}`,
        externalId,
        conversationKey: `${door}:${tenant}:${person}:${randomUUID()}`,
        address,
        correlation,
      }),
  );
  from.shown?.(principal, run);
  const stop = keepTelling(services, patienceMs, request, run);
  try {
    const view = await services.watcher.settled(principal, run.id, { timeoutMs: patienceMs, signal: request.signal });
    if (!view) throw new AppError('internal', `Run ${run.number} was accepted and is not there.`);
    return view;
  } finally {
    stop();
  }
}
