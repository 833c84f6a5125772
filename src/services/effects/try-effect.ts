import { AppError, type EffectContext, type ExternalCapability, isComposite, type Probe } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import type { Contexts } from '../contexts.ts';
import type { Identity } from '../identity/identity.ts';
import { type Attempt, afterError, attempt } from './attempt.ts';
import type { Effect } from './effect.ts';
import type { Ledger } from './settle.ts';

export interface TryOptions {
  database: Database;
  ledger: Ledger;
  contexts: Contexts;
  identity: Identity;
  probe: Probe;
  /** What is in doubt is looked up and tried again after this, and then after longer and longer. */
  firstDelayMs: number;
}

export interface Try {
  effect: Effect;
  signal: AbortSignal;
  input: Record<string, unknown>;
  /** It was tried before. */
  mayBeThere: boolean;
  /** An earlier call may have reached the vendor, and nobody has looked since. */
  maybeSent: boolean;
  lookUpOnly: boolean;
}

/** Planned longer ago than this, an effect is looked for before it is sent: a restored backup may be older than the vendor. */
const staleAfterMs = 10 * 60_000;

/** What one effect needs to be sent, looked up or taken back: its capability, in the name of who asked. */
export function createTrial({ database, ledger, contexts, identity, probe, firstDelayMs }: TryOptions) {
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
    const ctx = await contexts.createForEffect(request, { id: effect.id, requester: effect.requesterName });
    return { capability, ctx };
  }

  async function tryOnce(
    tenant: string,
    { effect, signal, input, mayBeThere, maybeSent, lookUpOnly }: Try,
  ): Promise<Attempt> {
    const { attempts } = effect;
    const found = await contextOf(tenant, effect, signal).catch((error: unknown) =>
      afterError({ attempts, firstDelayMs }, error, mayBeThere),
    );
    if ('kind' in found) return found;
    const isStale = Date.now() - effect.plannedAt.getTime() > staleAfterMs;
    const looksFirst = mayBeThere || isStale;
    return attempt({ ...found, input, probe, attempts, firstDelayMs, looksFirst, maybeSent, lookUpOnly });
  }

  return { contextOf, tryOnce };
}
export type Trial = ReturnType<typeof createTrial>;
