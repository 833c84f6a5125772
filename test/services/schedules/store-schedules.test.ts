import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, Schedule } from '../../../src/core/index.ts';
import { startWorld, type World } from '../world.ts';
import { everyDayAgo, schedulesOf } from './world.ts';

let world: World;
let schedules: ReturnType<typeof schedulesOf>;
let maria: Principal;
let jonas: Principal;

beforeAll(async () => {
  world = await startWorld();
  schedules = schedulesOf(world);
  maria = await world.principal(await world.person('Maria', ['manager']));
  jonas = await world.principal(await world.person('Jonas', ['developer']));
});
afterAll(() => world.close());

const readerOf = (principal: Principal) => world.services.readersFor(principal).schedules;

describe('schedules', () => {
  it('are kept once for an effect, with a number and their first time', async () => {
    const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'kept once' });
    const content = {
      project: 'aurora/shop',
      title: 'T',
      capability: 'depot.add-box',
      input: {},
      rule: everyDayAgo(1),
    };
    const all = await Promise.all(Array.from({ length: 5 }, () => readerOf(maria).keep(effect, content)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all[0]).toMatchObject({ state: 'active', owner: 'Maria', title: 'T', lastAt: undefined });
    expect(all[0]?.nextAt?.getTime()).toBeGreaterThan(Date.now());
    expect((await readerOf(maria).ofEffect(effect))?.id).toBe(all[0]?.id);
  });

  it('are counted one after the other, also at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => schedules.keep(maria)));
    const numbers = all.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, index) => (numbers[0] ?? 0) + index));
  });

  it('are seen by the members of their project, and by nobody else', async () => {
    const schedule = await schedules.keep(maria);
    const stranger = await world.principal(await world.person('Vera', ['manager'], world.tenant, []));
    const foreigner = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    expect((await readerOf(jonas).find(schedule.number))?.id).toBe(schedule.id);
    for (const other of [stranger, foreigner]) {
      expect(await readerOf(other).find(schedule.number)).toBeUndefined();
      expect(await readerOf(other).list()).toEqual([]);
      await expect(schedules.change(other, (store) => store.pause(schedule.number))).rejects.toMatchObject({
        code: 'input.invalid',
      });
    }
  });

  it('rest and go on from now', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule, 48);
    expect(await schedules.change(jonas, (store) => store.pause(schedule.number))).toMatchObject({
      state: 'paused',
      nextAt: undefined,
    });
    const resumed = await schedules.change(jonas, (store) => store.resume(schedule.number));
    expect(resumed.state).toBe('active');
    expect(resumed.nextAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await schedules.fire()).toBe(0);
  });

  it('that are deleted are gone', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.due(schedule);
    await schedules.change(maria, (store) => store.remove(schedule.number));
    expect(await readerOf(maria).find(schedule.number)).toBeUndefined();
    expect((await readerOf(maria).list()).map(({ id }) => id)).not.toContain(schedule.id);
    expect(await schedules.fire()).toBe(0);
    await expect(schedules.change(maria, (store) => store.resume(schedule.number))).rejects.toThrow(/no schedule/);
  });

  it('end with the effect that is undone', async () => {
    const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'undone' });
    const content = {
      project: 'aurora/shop',
      title: 'T',
      capability: 'depot.add-box',
      input: {},
      rule: everyDayAgo(1),
    };
    const { number } = await readerOf(maria).keep(effect, content);
    await readerOf(maria).endOfEffect(effect);
    expect(await readerOf(maria).find(number)).toBeUndefined();
  });

  it('are fired once more on demand, for who asks, and keep their next time', async () => {
    const schedule = await schedules.keep(maria);
    const fired = await schedules.change(jonas, (store) => store.fireNow(schedule.number));
    expect(fired.schedule.nextAt).toEqual(schedule.nextAt);
    expect(await schedules.runs(schedule)).toMatchObject([
      { number: fired.run, person_id: jonas.person, door: 'schedule' },
    ]);
  });

  it('are fired on demand one after the other, and a minute apart', async () => {
    const schedule = await schedules.keep(maria);
    const fireNow = () => schedules.change(maria, (store) => store.fireNow(schedule.number));
    const { run } = await fireNow();
    await expect(fireNow()).rejects.toThrow(`It can be run again when run ${run} has ended.`);
    await schedules.end((await schedules.runs(schedule))[0]?.id ?? '', { kind: 'done', output: {} });
    await expect(fireNow()).rejects.toThrow(/less than a minute ago\. It can be run again after .+ UTC\./);
    expect(await schedules.runs(schedule)).toHaveLength(1);
    await world.sql("update schedules set last_at = now() - interval '1 minute' where id = $1", [schedule.id]);
    await fireNow();
    expect(await schedules.runs(schedule)).toHaveLength(2);
  });

  it('are fired on demand once by many at once', async () => {
    const schedule = await schedules.keep(maria);
    const all = await Promise.allSettled(
      Array.from({ length: 4 }, () => schedules.change(maria, (store) => store.fireNow(schedule.number))),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await schedules.runs(schedule)).toHaveLength(1);
  });

  it('are fired on demand by who may approve, also with a token, and by who set them up, and by nobody else', async () => {
    const mia = await world.principal(await world.person('Mia', ['member']));
    const [others, own] = [await schedules.keep(maria), await schedules.keep(mia)];
    const fireNow = (principal: Principal, { number }: Schedule) =>
      schedules.change(principal, (store) => store.fireNow(number));
    await expect(fireNow(mia, others)).rejects.toMatchObject({
      code: 'permission.denied',
      message: expect.stringMatching(/only by Maria, who set it up, or by someone who may approve/),
    });
    expect(await schedules.runs(others)).toEqual([]);
    await fireNow(mia, own);
    await fireNow({ ...jonas, scopes: ['communications:schedules:change'] }, others);
    expect(await schedules.runs(others)).toHaveLength(1);
  });

  it('that rest are not fired on demand', async () => {
    const schedule = await schedules.keep(maria);
    await schedules.change(maria, (store) => store.pause(schedule.number));
    await expect(schedules.change(maria, (store) => store.fireNow(schedule.number))).rejects.toThrow(
      /is paused. Resume/,
    );
  });

  it('that were stopped are resumed by their owner only', async () => {
    const schedule = await schedules.keep(maria);
    await world.sql("update schedules set state = 'stopped', note = 'Lost.' where id = $1", [schedule.id]);
    await expect(schedules.change(jonas, (store) => store.resume(schedule.number))).rejects.toThrow(/Only Maria can/);
    expect(await schedules.change(maria, (store) => store.resume(schedule.number))).toMatchObject({ state: 'active' });
  });

  it('tell what their last firing that was done had sent', async () => {
    const schedule = await schedules.keep(maria);
    expect(await readerOf(maria).asking(schedule.id)).toEqual({ rule: schedule.rule, lastSent: undefined });
    await schedules.due(schedule);
    await schedules.fire();
    const [run] = await schedules.runs(schedule);
    const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: 'sent' });
    await world.sql("update effects set run_id = $2, state = 'approved' where id = $1", [effect, run?.id]);
    expect(await readerOf(maria).asking(schedule.id)).toEqual({ rule: schedule.rule, lastSent: undefined });
    await world.sql("update effects set state = 'sending' where id = $1", [effect]);
    await world.sql("update effects set state = 'done', settled_at = now() where id = $1", [effect]);
    expect(await readerOf(maria).asking(schedule.id)).toMatchObject({ lastSent: { name: 'sent' } });
  });
});
