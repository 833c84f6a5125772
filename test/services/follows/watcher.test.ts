import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { capability } from '../../../src/agents/coding/follow-merge-request.ts';
import { chatAddressOf } from '../../../src/chat-address.ts';
import {
  type Address,
  AppError,
  createRegistry,
  type FollowStore,
  type MergeRequestStatus,
  type Principal,
  type Registry,
} from '../../../src/core/index.ts';
import { type Contexts, createFollowWatcher } from '../../../src/services/index.ts';
import { createStores } from '../../../src/services/stores.ts';
import { contextOf } from '../../agents/context.ts';
import { silent } from '../../integrations/gitlab/world.ts';
import { address, noGitLab, startWorld, type World } from '../world.ts';
import { aStatus } from './statuses.ts';

const project = 'aurora/shop';
const agent = { name: 'coding', title: 'Coding', purpose: 'Follows.' };
const registry: Registry = createRegistry([{ ...agent, capabilities: [capability] }]);
const content = z.object({ markdown: z.string() });

let world: World;
let maria: Principal;
/** How the merge request stands at the vendor, or what it answers instead. */
let now: () => Promise<MergeRequestStatus | undefined>;

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  maria = await world.principal(await world.person('Maria', ['manager']));
  now = async () => aStatus({});
  await world.sql("update follows set ended_at = now(), ended = 'test' where ended_at is null");
});
afterAll(() => world.close());

const createContext: Contexts['create'] = async ({ principal }) =>
  contextOf({ principal, gitlab: { ...noGitLab, mergeRequestStatus: () => now() } });

async function storesOf<T>(principal: Principal, run: string, work: (follows: FollowStore) => Promise<T>): Promise<T> {
  const ctx = await world.services.contexts.create({ principal, capability, correlation: 'c', run, step: 'call-0' });
  return world.services.database.withTenant(world.tenant, (tx) => work(createStores(chatAddressOf)(tx, ctx).follows));
}

interface Asked {
  run: string;
  until: Date | undefined;
}
async function follow(
  principal = maria,
  at: Address = { door: 'slack', to: { channel: randomUUID() } },
  status = aStatus({}),
): Promise<Asked> {
  const { id: run } = await world.accept(principal, capability, { project, mergeRequest: '12' }, { address: at });
  return { run, until: await storesOf(principal, run, (follows) => follows.follow(project, status)) };
}

const makeDue = () => world.sql("update follows set next_at = now(), rung_at = '-infinity' where ended_at is null");

/** One worker's look at all that is due. */
async function visit(): Promise<void> {
  const watcher = createFollowWatcher({
    ...world.services,
    registry,
    contexts: { ...world.services.contexts, create: createContext },
    log: silent,
    leaseSeconds: 20,
    shortestMs: 1_000,
  });
  await watcher.visitDue();
  await watcher.stop();
}

async function look(): Promise<void> {
  await makeDue();
  await visit();
}

const told = async (run: string): Promise<string[]> =>
  (
    await world.sql<{ content: unknown }>(
      "select content from messages where run_id = $1 and key like 'follow:%' order by position",
      [run],
    )
  ).map((row) => content.parse(row.content).markdown);
const ended = async (run: string): Promise<string | null | undefined> =>
  (await world.sql<{ ended: string | null }>('select ended from follows where run_id = $1', [run]))[0]?.ended;

