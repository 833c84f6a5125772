import { setTimeout } from 'node:timers/promises';
import {
  type Address,
  AppError,
  answeredBell,
  type Deliver,
  isAppError,
  type Log,
  type MessageRef,
  noTracer,
  type Tracer,
} from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { stillHeld } from '../../platform/still-held.ts';
import { keepShortLease } from '../lease.ts';
import { type Claim, createClaims, type Place } from './claims.ts';

export interface Relay {
  /** Posts what a message's place shall show, or replaces what was posted there. May be called for it at any time. */
  deliver(tenant: string, message: string): Promise<void>;
}

const maxAttempts = 8;
const rootPatienceMs = 3_000;
/** Whoever asks for more patience is asked again after this. */
const maxDelayMs = 3_600_000;
/** 1, 4, 16, 64 s, then every five minutes. */
const retryDelayMs = (attempt: number): number => Math.min(4 ** (attempt - 1) * 1_000, 300_000);

export interface RelayOptions {
  database: Database;
  deliverTo: Readonly<Record<Address['door'], Deliver>>;
  log: Log;
  tracer?: Tracer;
  leaseSeconds?: number | undefined;
}

export function createRelay({ database, deliverTo, log, tracer = noTracer, leaseSeconds = 15 }: RelayOptions): Relay {
  const claims = createClaims(database, leaseSeconds);

  async function postpone(place: Place, row: Claim, error: unknown): Promise<void> {
    const { attempts } = row;
    const isFinal = attempts >= maxAttempts || (isAppError(error) && !error.isRetryable && error.code !== 'internal');
    const reason = error instanceof Error ? error.message : String(error);
    const asked = isAppError(error) ? error.retryAfterMs : undefined;
    const delayMs = Math.ceil(Math.min(asked ?? retryDelayMs(attempts), maxDelayMs));
    log.warn({ ...place, attempts, isFinal, reason }, 'message not delivered');
    await claims.postpone(place, row, { isFinal, reason, delayMs });
  }

  async function show(place: Place, row: Claim, signal: AbortSignal): Promise<MessageRef> {
    const thread = row.thread ?? (row.thread_id ? await deliverThread(place.tenant, row.thread_id) : undefined);
    const { address, content } = row;
    const posted = row.posted ?? undefined;
    await stillHeld(signal);
    const attributes = { 'adjutant.door': address.door, ...answeredBell('message') };
    return tracer.span({ name: 'deliver message', kind: 'consumer', parent: row.trace ?? undefined, attributes }, () =>
      deliverTo[address.door].deliver({ ...place, address, content, thread, posted, signal }),
    );
  }

  /** True when there is more to do. */
  async function attempt(place: Place, row: Claim): Promise<boolean> {
    // Pictures may take longer to be drawn and taken than a lease lasts: nobody else is to post it meanwhile.
    const { signal, stop } = keepShortLease(leaseSeconds, () => claims.renew(place, row), log);
    try {
      return await claims.settle(place, row, await show(place, row, signal));
    } catch (error) {
      // Who takes it next may be at it already, and finds it as it was.
      if (signal.aborted) log.warn({ ...place }, 'message given up to others');
      else await postpone(place, row, error);
      return false;
    } finally {
      stop();
    }
  }

  async function deliver(tenant: string, message: string): Promise<void> {
    const place = { tenant, message };
    const row = await claims.claim(place);
    if (row && (await attempt(place, row))) await deliver(tenant, message);
  }

  const postedAt = (tenant: string, message: string): Promise<MessageRef | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<{ posted: MessageRef | null }>('select posted from messages where id = $1', [
        message,
      ]);
      return row?.posted ?? undefined;
    });

  /** What stands in a thread comes after its root, which another worker may be posting just now. */
  async function deliverThread(tenant: string, root: string): Promise<MessageRef> {
    const giveUpAt = Date.now() + rootPatienceMs;
    for (;;) {
      await deliver(tenant, root);
      const posted = await postedAt(tenant, root);
      if (posted) return posted;
      if (Date.now() > giveUpAt) throw new AppError('service.unavailable', 'The root of the thread is not posted yet.');
      await setTimeout(50);
    }
  }

  return { deliver };
}
