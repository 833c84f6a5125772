import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EffectCapability, Principal } from '../../../src/core/index.ts';
import { followSwitches } from '../../../src/services/index.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let ada: Principal;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  ada = await world.principal(await world.person('Ada', ['admin']));
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

const request = () => ({ principal: ada, correlation: 'correlation', reason: 'A wrong post' });
const pull = () => world.services.killSwitch.pull(request());
const lift = () => world.services.killSwitch.lift(request());
const approved = async (capability: EffectCapability): Promise<string> => {
  const { effect } = await world.ask(maria, capability, { project: 'aurora/shop', name: `n${++count}` });
  await world.decide(maria, effect, 'approve');
  return effect;
};

/** An operator who holds the switch of the installation and has not let go of it. */
async function atTheSwitch(work: (operator: pg.Client) => Promise<void>): Promise<void> {
  const operator = new pg.Client({ connectionString: world.ownerUrl, options: '-c search_path=adjutant' });
  await operator.connect();
  try {
    await operator.query('begin');
    await operator.query("select pg_advisory_xact_lock(hashtextextended('kill switch of the installation', 0))");
    await work(operator);
  } finally {
    await operator.end();
  }
}

/** Who waits for the switch, by its connection. */
const waiting = (): Promise<number | undefined> =>
  world
    .sql<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
       and query like '%share_switches%'`,
    )
    .then(([row]) => row?.pid);

describe('while a switch is pulled', () => {
  it('a connection that is lost ends that try, and not the process', async () => {
    const effect = await approved(world.addBox);
    const unheard: unknown[] = [];
    const hear = (error: unknown) => void unheard.push(error);
    process.on('unhandledRejection', hear);
    await atTheSwitch(async () => {
      const sent = expect(world.send(effect)).rejects.toThrow();
      await world.sql('select pg_terminate_backend($1)', [await waitFor('who waits for the switch', waiting)]);
      await sent;
      await new Promise(setImmediate);
    });
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
    await world.send(effect);
    expect((await world.effect(effect)).state).toBe('done');
  });

  it('what an earlier one held is not asked for again', async () => {
    const effect = await approved(world.addBox);
    const { database, ledger, log } = world.services;
    await pull();
    await world.sql('update stops set lifted_by = pulled_by, lifted_at = clock_timestamp() where lifted_at is null');
    await atTheSwitch(async (operator) => {
      let isOver = false;
      const followed = followSwitches(database, ledger, log).finally(() => {
        isOver = true;
      });
      await waitFor('the sweeper at the switch', async () => isOver || (await waiting()) !== undefined);
      await operator.query("insert into installation_stops (reason, pulled_by) values ('Another', 'root')");
      await operator.query('commit');
      await followed;
    });
    expect((await world.effect(effect)).state).toBe('approved');
    await world.sql("update installation_stops set lifted_by = 'root', lifted_at = clock_timestamp()");
    await followSwitches(database, ledger, log);
    expect((await world.effect(effect)).state).toBe('awaiting');
  });
});

describe('an undoing', () => {
  it('goes no further once the switch is pulled, says so, and is decided again', async () => {
    const effect = await approved(world.shipOrder);
    await world.send(effect);
    await world.decide(maria, effect, 'undo');
    world.depot.state.afterRemoving = pull;
    await world.send(effect);
    expect(await world.effect(effect)).toMatchObject({ state: 'failed', parts: ['done', 'done', 'undone'] });
    const found = await world.services.effects.find(maria, effect);
    expect(found?.card.markdown).toMatch(/Undone only in part by Maria\. The kill switch was pulled/);
    expect(found?.card.markdown).not.toContain('not sent');
    await lift();
    world.depot.state.afterRemoving = async () => undefined;
    await world.decide(maria, effect, 'undo');
    await world.send(effect);
    expect([(await world.effect(effect)).state, world.depot.things.size]).toEqual(['undone', 0]);
  });
});
