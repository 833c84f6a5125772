import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, Reply, Schedule } from '../../../src/core/index.ts';
import { address, startWorld, type World } from '../world.ts';
import { schedulesOf } from './world.ts';

let world: World;
let schedules: ReturnType<typeof schedulesOf>;
let maria: Principal;

beforeAll(async () => {
  world = await startWorld();
  schedules = schedulesOf(world);
  maria = await world.principal(await world.person('Maria', ['manager']));
});
afterAll(() => world.close());

const noteOf = async (schedule: Schedule) =>
  (await world.services.readersFor(maria).schedules.find(schedule.number))?.note;

let minute = 0;
async function fired(schedule: Schedule): Promise<string> {
  // Each of another minute, and so of another slot.
  minute += 1;
  await world.sql(
    "update schedules set next_at = date_trunc('minute', now()) - $2 * interval '1 minute' where id = $1",
    [schedule.id, minute],
  );
  await schedules.fire();
  return (await schedules.runs(schedule)).at(-1)?.id ?? '';
}
const refused = { kind: 'refused', code: 'effect.failed', message: 'The channel is archived.' };

describe('what became of a firing', () => {
  it('is not told when it went well', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.end(await fired(schedule), { kind: 'done', output: {} });
    expect(await schedules.note()).toBe(1);
    expect(await schedules.note()).toBe(0);
    expect(await schedules.row(schedule)).toMatchObject({ trouble: '', note: '' });
    expect(await schedules.told(schedule)).toEqual([]);
  });

  it('is told once when it went wrong, and once when it goes well again', async () => {
    const schedule = await schedules.keep(maria);
    for (let round = 0; round < 3; round += 1) {
      await schedules.end(await fired(schedule), refused);
      await schedules.note();
    }
    expect(await schedules.row(schedule)).toMatchObject({
      state: 'active',
      trouble: 'effect.failed',
    });
    expect(await noteOf(schedule)).toMatch(/^Its last firing \(run \d+\) failed\. The channel is archived\.$/);
    expect(await schedules.told(schedule)).toMatchObject([{ markdown: expect.stringMatching(/archived/), address }]);
    await schedules.end(await fired(schedule), { kind: 'done', output: {} });
    await schedules.note();
    expect((await schedules.told(schedule)).map(({ markdown }) => markdown)).toEqual([
      expect.stringMatching(/failed/),
      expect.stringMatching(/works again/),
    ]);
    expect(await schedules.row(schedule)).toMatchObject({ trouble: '' });
    expect(await noteOf(schedule)).toBe('');
  });

  it('is told with what is to be decided when it waits for a person, and again when that is over', async () => {
    const schedule = await schedules.keep(maria);
    const run = await fired(schedule);
    const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'in doubt' });
    await world.sql("update runs set state = 'waiting', waiting_for = $2 where id = $1", [run, [effect]]);
    expect(await schedules.note()).toBe(1);
    expect(await schedules.note()).toBe(0);
    expect(await schedules.told(schedule)).toMatchObject([{ markdown: expect.stringMatching(/waits for a person/) }]);
    const cards = await world.sql<{ content: Reply }>('select content from messages where starts_with(key, $1)', [
      `effect:${effect}:card:`,
    ]);
    // One where it was asked for, and one where the schedule was set up.
    const card = { content: { actions: [{ verdict: 'approve' }, { verdict: 'reject' }, { verdict: 'withdraw' }] } };
    expect(cards).toMatchObject([card, card]);
    await schedules.end(run, { kind: 'done', output: {} });
    expect(await schedules.note()).toBe(1);
    expect(await schedules.told(schedule)).toHaveLength(2);
    expect(await noteOf(schedule)).toBe('');
  });

  it('leaves what was missed standing beside it', async () => {
    const schedule = await schedules.keep(maria);
    const run = await fired(schedule);
    const missed = 'Missed and not made up: 2 of them.';
    await world.sql('update schedules set note = $2 where id = $1', [schedule.id, missed]);
    const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'beside' });
    await world.sql("update runs set state = 'waiting', waiting_for = $2 where id = $1", [run, [effect]]);
    await schedules.note();
    expect(await noteOf(schedule)).toBe(`${missed} Its last firing waits for a person: please look at it.`);
    await schedules.end(run, { kind: 'done', output: {} });
    await schedules.note();
    expect(await noteOf(schedule)).toBe(missed);
  });

  it('is told of each, also of one that had not ended when the next was fired', async () => {
    const schedule = await schedules.keep(maria);
    const [first, second] = [await fired(schedule), await fired(schedule)];
    expect(second).not.toBe(first);
    await schedules.end(second, { kind: 'done', output: {} });
    await schedules.note();
    await schedules.end(first, refused);
    expect(await schedules.note()).toBe(2);
    expect((await schedules.told(schedule)).map(({ markdown }) => markdown)).toEqual([
      expect.stringMatching(/archived/),
      expect.stringMatching(/works again/),
    ]);
  });

  it('is shown for each that waits, and one that waits holds up none after it', async () => {
    const schedule = await schedules.keep(maria);
    for (const name of ['waits', 'waits too']) {
      const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name });
      await world.sql("update runs set state = 'waiting', waiting_for = $2 where id = $1", [
        await fired(schedule),
        [effect],
      ]);
      expect(await schedules.note()).toBe(1);
      expect(await schedules.note()).toBe(0);
      expect(
        await world.sql('select 1 from messages where starts_with(key, $1)', [`effect:${effect}:card:`]),
      ).toHaveLength(2);
    }
    await schedules.end(await fired(schedule), refused);
    expect(await schedules.note()).toBe(1);
    expect((await schedules.told(schedule)).at(-1)?.markdown).toMatch(/archived/);
  });

  it('is noted also when another cannot be', async () => {
    const [broken, sound] = [await schedules.keep(maria), await schedules.keep(maria)];
    for (const each of [broken, sound]) await schedules.end(await fired(each), refused);
    await world.sql(
      `create function adjutant.fall() returns trigger language plpgsql as $$ begin raise exception 'fallen'; end $$`,
    );
    await world.sql(
      `create trigger fall before update on schedules for each row when (new.id = '${broken.id}') execute function adjutant.fall()`,
    );
    expect(await schedules.note()).toBe(1);
    expect(await schedules.told(sound)).toHaveLength(1);
    await world.sql('drop trigger fall on schedules');
    await world.sql('drop function adjutant.fall()');
    expect(await schedules.note()).toBe(1);
    expect(await schedules.told(broken)).toHaveLength(1);
  });

  it('is told to the person where the schedule was set up at a door that cannot be spoken to', async () => {
    const jonas = await world.principal(await world.person('Jonas', ['developer']));
    await world.sql(
      "insert into identities (tenant_id, provider, realm, subject, person_id) values ($1, 'slack', 'T1', 'U0JONAS', $2)",
      [world.tenant, jonas.person],
    );
    const schedule = await schedules.keep(jonas);
    await world.sql('update runs set address = null where id = (select run_id from schedules where id = $1)', [
      schedule.id,
    ]);
    await schedules.end(await fired(schedule), { kind: 'failed', message: 'Something went wrong.' });
    await schedules.note();
    expect(await schedules.told(schedule)).toMatchObject([
      { address: { door: 'slack', to: { team: 'T1', user: 'U0JONAS' } } },
    ]);
  });

  it('is noted once when two processes do it at once', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.end(await fired(schedule), refused);
    const noted = await Promise.all([schedules.note(), schedules.note(), schedules.note()]);
    expect(noted.reduce((sum, each) => sum + each)).toBe(1);
    expect(await schedules.told(schedule)).toHaveLength(1);
  });
});
