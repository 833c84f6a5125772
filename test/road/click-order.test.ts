import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Person, personIn } from '../harness/chat.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { gitlabOf } from './gitlab-account.ts';
import { patchCommand } from './patches.ts';

let world: World;
let maria: Person;
let owner: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  maria = personIn(world, world.aurora, 'Maria');
  owner = new pg.Client({ connectionString: await ownerUrl() });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

/** This world's own database, as who may change its tables. */
async function ownerUrl(): Promise<string> {
  const { database, identity } = world.application.services;
  const found = await identity.findInstallation('slack', world.aurora.slack.team);
  const [row] = await database.withTenant(found?.tenant ?? '', (tx) =>
    tx.query<{ name: string }>('select current_database() as name'),
  );
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${row?.name}`;
  return url.href;
}

const isDone = (title: string): boolean =>
  maria.messages().some(({ text }) => text.includes(title) && text.includes('and done'));
const isOpened = async (title: string): Promise<boolean> =>
  (await gitlabOf(world).mergeRequests()).some((each) => each.title === title);

describe('a click', () => {
  it('does not wait until its conversation has time', async () => {
    const { drive } = world.vendors.slack;
    const say = (text: string, thread: object = {}) =>
      drive.message({ ...maria.where, text: `<@${world.aurora.slack.botUser}> ${text}`, ...thread });
    const { ts } = await say('code replace-text find=tea replace=rice title="Sell rice"');
    const approve = await maria.card('Sell rice');
    // The next request of the same thread does not come to an end, so that the conversation is busy.
    const hold = await holdWriting('adjutant.effects', "new.preview::text like '%corn%'");
    await say('code replace-text find=tea replace=corn title="Sell corn"', { threadTs: ts });
    const states = () => runsIn(ts);
    await waitFor('the second to stand there', hold.isReached);
    expect(await states()).toEqual(['waiting', 'running']);
    await maria.press(approve);
    await waitFor('the merge request', () => isDone('Sell rice'));
    expect(await isOpened('Sell rice')).toBe(true);
    // All the while the second was at work, and the first run has its turn after it.
    expect(await states()).toEqual(['queued', 'running']);
    expect(maria.hasCard('Sell corn')).toBe(false);
    await hold.letGo();
    await maria.card('Sell corn');
    await waitFor('the first run to end', async () => (await states())[0] === 'done');
  });
});

/** Holds whoever writes such a row until it is let go: no transaction is open that a decision could wait for. */
async function holdWriting(table: string, condition: string) {
  await owner.query('select pg_advisory_lock(7)');
  await owner.query(`
    create schema if not exists hold;
    grant usage on schema hold to public;
    create or replace function hold.wait() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(7); return new; end $$;
    grant execute on function hold.wait() to public;
    create trigger hold before insert on ${table} for each row when (${condition}) execute function hold.wait()`);
  return {
    /** Somebody stands there and waits. */
    isReached: async () => {
      const { rows } = await owner.query("select 1 from pg_locks where locktype = 'advisory' and not granted");
      return rows.length > 0;
    },
    async letGo() {
      await owner.query('select pg_advisory_unlock(7)');
      await owner.query(`drop trigger hold on ${table}`);
    },
  };
}

describe('a decision that comes early', () => {
  it.each([
    ['before the step is written down', 'adjutant.steps', "new.outcome->>'kind' = 'pending'"],
    ['before the run is put away', 'graph.checkpoint_writes', "new.channel = '__interrupt__'"],
  ])('is not lost: %s', async (when, table, condition) => {
    const title = `Decided ${when}`;
    const hold = await holdWriting(table, condition);
    await maria.command(patchCommand(title, `what was ${title.toLowerCase()}`));
    const approve = await maria.card(title);
    await waitFor('the run to stand there', hold.isReached);
    await maria.press(approve);
    await waitFor('the merge request', () => isDone(title));
    expect(await lastRun()).toBe('running');
    await hold.letGo();
    await waitFor('the end of the run', async () => (await lastRun()) === 'done');
    const { mergeRequests } = world.vendors.gitlab.countEffects();
    expect((await gitlabOf(world).mergeRequests()).filter((each) => each.title === title)).toHaveLength(1);
    expect(mergeRequests).toBe((await gitlabOf(world).mergeRequests()).length);
  });
});

async function runsIn(ts: string): Promise<string[]> {
  const { rows } = await owner.query<{ state: string }>(
    `select r.state from adjutant.runs r join adjutant.conversations c on c.id = r.conversation_id
     where c.key like $1 order by r.number`,
    [`slack:%:${ts}`],
  );
  return rows.map(({ state }) => state);
}

async function lastRun(): Promise<string | undefined> {
  const { rows } = await owner.query<{ state: string }>('select state from adjutant.runs order by number desc limit 1');
  return rows[0]?.state;
}
