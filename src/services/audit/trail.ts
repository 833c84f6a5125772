import { AppError, isPermitted, type Principal, type TrailReader, type TrailRow } from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import type { Checkpoints } from './checkpoints.ts';
import { verifyTrail } from './verify.ts';

interface Row {
  at: Date;
  person: string | null;
  door: string;
  action: string;
  capability: string | null;
  outcome: string;
  run: number | null;
  effect_id: string | null;
  reason: string | null;
}

// A person who was erased has another pseudonym now: their rows stay, without a name.
const select = `
  select a.at, coalesce(p.name, 'the operator ' || (a.details->>'operator')) as person, a.door, a.action, a.capability, a.outcome, r.number as run, a.effect_id, a.details->>'reason' as reason
  from audit_rows a left join people p on p.pseudonym = a.pseudonym left join runs r on r.id = a.run_id
  where ($1 = '' or strpos(lower(p.name), lower($1)) > 0) and ($2 = '' or strpos(a.capability, $2) > 0)
    and ($3 = '' or a.action = $3) and ($4 = '' or a.outcome = $4)
    and ($5::timestamptz is null or a.at >= $5) and ($6::timestamptz is null or a.at < $6)
    and ($9::bigint = 0 or r.number = $9)
  order by a.at desc, a.position desc limit $7 offset $8`;

const toRow = ({ person, capability, run, effect_id, reason, ...row }: Row): TrailRow => ({
  ...row,
  reason: reason ?? '',
  person: person ?? '',
  capability: capability ?? undefined,
  run: run ?? undefined,
  effect: effect_id ?? undefined,
});

function requireOversight(principal: Principal): void {
  if (isPermitted(principal, 'audit:trail:read')) return;
  throw new AppError(
    'permission.denied',
    'The audit trail is for admins and managers of your organisation. Ask one of them to look.',
  );
}

/** Only for who may oversee the organisation, wherever it is asked for. */
export const createTrailReader = (database: Database, checkpoints: Checkpoints, principal: Principal): TrailReader => ({
  async verify() {
    requireOversight(principal);
    return verifyTrail(database, checkpoints, principal.tenant);
  },
  async read({ person, capability, action, outcome, run, from, to, limit, offset }) {
    requireOversight(principal);
    const values = [person, capability, action, outcome, from ?? null, to ?? null, limit, offset, run];
    const rows = await database.withTenant(principal.tenant, (tx) =>
      tx.query<Row & Record<string, unknown>>(select, values),
    );
    return rows.map(toRow);
  },
});
