import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/index.ts';
import { expireLapsed } from '../../../src/services/index.ts';
import { type AcceptedRun, startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let jonas: Principal;
let count = 0;
const box = (more: object = {}) => ({ project: 'aurora/shop', name: `box ${++count}`, ...more });

beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
  jonas = await world.principal(await world.person('Jonas *the* 2nd', ['developer']));
});
beforeEach(() => world.depot.reset());
afterAll(() => world.close());

const accept = (principal: Principal, input: object): Promise<AcceptedRun> =>
  world.accept(principal, world.addBox, input);
const countOf = async (run: string): Promise<number> =>
  (await world.sql('select 1 from effects where run_id = $1 and parent_id is null', [run])).length;

describe('a plan', () => {
  it('does nothing yet', async () => {
    const { effect } = await world.ask(maria, world.shipOrder, box());
    expect(await world.effect(effect)).toMatchObject({ state: 'awaiting', parts: ['planned', 'planned', 'planned'] });
    expect(world.depot.log).toEqual([]);
  });

  it('of the same step is one effect, also at once', async () => {
    const run = await accept(maria, box());
    const input = box();
    const plans = Array.from({ length: 8 }, () => world.plan(maria, run.id, world.shipOrder, input));
    const effects = new Set(await Promise.all(plans));
    expect([effects.size, await countOf(run.id)]).toEqual([1, 1]);
    expect((await world.effect([...effects].join())).parts).toHaveLength(3);
  });

  it('of the same step is the same effect, even when the world has changed', async () => {
    const run = await accept(maria, box());
    const first = await world.plan(maria, run.id, world.addBox, box());
    expect(await world.plan(maria, run.id, world.addBox, box())).toBe(first);
  });

  it('for the same thing with the same details is the open request', async () => {
    const input = box();
    const [a, b] = [await accept(maria, input), await accept(jonas, input)];
    const first = await world.plan(maria, a.id, world.addBox, input);
    expect(await world.plan(jonas, b.id, world.addBox, input)).toBe(first);
    const cards = await world.sql('select 1 from messages where starts_with(key, $1)', [`effect:${first}:card:`]);
    expect(cards).toHaveLength(2);
  });

  it('for the same thing with other details is refused, with a link to the open request', async () => {
    const input = box();
    const [a, b] = [await accept(jonas, input), await accept(maria, input)];
    const first = await world.plan(jonas, a.id, world.addBox, input);
    await expect(world.plan(maria, b.id, world.addBox, { ...input, note: 'fragile' })).rejects.toMatchObject({
      code: 'effect.already-open',
      message: expect.stringContaining(`https://adjutant.example.org/console/approvals/${first}`),
    });
    expect(await countOf(b.id)).toBe(0);
  });

  it('of two who ask for the same thing at once is one', async () => {
    const input = box();
    const [a, b] = [await accept(maria, input), await accept(jonas, input)];
    const both = await Promise.all([
      world.plan(maria, a.id, world.addBox, input),
      world.plan(jonas, b.id, world.addBox, input),
    ]);
    expect(new Set(both).size).toBe(1);
  });

  it('may be made again after it was done, and says so', async () => {
    const input = box();
    const { effect } = await world.ask(maria, world.addBox, input);
    await world.decide(maria, effect, 'approve');
    await world.send(effect);
    const again = await world.ask(maria, world.addBox, input);
    expect(again.effect).not.toBe(effect);
    const [card] = await world.sql<{ markdown: string }>(
      "select content->>'markdown' as markdown from messages where starts_with(key, $1)",
      [`effect:${again.effect}:card:`],
    );
    expect(card?.markdown).toContain('The same was [done before](');
  });

  it.each<['reject' | 'expire']>([['reject'], ['expire']])('may be made again after %s', async (end) => {
    const input = box();
    const { effect } = await world.ask(maria, world.addBox, input);
    if (end === 'reject') await world.decide(maria, effect, 'reject');
    else {
      await world.sql("update effects set decide_by = now() - interval '1 second' where id = $1", [effect]);
      await expireLapsed(world.services.database, world.services.ledger, world.services.log);
    }
    expect((await world.ask(maria, world.addBox, input)).effect).not.toBe(effect);
  });

  it('is the same thing in its own tenant only', async () => {
    const input = box();
    const { effect } = await world.ask(maria, world.addBox, input);
    const ola = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    const run = await accept(ola, input);
    expect(await world.plan(ola, run.id, world.addBox, input)).not.toBe(effect);
  });

  it('needs a run', async () => {
    await expect(world.plan(maria, '', world.addBox, box())).rejects.toMatchObject({ code: 'internal' });
  });

  it('makes a card from the input and its preview', async () => {
    const { effect } = await world.ask(jonas, world.addBox, { project: 'aurora/shop', name: 'tea' });
    const [row] = await world.sql<{ content: object }>('select content from messages where starts_with(key, $1)', [
      `effect:${effect}:card:`,
    ]);
    const text = JSON.stringify(row?.content, undefined, 2)
      .replaceAll(effect, '<effect>')
      .replaceAll((await world.effect(effect)).hash, '<hash>')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, '<moment>')
      .replace(/Run \d+/, 'Run <number>');
    const card: unknown = JSON.parse(text);
    expect(card).toMatchObject({
      tone: 'question',
      markdown: expect.stringMatching(/^Add the box tea\?/),
      facts: { Name: 'tea', 'Asked by': expect.stringContaining('Jonas'), 'Decide until': '<moment>' },
      diff: '+tea',
      links: [{ url: 'https://adjutant.example.org/console/approvals/<effect>' }],
      actions: [
        { verdict: 'approve', effect: '<effect>', hash: '<hash>' },
        { verdict: 'reject', effect: '<effect>', hash: '<hash>', asksReason: true },
        { verdict: 'withdraw', effect: '<effect>', hash: '<hash>' },
      ],
      footnote: 'Run <number>',
    });
  });
});

describe('expiry', () => {
  it('ends what nobody decided in time, of all tenants, and nothing else', async () => {
    const ola = await world.principal(await world.person('Ola', ['admin'], world.other), world.other);
    const run = await accept(ola, box());
    const foreign = await world.plan(ola, run.id, world.addBox, box());
    const late = await world.ask(maria, world.addBox, box());
    const inTime = await world.ask(maria, world.addBox, box());
    const approved = await world.ask(maria, world.addBox, box());
    await world.decide(maria, approved.effect, 'approve');
    await world.sql("update effects set decide_by = now() - interval '1 second' where id = any ($1)", [
      [foreign, late.effect, approved.effect],
    ]);
    const { database, ledger, log } = world.services;
    expect(await expireLapsed(database, ledger, log)).toBe(2);
    expect(await expireLapsed(database, ledger, log)).toBe(0);
    const states = [foreign, late.effect, inTime.effect, approved.effect].map((id) => world.effect(id));
    expect((await Promise.all(states)).map(({ state }) => state)).toEqual([
      'expired',
      'expired',
      'awaiting',
      'approved',
    ]);
  });
});
