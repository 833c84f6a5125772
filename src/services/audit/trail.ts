import {
  AppError,
  isPermitted,
  type Principal,
  type TrailFilter,
  type TrailReader,
  type TrailRecord,
  type TrailRow,
} from '../../core/index.ts';
import type { Database } from '../../platform/database.ts';
import { chainColumns } from './chain.ts';
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
const joined = `audit_rows a left join people p on p.pseudonym = a.pseudonym left join runs r on r.id = a.run_id
  where ($1 = '' or strpos(lower(p.name), lower($1)) > 0) and ($2 = '' or strpos(a.capability, $2) > 0)
    and ($3 = '' or a.action = $3) and ($4 = '' or a.outcome = $4)
    and ($5::timestamptz is null or a.at >= $5) and ($6::timestamptz is null or a.at < $6)
    and ($7::bigint = 0 or r.number = $7)`;
const columns = `a.at, coalesce(p.name, 'the operator ' || (a.details->>'operator')) as person, a.door, a.action, a.capability,
  a.outcome, r.number as run, a.effect_id, a.details->>'reason' as reason`;
const select = `select ${columns} from ${joined} order by a.at desc, a.position desc limit $8 offset $9`;

const recordsAtOnce = 2_000;
const selectRecords = `select ${chainColumns}, a.position, a.number, encode(a.hash, 'hex') as hash, p.name as person, r.number as run
  from ${joined} and a.position > $8 order by a.position limit ${recordsAtOnce}`;

type RecordRow = TrailRecord & { position: number };

type Filter = Omit<TrailFilter, 'limit' | 'offset'>;
const valuesOf = ({ person, capability, action, outcome, from, to, run }: Filter): readonly unknown[] => [
  person,
  capability,
  action,
  outcome,
  from ?? null,
  to ?? null,
  run,
];

const toRow = ({ at, person, door, action, capability, outcome, run, effect_id, reason }: Row): TrailRow => ({
  at,
  reason: reason ?? '',
  door,
  action,
  outcome,
  person: person ?? '',
  capability: capability ?? undefined,
  run: run ?? undefined,
  effect: effect_id ?? undefined,
});

const toRecord = ({ position, ...record }: RecordRow): TrailRecord => record;

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
  async *records(filter) {
    requireOversight(principal);
    for (let after = 0; ; ) {
      const rows = await database.withTenant(principal.tenant, (tx) =>
        tx.query<RecordRow & Record<string, unknown>>(selectRecords, [...valuesOf(filter), after]),
      );
      yield* rows.map(toRecord);
      after = rows.at(-1)?.position ?? after;
      if (rows.length < recordsAtOnce) return;
    }
  },
  async read({ limit, offset, ...filter }) {
    requireOversight(principal);
    const rows = await database.withTenant(principal.tenant, (tx) =>
      tx.query<Row & Record<string, unknown>>(select, [...valuesOf(filter), limit, offset]),
    );
    return rows.map(toRow);
  },
});
