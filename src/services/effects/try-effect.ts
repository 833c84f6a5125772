import {
  AppError,
  type EffectContext,
  type ExternalCapability,
  isComposite,
  type Probe,
  type Vendor,
} from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import type { Contexts } from '../contexts.ts';
import type { Identity } from '../identity/identity.ts';
import { shareSwitches } from '../stops/stops.ts';
import { attempt } from './attempt.ts';
import { type Effect, type Failure, readDecisions } from './effect.ts';
import { mayGoOut, stopped } from './hold.ts';
import { type Held, noteSent, requireHeld } from './holder.ts';
import type { Ledger } from './settle.ts';
import { type Attempt, afterError } from './tries.ts';

export interface TryOptions {
  database: Database;
  ledger: Ledger;
  contexts: Contexts;
  identity: Identity;
  probe: Probe;
  /** What is in doubt is looked up and tried again after this, and then after longer and longer. */
  firstDelayMs: number;
  /** So long, at the most, a vendor is at work on a request that nobody waits for any more. */
  requestLimitsMs: Readonly<Partial<Record<Vendor, number>>>;
}

export interface Try {
  holder: Held;
  /** The holder itself, or the part of it whose turn it is; as it was before this try. */
  effect: Effect;
  input: Record<string, unknown>;
  /** It was tried before. */
  mayBeThere: boolean;
  lookUpOnly: boolean;
}

/** Planned longer ago than this, an effect is looked for before it is sent: a restored backup may be older than the vendor. */
const staleAfterMs = 10 * 60_000;

/** What one effect needs to be sent, looked up or taken back: its capability, in the name of who asked. */
export function createTrial(options: TryOptions) {
  const { database, ledger, contexts, identity, probe, firstDelayMs, requestLimitsMs } = options;
  /** What a person gave with “It is there”, as long as that is the last word about the effect, or the whole that it is a part of. */
  const sawAt = (tenant: string, { id, parent }: Effect): Promise<string | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const last = (await readDecisions(tx, parent ?? id)).at(-1);
      return last?.verdict === 'found' ? last.reason : undefined;
    });

  async function contextOf(
    tenant: string,
    effect: Effect,
    signal: AbortSignal,
  ): Promise<{ capability: ExternalCapability; ctx: EffectContext }> {
    const capability = ledger.registry.find(effect.capability);
    if (capability?.effect !== 'external' || isComposite(capability)) {
      throw new AppError('capability.unknown', `${effect.capability} is no longer there.`);
    }
    const { correlation, account, run, requester, door } = effect;
    const principal = await database.withTenant(tenant, (tx) => identity.principal(tx, requester, door));
    const request = { principal, capability, correlation, account, run, signal };
    const seenAt = await sawAt(tenant, effect);
    const ctx = await contexts.createForEffect(request, { id: effect.id, requester: effect.requesterName, seenAt });
    return { capability, ctx };
  }

  const noteCall = (tenant: string, holder: Held, id: string): Promise<Failure | undefined> =>
    database.withTenant(tenant, async (tx) => {
      await shareSwitches(tx);
      await requireHeld(tx, holder);
      if (!(await mayGoOut(tx, holder.id))) return stopped;
      await noteSent(tx, id, 'perhaps');
      return undefined;
    });

  async function tryOnce(tenant: string, { holder, effect, input, mayBeThere, lookUpOnly }: Try): Promise<Attempt> {
    const { id, attempts, sentAgoMs } = effect;
    const found = await contextOf(tenant, effect, holder.signal).catch((error: unknown) =>
      afterError({ attempts, firstDelayMs }, error, mayBeThere),
    );
    if ('kind' in found) return found;
    const isStale = Date.now() - effect.plannedAt.getTime() > staleAfterMs;
    const looksFirst = mayBeThere || isStale;
    return attempt({
      ...found,
      ...{ input, probe, attempts, firstDelayMs, looksFirst, sentAgoMs, lookUpOnly },
      limitMs: requestLimitsMs[found.capability.vendors[0]],
      noteCall: () => noteCall(tenant, holder, id),
    });
  }

  return { contextOf, tryOnce };
}
export type Trial = ReturnType<typeof createTrial>;