describe('following a merge request', () => {
  it('tells each change once, in the thread of the run', async () => {
    const { run } = await follow();
    await look();
    expect(await told(run)).toEqual([]);
    now = async () => aStatus({ approvers: ['Jonas'] });
    await look();
    await look();
    expect(await told(run)).toEqual([expect.stringContaining('**Jonas** approved it.')]);
    const [row] = await world.sql(
      "select t.key from messages m join messages t on t.id = m.thread_id where m.run_id = $1 and m.key like 'follow:%'",
      [run],
    );
    expect(row).toEqual({ key: `run:${run}:root` });
  });

  it('ends with the merge', async () => {
    const { run } = await follow();
    now = async () => aStatus({ state: 'merged', endedBy: 'Jonas' });
    await look();
    now = async () => aStatus({ state: 'merged', approvers: ['Maria'] });
    await look();
    expect(await ended(run)).toBe('over');
    expect(await told(run)).toEqual([expect.stringContaining('**Jonas** merged it. Nothing more is told here.')]);
  });

  it('is looked at by one worker at a time, and again when that one died', async () => {
    const { run } = await follow();
    const state = { looks: 0 };
    now = async () => {
      state.looks += 1;
      return aStatus({ approvers: ['Jonas'] });
    };
    await makeDue();
    await Promise.all([visit(), visit(), visit()]);
    expect(state.looks).toBe(1);
    expect(await told(run)).toHaveLength(1);
    // Another one holds it, and never comes back.
    await world.sql("update follows set lease_until = now() + interval '1 hour' where run_id = $1", [run]);
    await look();
    expect(state.looks).toBe(1);
    await world.sql('update follows set lease_until = now() where run_id = $1', [run]);
    await look();
    expect(state.looks).toBe(2);
    expect(await told(run)).toHaveLength(1);
  });

  it('says nothing when another worker took over meanwhile', async () => {
    const { run } = await follow();
    now = async () => {
      await world.sql('update follows set fence = fence + 1 where run_id = $1', [run]);
      return aStatus({ approvers: ['Jonas'] });
    };
    await look();
    expect(await told(run)).toEqual([]);
    now = async () => aStatus({ approvers: ['Jonas'] });
    await world.sql('update follows set lease_until = null where run_id = $1', [run]);
    await look();
    expect(await told(run)).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['who asked has gone', () => world.sql('update people set is_active = false where id = $1', [maria.person])],
    [
      'who asked has left the project',
      () => world.sql('delete from project_members where person_id = $1', [maria.person]),
    ],
    ['who asked has no role any more', () => world.sql("update people set roles = '{}' where id = $1", [maria.person])],
  ])('ends with a word when %s', async (_what, change) => {
    const { run } = await follow();
    await change();
    await look();
    expect(await ended(run)).toBe('person');
    expect(await told(run)).toEqual(['**!12** Nothing more is told here: who asked for it may no longer see it.']);
  });

  it('ends with a word after 30 days', async () => {
    const { run, until } = await follow();
    expect(Math.round(((until?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(30);
    await world.sql("update follows set until = now() - interval '1 second' where run_id = $1", [run]);
    await look();
    expect(await ended(run)).toBe('time');
    expect(await told(run)).toEqual([expect.stringContaining('followed for 30 days')]);
  });

  it('ends with a word when it is no longer there', async () => {
    const { run } = await follow();
    now = async () => undefined;
    await look();
    expect(await ended(run)).toBe('gone');
    expect(await told(run)).toEqual([expect.stringContaining('no longer in GitLab')]);
  });

  it('goes on later when the vendor does not answer', async () => {
    const { run } = await follow();
    now = () => Promise.reject(new AppError('upstream.rate-limited', 'Wait.', { retryAfterMs: 7_200_000 }));
    await look();
    const [row] = await world.sql<{ hours: number }>(
      'select extract(epoch from next_at - now()) / 3600 as hours from follows where run_id = $1',
      [run],
    );
    expect(Math.round(Number(row?.hours))).toBe(2);
    expect([await ended(run), await told(run)]).toEqual([null, []]);
  });

  it('is one for a place, and moves to the thread where it was asked last', async () => {
    const place = { door: 'slack' as const, to: { channel: randomUUID() } };
    const first = await follow(maria, place);
    const second = await follow(maria, place);
    now = async () => aStatus({ approvers: ['Jonas'] });
    await look();
    expect([await told(first.run), await told(second.run)]).toEqual([[], [expect.stringContaining('Jonas')]]);
  });

  it('tells what happened before it was asked for again', async () => {
    const place = { door: 'slack' as const, to: { channel: randomUUID() } };
    await follow(maria, place);
    const approved = aStatus({ approvers: ['Jonas'] });
    const { run } = await follow(maria, place, approved);
    now = async () => approved;
    await look();
    await look();
    expect(await told(run)).toEqual([expect.stringContaining('**Jonas** approved it.')]);
  });

  it('is stopped by who asked, and not by somebody elsewhere', async () => {
    const { run } = await follow();
    const jonas = await world.principal(await world.person('Jonas', ['developer']));
    const { run: other } = await follow(jonas);
    expect(await storesOf(jonas, other, (follows) => follows.stop(project, 12))).toBe(1);
    expect([await ended(run), await ended(other)]).toEqual([null, 'stopped']);
    expect(await storesOf(maria, run, (follows) => follows.stop(project, 12))).toBe(1);
    expect(await storesOf(maria, run, (follows) => follows.stop(project, 12))).toBe(0);
    now = async () => aStatus({ approvers: ['Jonas'] });
    await look();
    expect(await told(run)).toEqual([]);
  });

  it('is stopped by anybody in the thread where it is told', async () => {
    const to = { channel: 'C1', thread: randomUUID() };
    const { run } = await follow(maria, { door: 'slack', to });
    const jonas = await world.principal(await world.person('Jonas', ['developer']));
    const asked = await world.accept(
      jonas,
      capability,
      { project, mergeRequest: '12' },
      { address: { door: 'slack', to } },
    );
    expect(await storesOf(jonas, asked.id, (follows) => follows.stop(project, 12))).toBe(1);
    expect(await ended(run)).toBe('stopped');
  });

  it('needs a place to tell it in', async () => {
    const { id } = await world.accept(maria, capability, { project, mergeRequest: '12' }, { address: undefined });
    expect(await storesOf(maria, id, (follows) => follows.follow(project, aStatus({})))).toBeUndefined();
    expect(await world.sql('select 1 from follows where run_id = $1', [id])).toEqual([]);
  });

  it('has room for 50', async () => {
    const { id } = await world.accept(maria, capability, { project, mergeRequest: '12' }, { address });
    const many = (count: number) =>
      storesOf(maria, id, async (follows) => {
        for (let iid = 1; iid <= count; iid += 1) await follows.follow(project, aStatus({ iid }));
      });
    await many(50);
    // Once more for the same ones takes no room.
    await many(50);
    await expect(many(51)).rejects.toMatchObject({
      message: expect.stringMatching(/You follow 50 merge requests.*Stop one/),
    });
    // Somebody else's would be one more.
    const jonas = await world.principal(await world.person('Jonas', ['developer']));
    const place = { door: 'slack' as const, to: { channel: randomUUID() } };
    await follow(jonas, place);
    await expect(follow(maria, place)).rejects.toThrow(/You follow 50 merge requests/);
  });
});
