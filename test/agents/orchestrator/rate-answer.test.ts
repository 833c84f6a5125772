import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/orchestrator/rate-answer.ts';
import { chatAddressOf } from '../../../src/chat-address.ts';
import type { AppError } from '../../../src/core/index.ts';
import { parse } from '../../../src/core/index.ts';
import { createStores } from '../../../src/services/stores.ts';
import { startWorld, type World } from '../../services/world.ts';
import { contextOf } from '../context.ts';

let world: World;
let number: number;
let run: string;
beforeAll(async () => {
  world = await startWorld();
  const owner = await world.principal(await world.person('Maria', ['developer']));
  const accepted = await world.accept(owner, world.addBox, { project: 'aurora/shop', name: 'tea' });
  await world.sql("update runs set state = 'done', finished_at = now() where id = $1", [accepted.id]);
  ({ number, id: run } = accepted);
});
afterAll(() => world.close());

/** As the gate does it: computed, then stored in the transaction of a step. */
async function rate(person: string, input: object) {
  const principal = await world.principal(person);
  const ctx = contextOf({ principal });
  const computed = await capability.compute(parse(capability.input, input), ctx);
  return world.services.database.withTenant(world.tenant, (tx) =>
    capability.store(computed, createStores(chatAddressOf)(tx, ctx)),
  );
}
const kept = () =>
  world.sql<{ rating: string; comment: string }>('select rating, comment from feedback where run_id = $1 order by at', [
    run,
  ]);

describe('orchestrator.rate-answer', () => {
  it('keeps one rating for a person and a run, the latest', async () => {
    const jonas = await world.person('Jonas', ['manager']);
    expect(await rate(jonas, { number, rating: 'bad', comment: 'Wrong dates' })).toEqual({ number, rating: 'bad' });
    await rate(jonas, { number, rating: 'bad' });
    expect(await kept()).toEqual([{ rating: 'bad', comment: 'Wrong dates' }]);
    await rate(jonas, { number, rating: 'good' });
    expect(await kept()).toEqual([{ rating: 'good', comment: '' }]);
  });

  it('refuses who may not see the run, and changes nothing', async () => {
    const before = await kept();
    const stranger = await world.person('Priya', ['viewer']);
    await expect(rate(stranger, { number, rating: 'good' })).rejects.toMatchObject({
      code: 'run.unknown',
      message: expect.stringContaining('you can rate your own'),
    });
    const manager = await world.person('Olu', ['manager']);
    await expect(rate(manager, { number: 2 ** 40, rating: 'good' })).rejects.toMatchObject({ code: 'run.unknown' });
    expect(await kept()).toEqual(before);
  });

  it('refuses a run that is still being worked on', async () => {
    const owner = await world.person('Elena', ['developer']);
    const open = await world.accept(await world.principal(owner), world.listBoxes, {});
    const refusal: AppError = await rate(owner, { number: open.number, rating: 'good' }).then(
      () => Promise.reject(new Error('was taken')),
      (error: AppError) => error,
    );
    expect(refusal.message).toBe(`Run ${open.number} has not answered yet. Rate it once it is done.`);
  });

  it.each([
    ['no number', { rating: 'good' }],
    ['another rating', { number: 1, rating: 'so so' }],
    ['a comment without end', { number: 1, rating: 'bad', comment: 'x '.repeat(5_000) }],
    ['a number below one', { number: 0, rating: 'good' }],
  ])('refuses %s', (_what, input) => {
    expect(() => parse(capability.input, input)).toThrow('Please check');
  });

  it.each<[string, Record<string, unknown>]>([
    ['1042 good', { number: 1042, rating: 'good', comment: '' }],
    ['run 1042 was bad: the dates are wrong', { number: 1042, rating: 'bad', comment: 'the dates are wrong' }],
    ['#7 👎', { number: 7, rating: 'bad', comment: '' }],
    ['1042 not helpful at all', { number: 1042, rating: 'bad', comment: 'at all' }],
    ['1042 sehr gut', { number: 1042, comment: 'sehr gut' }],
    ['', { comment: '' }],
  ])('reads “%s”', (words, raw) => {
    expect(capability.fromWords?.(words)).toEqual(raw);
  });

  it('says thank you', () => {
    expect(capability.present({ number: 1042, rating: 'good' })).toMatchInlineSnapshot(`
      {
        "markdown": "Thank you: the answer of run 1042 is rated **good**. Rate it again to change that; the latest rating stands.",
      }
    `);
    expect(capability.present({ number: 1042, rating: 'bad' })).toMatchInlineSnapshot(`
      {
        "markdown": "Thank you: the answer of run 1042 is rated **bad**. Rate it again to change that; the latest rating stands.",
      }
    `);
  });
});
