import { AppError, type ErrorCode, type Outcome, type Principal, type Reply } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { statusOf } from './card.ts';
import { type Decision, type Effect, readDecisions, readEffect, readEffects, readParts } from './effect.ts';
import { type Ledger, renderCard } from './settle.ts';

export interface EffectView {
  effect: Effect;
  parts: Effect[];
  decisions: Decision[];
  /** How it looks now, with what the reader may say about it. */
  card: Reply;
}

/** Whose project it is, sees it; what touches no project is seen by who asked. */
const visible = `(case when e.input->>'project' is null then e.requester_id = $1 else e.input->>'project' = any ($2) end)`;

const codes: Partial<Record<Effect['state'], ErrorCode>> = {
  failed: 'effect.failed',
  unknown: 'effect.in-doubt',
  rejected: 'effect.rejected',
  expired: 'effect.expired',
  dropped: 'effect.rejected',
  undone: 'effect.rejected',
};

export function createEffectReader(database: Database, ledger: Ledger) {
  async function view(tx: Tx, effect: Effect): Promise<EffectView> {
    const parts = await readParts(tx, effect.id);
    const decisions = await readDecisions(tx, effect.id);
    return { effect, parts, decisions, card: await renderCard(tx, ledger, effect) };
  }

  return {
    /** How a settled effect ends the step that waited for it; `undefined` while it is open. */
    outcome: (tenant: string, id: string): Promise<Outcome | undefined> =>
      database.withTenant(tenant, async (tx) => {
        const effect = await readEffect(tx, id);
        if (!effect) throw new AppError('effect.unknown', 'The effect that this run waits for is gone.');
        if (effect.state === 'done') return { kind: 'done', output: effect.output ?? {} };
        const code = codes[effect.state];
        if (!code) return undefined;
        const [parts, decisions] = [await readParts(tx, id), await readDecisions(tx, id)];
        return { kind: 'refused', code, message: statusOf({ effect, parts, decisions }) };
      }),

    find: (principal: Principal, id: string): Promise<EffectView | undefined> =>
      database.withTenant(principal.tenant, async (tx) => {
        const [effect] = await readEffects(tx, `${visible} and e.id::text = $3 and e.parent_id is null`, [
          principal.person,
          principal.projects,
          id,
        ]);
        return effect && view(tx, effect);
      }),

    /** Those that want a person first, then the latest. */
    list: (principal: Principal, limit: number): Promise<Effect[]> =>
      database.withTenant(principal.tenant, (tx) =>
        readEffects(
          tx,
          `${visible} and e.parent_id is null order by e.state not in ('awaiting', 'unknown'), e.planned_at desc limit $3`,
          [principal.person, principal.projects, limit],
        ),
      ),
  };
}

export type EffectReader = ReturnType<typeof createEffectReader>;
