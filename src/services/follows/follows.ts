import { type Address, AppError, type Context, type FollowStore } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';
import { seenOf } from './changes.ts';

/** A person can follow so many at a time. */
const maxFollows = 50;
const days = 30;

const addressOf = async (tx: Tx, run: string | undefined): Promise<Address | undefined> => {
  const [row] = await tx.query<{ address: Address | null }>('select address from runs where id = $1', [run]);
  return row?.address ?? undefined;
};

interface Followed {
  place: string;
  project: string;
  iid: number;
}

/** Asked for again, what the person follows already takes no more room. */
async function requireRoom(tx: Tx, person: string, { place, project, iid }: Followed): Promise<void> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from follows
     where person_id = $1 and ended_at is null and not (place = $2 and project = $3 and iid = $4)`,
    [person, place, project, iid],
  );
  if ((row?.count ?? 0) < maxFollows) return;
  throw new AppError(
    'input.invalid',
    `You follow ${maxFollows} merge requests, which is as many as can be. Stop one: follow-merge-request with stop=true.`,
  );
}

export const createFollowStore = (tx: Tx, { principal, run }: Context): FollowStore => ({
  async follow(project, status) {
    const address = await addressOf(tx, run);
    if (!address) return undefined;
    const place = JSON.stringify(address);
    await requireRoom(tx, principal.person, { place, project, iid: status.iid });
    // Looked at soon: something may have changed between the reading and this row. What was seen before stays: it is what
    // was told, and what came since is not.
    const [row] = await tx.query<{ until: Date }>(
      `insert into follows (tenant_id, run_id, person_id, place, project, iid, seen, until, next_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + $8::integer * interval '1 day', now())
       on conflict (tenant_id, place, project, iid) where ended_at is null do update
         set run_id = excluded.run_id, person_id = excluded.person_id, until = excluded.until,
           next_at = now(), changed_at = now(), fence = follows.fence + 1, lease_until = null
       returning until`,
      [tx.tenant, run, principal.person, place, project, status.iid, JSON.stringify(seenOf(status)), days],
    );
    return row?.until;
  },

  async stop(project, iid) {
    const address = await addressOf(tx, run);
    const rows = await tx.query(
      `update follows f set ended_at = now(), ended = 'stopped', fence = fence + 1
       where project = $1 and iid = $2 and ended_at is null and (person_id = $3 or exists (
         select 1 from runs r where r.id = f.run_id and r.address->'to'->>'thread' = $4 and r.address->'to'->>'channel' = $5))
       returning id`,
      [project, iid, principal.person, address?.to.thread ?? null, address?.to.channel ?? null],
    );
    return rows.length;
  },
});
