import {
  AppError,
  type Approval,
  type ErrorCode,
  isAppError,
  type Outcome,
  type Principal,
  type Reply,
  type Verdict,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { type Decision, type Effect, readDecisions, readEffect, readEffects, readParts } from './effect.ts';
import { approvalOf } from './policy-of.ts';
import { checkNotApproved, checkRight } from './rights.ts';
import { type Ledger, renderCard } from './settle.ts';
import { asPlainText, statusOf } from './status.ts';
import { undoableOf } from './verdicts.ts';

export interface EffectView {
  effect: Effect;
  parts: Effect[];
  decisions: Decision[];
  /** How it looks now, with what the reader may say about it. */
  card: Reply;
  /** Why the reader may say nothing of what can be said about it. */
  whyNot: string | undefined;
}

/** An effect in a list: without its input and its diff, which may be long. */
export interface EffectSummary {
  id: string;
  capability: string;
  state: Effect['state'];
  requester: string;
  runNumber: number;
  project: string | undefined;
  /** What the card says. */
  markdown: string;
  plannedAt: Date;
  settledAt: Date | undefined;
}

interface SummaryRow {
  id: string;
  capability: string;
  state: Effect['state'];
  requester: string;
  run_number: number;
  project: string | null;
  markdown: string | null;
  planned_at: Date;
  settled_at: Date | null;
}

const selectSummaries = `select e.id, e.capability, e.state, p.name as requester, r.number as run_number, e.input->>'project' as project,
    e.preview->>'markdown' as markdown, e.planned_at, e.settled_at
  from effects e join runs r on r.id = e.run_id join people p on p.id = e.requester_id`;

const toSummary = (row: SummaryRow): EffectSummary => ({
  id: row.id,
  capability: row.capability,
  state: row.state,
  requester: row.requester,
  runNumber: row.run_number,
  project: row.project ?? undefined,
  markdown: row.markdown ?? '',
  plannedAt: row.planned_at,
  settledAt: row.settled_at ?? undefined,
});

/** Whose project it is, sees it; what touches no project is seen by who asked. */
const visible = `(case when e.input->>'project' is null then e.requester_id = $1 else e.input->>'project' = any ($2) end)`;

/** Something is there because of it, of which all can be taken back: what `verdicts.ts` says of one, for many at once. */
const madeUndoable = `(select count(*) > 0 and bool_and(m.capability = any ($3)) from effects m
  where m.output is not null and m.state <> 'undone'
    and (m.parent_id = e.id or (m.id = e.id and not exists (select from effects p where p.parent_id = e.id))))`;

const codes: Partial<Record<Effect['state'], ErrorCode>> = {
  failed: 'effect.failed',
  rejected: 'effect.rejected',
  expired: 'effect.expired',
  withdrawn: 'effect.rejected',
  dropped: 'effect.rejected',
  undone: 'effect.rejected',
};

interface Judged {
  effect: Effect;
  approval: Approval;
  decisions: readonly Decision[];
}

export function createEffectReader(database: Database, ledger: Ledger) {
  function whyNot(principal: Principal, { effect, approval, decisions }: Judged, verdict: Verdict): string | undefined {
    try {
      checkRight({ principal, capability: ledger.registry.find(effect.capability), approval, effect, verdict });
      checkNotApproved(principal, effect, decisions, verdict);
      return undefined;
    } catch (error) {
      if (isAppError(error)) return error.message;
      throw error;
    }
  }

  /** The card as the reader may use it: with the buttons that are for them, or why there are none. */
  function forReader(principal: Principal, judged: Judged, card: Reply): Pick<EffectView, 'card' | 'whyNot'> {
    const verdicts = (card.actions ?? []).map(({ verdict }) => verdict);
    const reasons = new Map(verdicts.map((verdict) => [verdict, whyNot(principal, judged, verdict)]));
    const allowed = (card.actions ?? []).filter(({ verdict }) => reasons.get(verdict) === undefined);
    if (allowed.length > 0) return { card: { ...card, actions: allowed }, whyNot: undefined };
    return { card, whyNot: reasons.get(verdicts[0] ?? 'approve') };
  }

  async function view(tx: Tx, principal: Principal, effect: Effect): Promise<EffectView> {
    const parts = await readParts(tx, effect.id);
    const decisions = await readDecisions(tx, effect.id);
    const card = await renderCard(tx, ledger, effect);
    const approval = await approvalOf(tx, ledger.registry, effect);
    return { effect, parts, decisions, ...forReader(principal, { effect, approval, decisions }, card) };
  }

  const summaries = (principal: Principal, rest: string, ...values: unknown[]): Promise<EffectSummary[]> =>
    database.withTenant(principal.tenant, async (tx) => {
      const rows = await tx.query<SummaryRow>(`${selectSummaries} where ${visible} and e.parent_id is null ${rest}`, [
        principal.person,
        principal.projects,
        ...values,
      ]);
      return rows.map(toSummary);
    });

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
        return { kind: 'refused', code, message: statusOf({ effect, parts, decisions }, asPlainText) };
      }),

    find: (principal: Principal, id: string): Promise<EffectView | undefined> =>
      database.withTenant(principal.tenant, async (tx) => {
        const [effect] = await readEffects(tx, `${visible} and e.id::text = $3 and e.parent_id is null`, [
          principal.person,
          principal.projects,
          id,
        ]);
        return effect && view(tx, principal, effect);
      }),

    ofRun: (principal: Principal, run: string): Promise<EffectSummary[]> =>
      summaries(principal, 'and e.run_id = $3 order by e.planned_at', run),

    /** What somebody asked for themselves, that was done and can be taken back, the latest first; of one agent, or of all. */
    ownUndoable: (principal: Principal, { agent = '', limit }: { agent?: string; limit: number }) =>
      summaries(
        principal,
        `and e.requester_id = $1 and e.state = 'done' and ${madeUndoable} and ($4 = '' or split_part(e.capability, '.', 1) = $4)
         order by coalesce(e.settled_at, e.planned_at) desc, e.id limit $5`,
        undoableOf(ledger.registry),
        agent,
        limit,
      ),

    /** Those that want a person first, then the latest. */
    list: (principal: Principal, limit: number): Promise<EffectSummary[]> =>
      summaries(principal, `order by e.state not in ('awaiting', 'unknown'), e.planned_at desc limit $3`, limit),
  };
}

export type EffectReader = ReturnType<typeof createEffectReader>;
