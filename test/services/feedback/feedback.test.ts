import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { rateByClick } from '../../../src/services/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let priya: Principal;
let elena: Principal;
beforeAll(async () => {
  world = await startWorld();
  const person = async (name: string, role: 'manager' | 'developer' | 'viewer' | 'admin', tenant = world.tenant) =>
    world.principal(await world.person(name, [role], tenant), tenant);
  [maria, jonas, priya] = await Promise.all([
    person('Maria', 'manager'),
    person('Jonas', 'developer'),
    person('Priya', 'viewer'),
  ]);
  elena = await person('Elena', 'admin', world.other);
});
afterAll(() => world.close());

/** A run of Priya's that is over, and that was about the project. */
async function ended(owner = priya): Promise<{ id: string; number: number }> {
  const { id, number } = await world.accept(owner, world.listBoxes, {});
  const request = { calls: [{ capability: 'depot.list-boxes', input: { project: 'aurora/shop' } }] };
  await world.sql("update runs set state = 'done', finished_at = now(), request = $2 where id = $1", [
    id,
    JSON.stringify(request),
  ]);
  return { id, number };
}
const rate = (principal: Principal, run: { id: string } | { number: number }, rating: 'good' | 'bad', comment = '') =>
  world.services.database.withTenant(principal.tenant, (tx) =>
    rateByClick(tx, principal, { run, rating, comment, correlation: 'click' }),
  );

describe('feedback', () => {
  it('is read with its counts, and the reader’s own', async () => {
    const run = await ended();
    await rate(priya, { id: run.id }, 'bad', ' Too long ');
    await rate(maria, { number: run.number }, 'good');
    const { feedback } = world.services;
    expect(await feedback.ofRun(priya, run.id)).toEqual({
      good: 1,
      bad: 1,
      own: { rating: 'bad', comment: 'Too long' },
    });
    expect(await feedback.ofRun(jonas, run.id)).toEqual({ good: 1, bad: 1, own: undefined });
    expect(await feedback.shares(maria)).toEqual([{ capability: 'depot.list-boxes', good: 1, bad: 1 }]);
    expect(await feedback.latest(maria, 1)).toMatchObject([{ run: run.number, person: 'Maria', rating: 'good' }]);
  });

  it('is shown to nobody who may not see the run', async () => {
    const run = await ended(maria);
    await rate(maria, { id: run.id }, 'good');
    const { feedback } = world.services;
    expect(await feedback.ofRun(priya, run.id)).toMatchObject({ good: 0, bad: 0 });
    expect((await feedback.latest(priya, 50)).map((entry) => entry.run)).not.toContain(run.number);
    expect(await feedback.latest(elena, 50)).toEqual([]);
    expect(await feedback.shares(elena)).toEqual([]);
  });

  it('is not taken from another organisation, nor for what is no run', async () => {
    const run = await ended();
    await expect(rate(elena, { id: run.id }, 'good')).rejects.toMatchObject({ code: 'run.unknown' });
    await expect(rate(maria, { id: "' or 1=1" }, 'good')).rejects.toMatchObject({ code: 'run.unknown' });
  });

  it('is not taken from who holds no role for it', async () => {
    const run = await ended();
    await expect(rate({ ...priya, roles: [] }, { id: run.id }, 'good')).rejects.toMatchObject({
      code: 'permission.denied',
    });
  });

  it('is kept once for two clicks at the same moment', async () => {
    const run = await ended();
    await Promise.all([rate(priya, { id: run.id }, 'good'), rate(priya, { id: run.id }, 'good')]);
    expect(await world.services.feedback.ofRun(priya, run.id)).toMatchObject({ good: 1, bad: 0 });
  });

  it('is on record with its run', async () => {
    const run = await ended();
    await rate(priya, { id: run.id }, 'good');
    const [row] = await world.sql<{ capability: string; outcome: string }>(
      'select capability, outcome from audit_rows where run_id = $1',
      [run.id],
    );
    expect(row).toEqual({ capability: 'orchestrator.rate-answer', outcome: 'done' });
  });
});
