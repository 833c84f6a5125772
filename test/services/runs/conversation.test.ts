import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { lockEffect } from '../../../src/services/effects/effect.ts';
import { settleEffect } from '../../../src/services/effects/settle.ts';
import { type Conversations, createConversations, endRun, type Lease, type Run } from '../../../src/services/index.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { type AcceptedRun, leaseSeconds, startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let conversations: Conversations;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  conversations = createConversations(world.services.database, leaseSeconds);
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

const accept = (key: string) => world.accept(maria, world.listBoxes, {}, { key });
const end = (run: Run): Promise<void> =>
  world.services.database.withTenant(world.tenant, (tx) =>
    endRun(tx, run, {
      outcome: { kind: 'done', output: {} },
      answer: { tone: 'success', markdown: 'Answer' },
      root: { tone: 'success', markdown: 'Root' },
    }),
  );
const stateOf = async (run: string): Promise<string | undefined> =>
  (await world.sql<{ state: string }>('select state from runs where id = $1', [run]))[0]?.state;

async function take(conversation: string): Promise<Lease> {
  const lease = await conversations.take(world.tenant, conversation);
  if (!lease) throw new Error('the conversation is held');
  return lease;
}
async function next(lease: Lease): Promise<Run> {
  const run = await conversations.next(lease);
  if (!run) throw new Error('nothing to do');
  return run;
}

