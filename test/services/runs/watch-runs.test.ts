import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { createLog } from '../../../src/platform/log.ts';
import { roleUrl } from '../../../src/platform/provision.ts';
import { createRunWatcher } from '../../../src/services/runs/watch-runs.ts';
import { testMasterKey } from '../../harness/database.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { type AcceptedRun, startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
});
afterAll(() => world.close());

const accept = (): Promise<AcceptedRun> => world.accept(maria, world.listBoxes, {});
const listeners = (): Promise<{ pid: number }[]> =>
  world.sql("select pid from pg_stat_activity where datname = current_database() and query like 'listen %'");
const isListening = (): Promise<unknown> => waitFor('the listener', async () => (await listeners()).length > 0);
/** A timeout that no test waits for. */
const longMs = 25_000;

const patience = (timeoutMs: number) => ({ timeoutMs, signal: new AbortController().signal });

describe('who waits for a run', () => {
  it('hears of its end at once', async () => {
    const { id } = await accept();
    await isListening();
    const heard: string[] = [];
    const stop = world.services.watcher.onChange((run) => void heard.push(run));
    const settled = world.services.watcher.settled(maria, id, patience(longMs));
    await world.sql("update runs set state = 'done' where id = $1", [id]);
    await world.sql("select pg_notify('adjutant_runs', $1)", [id]);
    expect(await settled).toMatchObject({ id, state: 'done' });
    await waitFor('the notification', () => heard.includes(id));
    stop();
  });

  it('hears of it when the notification is lost', async () => {
    const { id } = await accept();
    const settled = world.services.watcher.settled(maria, id, patience(longMs));
    await world.sql("update runs set state = 'failed' where id = $1", [id]);
    expect(await settled).toMatchObject({ state: 'failed' });
  });

  it('hears when it waits for a person', async () => {
    const { run } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'tea' });
    expect(await world.services.watcher.settled(maria, run, patience(longMs))).toMatchObject({ state: 'waiting' });
  });

  it('hears when it waits no longer', async () => {
    const { run } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'milk' });
    const decided = world.services.watcher.decided(maria, run, patience(longMs));
    await world.sql("update runs set state = 'queued', waiting_for = null where id = $1", [run]);
    expect(await decided).toMatchObject({ state: 'queued' });
  });

  it('stops when nobody waits any more', async () => {
    const { id } = await accept();
    const gone = new AbortController();
    const waiting = world.services.watcher.settled(maria, id, { timeoutMs: longMs, signal: gone.signal });
    gone.abort();
    expect(await waiting).toMatchObject({ state: 'queued' });
  });

  it('is told how it stands when the time is over', async () => {
    const { id } = await accept();
    expect(await world.services.watcher.settled(maria, id, patience(0))).toMatchObject({ state: 'queued' });
  });

  it('does not wait for what is not there, or is not theirs', async () => {
    const { id } = await accept();
    const vera = await world.principal(await world.person('Vera', ['viewer']));
    expect(await world.services.watcher.settled(vera, id, patience(longMs))).toBeUndefined();
    expect(await world.services.watcher.settled(maria, 'nothing', patience(longMs))).toBeUndefined();
  });

  it('listens again after the connection was lost', async () => {
    await isListening();
    const before = (await listeners()).map(({ pid }) => pid);
    for (const pid of before) await world.sql('select pg_terminate_backend($1)', [pid]);
    await waitFor('a new listener', async () => (await listeners()).some(({ pid }) => !before.includes(pid)));
    const heard = new Promise((resolve) => world.services.watcher.onChange(resolve));
    await world.sql("select pg_notify('adjutant_runs', 'again')");
    expect(await heard).toBe('again');
  });

  it('can stop at any time', async () => {
    const url = roleUrl(world.ownerUrl, 'adjutant_app', testMasterKey);
    for (let tries = 0; tries < 5; tries += 1) {
      await createRunWatcher(url, world.services.runs, createLog('silent')).close();
    }
    const nowhere = createRunWatcher('postgres://nobody@127.0.0.1:1/x', world.services.runs, createLog('silent'));
    await nowhere.close();
  });
});
