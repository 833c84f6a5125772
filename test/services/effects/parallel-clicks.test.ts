import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, Verdict } from '../../../src/core/index.ts';
import { startWorld, type World } from '../world.ts';

/** So many requests; 500 in the long run. */
const requests = Number(process.env.PARALLEL_APPROVALS ?? 25);
const clicksEach = 20;
const verdicts: readonly Verdict[] = ['approve', 'approve', 'reject', 'withdraw'];

let world: World;
let maria: Principal;
let clickers: Principal[];
beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  clickers = await Promise.all(
    Array.from({ length: 9 }, async (_, index) => world.principal(await world.person(`P${index}`, ['developer']))),
  );
});
afterAll(() => world.close());

/** Nine colleagues and who asked, each of whom clicks twice, at once. */
function clicksOn(effect: string, hash: string, seed: number): Promise<string>[] {
  const people = [maria, ...clickers];
  return Array.from({ length: clicksEach }, (_, index) => {
    const principal = people[(index + seed) % people.length] ?? maria;
    return world.decide(principal, effect, verdicts[(index + seed) % verdicts.length] ?? 'approve', hash);
  });
}

describe(`${requests} requests with ${clicksEach} clicks at once`, () => {
  it('are decided exactly once each, and done as they were decided', { timeout: 1_800_000 }, async () => {
    let done = 0;
    for (let seed = 0; seed < requests; seed += 1) {
      const { effect } = await world.ask(maria, world.addBox, { project: 'aurora/shop', name: `n${seed}` });
      const { hash } = await world.effect(effect);
      const results = await Promise.allSettled(clicksOn(effect, hash, seed));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const each of results) {
        if (each.status === 'rejected')
          expect(each.reason).toMatchObject({ code: expect.stringMatching(/^(effect.not-open|permission.denied)$/) });
      }
      const decisions = await world.sql<{ verdict: Verdict }>('select verdict from decisions where effect_id = $1', [
        effect,
      ]);
      expect(decisions).toHaveLength(1);
      await Promise.all([world.send(effect), world.send(effect), world.send(effect)]);
      const isApproved = decisions[0]?.verdict === 'approve';
      if (isApproved) done += 1;
      const { state } = await world.effect(effect);
      expect(state).toBe(
        { approve: 'done', reject: 'rejected', withdraw: 'withdrawn' }[decisions[0]?.verdict as 'approve'],
      );
    }
    expect(world.depot.things.size).toBe(done);
    expect(world.depot.log.filter((line) => line.startsWith('add'))).toHaveLength(done);
    expect(done).toBeGreaterThan(0);
  });
});