/** A promise that somebody else resolves. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}
const somebodyWaits = (): Promise<unknown> =>
  waitFor('somebody who waits for a lock', async () => {
    const rows = await world.sql(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  });

describe('an event', () => {
  it('makes one run, however often it comes', async () => {
    const at = { key: randomUUID(), externalId: randomUUID() };
    const all = await Promise.all(Array.from({ length: 8 }, () => world.accept(maria, world.listBoxes, {}, at)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(await world.accept(maria, world.listBoxes, {}, at)).toMatchObject({ kind: 'known', id: all[0]?.id });
  });

  it('of another tenant is another event', async () => {
    const at = { key: randomUUID(), externalId: randomUUID() };
    const ola = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    const [ours, theirs] = [
      await world.accept(maria, world.listBoxes, {}, at),
      await world.accept(ola, world.listBoxes, {}, at),
    ];
    expect([theirs.kind, theirs.id === ours.id]).toEqual(['accepted', false]);
  });

  it('shows at once that it was heard', async () => {
    await world.rung();
    const { id, number } = await accept(randomUUID());
    const [row] = await world.sql<{ content: object }>('select content from messages where run_id = $1', [id]);
    expect(row?.content).toMatchObject({ tone: 'working', footnote: `Run ${number}` });
    expect((await world.rung()).map(({ kind }) => kind).sort()).toEqual(['conversation', 'message']);
  });

  it('that is refused makes no run, but is on record', async () => {
    const vera = await world.principal(await world.person('Vera', ['viewer']));
    const input = { project: 'aurora/shop', name: 'x' };
    await expect(world.accept(vera, world.addBox, input)).rejects.toMatchObject({ code: 'permission.denied' });
    expect(await world.sql('select 1 from runs where person_id = $1', [vera.person])).toEqual([]);
    const rows = await world.sql(
      'select a.outcome from audit_rows a join people p using (tenant_id, pseudonym) where p.id = $1',
      [vera.person],
    );
    expect(rows).toEqual([{ outcome: 'permission.denied' }]);
  });
});

describe('a conversation', () => {
  it('does its runs in order, one at a time, with several workers', async () => {
    const key = randomUUID();
    const accepted: AcceptedRun[] = [];
    for (let index = 0; index < 10; index += 1) accepted.push(await accept(key));
    const conversation = accepted[0]?.conversation ?? '';
    const begun: number[] = [];
    let active = 0;
    const worker = async (): Promise<void> => {
      while (begun.length < accepted.length) {
        const lease = await conversations.take(world.tenant, conversation);
        const run = lease && (await conversations.next(lease));
        if (run) {
          active += 1;
          begun.push(run.number);
          expect(active).toBe(1);
          await setImmediate();
          active -= 1;
          await end(run);
        }
        // Lets go after each run, so that the workers take turns.
        if (lease) {
          await world.sql('update conversations set lease_until = null where id = $1 and fence = $2', [
            conversation,
            lease.fence,
          ]);
        }
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    expect(begun).toEqual(accepted.map(({ number }) => number));
  });

  it('does not wait behind another', async () => {
    const [a, b] = [await accept(randomUUID()), await accept(randomUUID())];
    await next(await take(a.conversation));
    expect((await next(await take(b.conversation))).id).toBe(b.id);
  });

  it('goes on with the next run while one waits for a person', async () => {
    const key = randomUUID();
    const input = { project: 'aurora/shop', name: randomUUID() };
    const first = await world.accept(maria, world.addBox, input, { key });
    const second = await accept(key);
    const lease = await take(first.conversation);
    const run = await next(lease);
    const effect = await world.plan(maria, run.id, world.addBox, input);
    await conversations.park(run, [effect], async () => undefined);
    expect((await next(lease)).id).toBe(second.id);
    expect(await stateOf(run.id)).toBe('waiting');
  });

  it('keeps its order when a run is tried again later', async () => {
    const key = randomUUID();
    const first = await accept(key);
    await accept(key);
    const lease = await take(first.conversation);
    await conversations.postpone(await next(lease), 3_600_000, async () => undefined);
    expect(await conversations.next(lease)).toBeUndefined();
    expect(await conversations.release(lease)).toBe(true);
    await world.sql('update runs set not_before = now() where id = $1', [first.id]);
    const again = await next(await take(first.conversation));
    expect([again.id, again.attempts]).toEqual([first.id, 2]);
  });

  it('is let go when nothing is left, and not before', async () => {
    const { conversation } = await accept(randomUUID());
    const lease = await take(conversation);
    expect(await conversations.release(lease)).toBe(false);
    await end(await next(lease));
    expect(await conversations.release(lease)).toBe(true);
    expect(await conversations.take(world.tenant, conversation)).toBeDefined();
  });

  it('is not let go when a run comes in just now', async () => {
    const key = randomUUID();
    const { conversation } = await accept(key);
    const lease = await take(conversation);
    await end(await next(lease));
    const [inside, { passed, open }] = [gate(), gate()];
    const accepting = world.services.intake.serve(
      { tenant: world.tenant, id: maria.person, door: 'slack' },
      async ({ submit }) => {
        const submitted = await submit({
          calls: [{ capability: world.listBoxes, raw: {} }],
          source: 'slack',
          externalId: randomUUID(),
          conversationKey: key,
          address: undefined,
          correlation: 'c',
        });
        inside.open();
        await passed;
        return submitted;
      },
    );
    await inside.passed;
    const releasing = conversations.release(lease);
    await somebodyWaits();
    open();
    const { run } = await accepting;
    expect(await releasing).toBe(false);
    expect((await next(lease)).id).toBe(run.id);
  });
});

describe('a lease that ran out', () => {
  async function takenOver() {
    const { conversation } = await accept(randomUUID());
    const held = await take(conversation);
    const old = { lease: held, run: await next(held) };
    expect(await conversations.take(world.tenant, conversation)).toBeUndefined();
    await world.sql("update conversations set lease_until = now() - interval '1 second' where id = $1", [conversation]);
    const lease = await take(conversation);
    return { old, lease, conversation };
  }

  it('is taken over, with the run that was begun', async () => {
    const { old, lease } = await takenOver();
    const run = await next(lease);
    expect(run).toMatchObject({ id: old.run.id, attempts: 2, fence: lease.fence });
    expect(lease.fence).toBeGreaterThan(old.lease.fence);
  });

  it('lets its old holder write nothing', async () => {
    const { old, lease, conversation } = await takenOver();
    expect(await conversations.renew(old.lease)).toBe(false);
    expect(await conversations.next(old.lease)).toBeUndefined();
    const run = await next(lease);
    await end(old.run);
    await conversations.postpone(old.run, 1_000, () => expect.unreachable());
    await expect(conversations.park(old.run, [randomUUID()], () => expect.unreachable())).rejects.toMatchObject({
      code: 'lease.lost',
    });
    expect(await stateOf(run.id)).toBe('running');
    expect(await conversations.release(old.lease)).toBe(true);
    expect(await conversations.take(world.tenant, conversation)).toBeUndefined();
    expect(await conversations.renew(lease)).toBe(true);
  });

  it('is found by the sweeper, and a held one is not', async () => {
    const { conversation } = await takenOver();
    const due = async (): Promise<boolean> =>
      (
        await world.services.database.across<{ id: string }>("select id from due_conversations(100, interval '0')")
      ).some(({ id }) => id === conversation);
    expect(await due()).toBe(false);
    await world.sql("update conversations set lease_until = now() - interval '1 second' where id = $1", [conversation]);
    expect(await due()).toBe(true);
  });
});

describe('a run that waits and its effect that is settled', () => {
  async function planned() {
    const input = { project: 'aurora/shop', name: randomUUID() };
    const { conversation } = await world.accept(maria, world.addBox, input);
    const run = await next(await take(conversation));
    return { run, effect: await world.plan(maria, run.id, world.addBox, input), conversation };
  }
  const rungFor = async (conversation: string): Promise<number> =>
    (await world.rung()).filter(({ id }) => id === conversation).length;

  it('meet when the click comes first', async () => {
    const { run, effect } = await planned();
    await world.decide(maria, effect, 'reject');
    await conversations.park(run, [effect], async () => undefined);
    expect(await stateOf(run.id)).toBe('queued');
  });

  it('meet when the run waits first', async () => {
    const { run, effect, conversation } = await planned();
    await conversations.park(run, [effect], async () => undefined);
    expect(await stateOf(run.id)).toBe('waiting');
    await world.rung();
    await world.decide(maria, effect, 'reject');
    expect([await stateOf(run.id), await rungFor(conversation)]).toEqual(['queued', 1]);
  });

  it('meet when the click is not committed yet', async () => {
    const { run, effect } = await planned();
    const [inside, { passed, open }] = [gate(), gate()];
    const settling = world.services.database.withTenant(world.tenant, async (tx) => {
      const locked = await lockEffect(tx, effect);
      if (locked) await settleEffect(tx, world.services.ledger, locked, { to: 'rejected' });
      inside.open();
      await passed;
    });
    await inside.passed;
    const parking = conversations.park(run, [effect], async () => undefined);
    await somebodyWaits();
    open();
    await Promise.all([settling, parking]);
    expect(await stateOf(run.id)).toBe('queued');
  });

  it('meet when the run is just being put away', async () => {
    const { run, effect, conversation } = await planned();
    await world.rung();
    const [inside, { passed, open }] = [gate(), gate()];
    const parking = conversations.park(run, [effect], async () => {
      inside.open();
      await passed;
    });
    await inside.passed;
    const deciding = world.decide(maria, effect, 'reject');
    await somebodyWaits();
    open();
    await Promise.all([parking, deciding]);
    expect([await stateOf(run.id), await rungFor(conversation)]).toEqual(['queued', 1]);
  });
});
