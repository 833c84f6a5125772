import {
  type Address,
  type Capability,
  type Door,
  isAppError,
  isPermitted,
  type Log,
  type MergeRequestSeen,
  type Registry,
  type Reply,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Contexts } from '../contexts.ts';
import type { Identity } from '../identity/identity.ts';
import { putMessage, rootKey } from '../messages/messages.ts';
import { conclude, type Look } from './conclude.ts';
import { slowestMs } from './pace.ts';

export interface WatcherOptions {
  database: Database;
  registry: Registry;
  contexts: Contexts;
  identity: Identity;
  log: Log;
  /** A worker that dies while it looks is replaced after this. */
  leaseSeconds: number;
  /** Between two looks while a pipeline runs; longer when it is quiet. */
  shortestMs: number;
}

interface Follow {
  id: string;
  run_id: string;
  person_id: string;
  project: string;
  iid: number;
  seen: MergeRequestSeen;
  told: number;
  fence: number;
  quiet_ms: number;
  is_late: boolean;
  door: Door;
  scopes: string[] | null;
  address: Address;
  correlation: string;
}

const asker = 'coding.follow-merge-request';
const perRound = 200;
const atOnce = 8;

export function createFollowWatcher(options: WatcherOptions) {
  const { database, registry, contexts, identity, log, leaseSeconds, shortestMs } = options;
  const stopped = new AbortController();

  const claim = (tenant: string, id: string): Promise<Follow | undefined> =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<Follow>(
        `update follows f set fence = f.fence + 1, lease_until = now() + $2::double precision * interval '1 second'
         from runs r
         where f.id = $1 and r.id = f.run_id and f.ended_at is null and f.next_at <= now()
           and (f.lease_until is null or f.lease_until < now())
         returning f.id, f.run_id, f.person_id, f.project, f.iid, f.seen, f.told, f.fence,
           (extract(epoch from now() - f.changed_at) * 1000)::double precision as quiet_ms, f.until < now() as is_late,
           r.door, r.scopes, r.address, r.correlation`,
        [id, leaseSeconds],
      );
      return row;
    });

  /** As who asked may see it now: roles and projects change under our feet. */
  async function read(tenant: string, follow: Follow, capability: Capability): Promise<Look> {
    const { person_id: person, door, scopes, project, iid, correlation, run_id: run } = follow;
    const principal = await database.withTenant(tenant, (tx) =>
      identity.principal(tx, person, door, scopes ?? undefined),
    );
    const maySee = isPermitted(principal, capability.permission) && principal.projects.includes(project);
    if (!maySee) return { farewell: 'person' };
    const ctx = await contexts.create({ principal, capability, correlation, run, signal: stopped.signal });
    const status = await ctx.gitlab.mergeRequestStatus(project, iid);
    return status ? { status } : { farewell: 'gone' };
  }

  async function look(tenant: string, follow: Follow, capability: Capability): Promise<Look> {
    if (follow.is_late) return { farewell: 'time' };
    try {
      return await read(tenant, follow, capability);
    } catch (error) {
      if (isAppError(error) && error.code === 'identity.unknown') return { farewell: 'person' };
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ tenant, follow: follow.id, reason }, 'merge request not looked at');
      const asked = isAppError(error) ? error.retryAfterMs : undefined;
      return { laterMs: Math.max(asked ?? 0, slowestMs(shortestMs)) };
    }
  }

  /** What is told and what counts as told are one transaction, and only who still holds the follow gets to it. */
  async function settle(tx: Tx, follow: Follow, look: Look): Promise<void> {
    const { iid, seen: before, quiet_ms: quietMs } = follow;
    const { seen, told, nextMs, ended } = conclude({ iid, seen: before, quietMs, shortestMs }, look);
    const rows = await tx.query(
      `update follows set lease_until = null, seen = $3, told = told + $4, ended = $6,
         changed_at = case when $4 > 0 then now() else changed_at end,
         next_at = now() + $5::double precision * interval '1 millisecond',
         ended_at = case when $6::text is not null then now() end
       where id = $1 and fence = $2 and ended_at is null returning id`,
      [follow.id, follow.fence, JSON.stringify(seen), told ? 1 : 0, nextMs, ended],
    );
    if (rows.length > 0 && told) await say(tx, follow, told);
  }

  const say = (tx: Tx, { id, told, run_id: run, address }: Follow, content: Reply): Promise<void> =>
    putMessage(tx, { key: `follow:${id}:${told + 1}`, run, address, content, thread: rootKey(run) });

  async function visit(tenant: string, id: string, capability: Capability): Promise<void> {
    const follow = await claim(tenant, id);
    if (!follow) return;
    const found = await look(tenant, follow, capability);
    await database.withTenant(tenant, (tx) => settle(tx, follow, found));
  }

  async function visitAll(capability: Capability): Promise<void> {
    const waiting = await database.across<{ tenant_id: string; id: string }>(
      "select tenant_id, id from due_follows($1, $2::double precision * interval '1 second')",
      // Shorter than between two looks: it only keeps apart who comes for the same one at once.
      [perRound, shortestMs / 2_000],
    );
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next && !stopped.signal.aborted; next = waiting.shift()) {
        const { tenant_id: tenant, id } = next;
        await visit(tenant, id, capability).catch((error: Error) =>
          log.warn({ tenant, follow: id, reason: error.message }, 'follow not settled'),
        );
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  let round: Promise<void> | undefined;
  async function visitDue(): Promise<void> {
    const capability = registry.find(asker);
    if (!capability || stopped.signal.aborted) return;
    round ??= visitAll(capability)
      .catch((error: Error) => log.warn({ reason: error.message }, 'follows not looked at'))
      .finally(() => {
        round = undefined;
      });
    await round;
  }

  return {
    /** Looks at all that is due. */
    visitDue,
    /** The same, without waiting for it: a slow vendor must hold up no other housekeeping. */
    async begin(): Promise<void> {
      void visitDue();
    },
    async stop(): Promise<void> {
      stopped.abort();
      await round;
    },
  };
}
