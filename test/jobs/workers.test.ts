import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type Capability, type FaultPoint, type Principal, type Probe } from '../../src/core/index.ts';
import { startSweeper } from '../../src/jobs/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { waitFor } from '../harness/wait-for.ts';
import { type JobsWorld, startJobsWorld } from './world.ts';

let world: JobsWorld;
let maria: Principal;
let count = 0;
const box = () => ({ project: 'aurora/shop', name: `box ${++count}` });

beforeAll(async () => {
  world = await startJobsWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
});
beforeEach(async () => {
  world.depot.reset();
  await world.rung();
});
afterAll(() => world.close());

interface RunFacts {
  state: string;
  attempts: number;
  outcome: { kind: string; output?: object; code?: string; message?: string } | null;
  waiting_for: string[] | null;
}
async function runOf(id: string): Promise<RunFacts> {
  const [run] = await world.sql<RunFacts>('select state, attempts, outcome, waiting_for from runs where id = $1', [id]);
  if (!run) throw new Error('there is no such run');
  return run;
}
const messagesOf = async (run: string): Promise<Record<string, string>> => {
  const rows = await world.sql<{ key: string; markdown: string }>(
    "select key, content->>'markdown' as markdown from messages where run_id = $1 order by position",
    [run],
  );
  return Object.fromEntries(rows.map(({ key, markdown }) => [key.split(':')[2] ?? '', markdown]));
};
/** A run of two calls side by side: a list of boxes, and another. */
async function acceptBoth(capability: Capability, input: object) {
  const accepted = await world.accept(maria, world.listBoxes, {});
  const list = { capability: world.listBoxes.name, input: {} };
  await world.sql('update runs set request = $2 where id = $1', [
    accepted.id,
    JSON.stringify({ calls: [list, { capability: capability.name, input }] }),
  ]);
  return accepted;
}
/** The process ends there: nothing that comes after it is written. */
const crashAt = (point: FaultPoint): Probe => ({
  reached(reached) {
    if (reached === point) throw new AppError('lease.lost', 'crashed');
  },
});
const leaseIsOver = (conversation: string): Promise<unknown> =>
  world.sql("update conversations set lease_until = now() - interval '1 second' where id = $1", [conversation]);

describe('a run', () => {
  it('is called and answered', async () => {
    const { id } = await world.accept(maria, world.listBoxes, {});
    await world.answerBells();
    expect(await runOf(id)).toMatchObject({ state: 'done', outcome: { kind: 'done', output: { names: [] } } });
    expect(await messagesOf(id)).toMatchObject({ answer: '0 boxes.', root: expect.stringMatching(/Done/) });
  });

  it('waits for its effect, and goes on when that is done', async () => {
    const { id } = await world.accept(maria, world.addBox, box());
    await world.answerBells();
    const { state, waiting_for } = await runOf(id);
    expect([state, world.depot.log]).toEqual(['waiting', []]);
    await world.decide(maria, waiting_for?.[0] ?? '', 'approve');
    await world.answerBells();
    expect(await runOf(id)).toMatchObject({ state: 'done', outcome: { kind: 'done' } });
    expect(world.depot.log).toEqual([`add box box ${count} do`]);
    expect((await messagesOf(id)).answer).toMatch(/There is a box of box \d+/);
  });

  it.each<['reject' | 'refuse', RegExp, string]>([
    ['reject', /Rejected by Maria/, 'effect.rejected'],
    ['refuse', /The depot says no/, 'effect.failed'],
  ])('ends with the reason when its effect is not done: %s', async (how, reason, code) => {
    const { id } = await world.accept(maria, world.addBox, box());
    await world.answerBells();
    const effect = (await runOf(id)).waiting_for?.[0] ?? '';
    if (how === 'refuse') world.depot.script.push('refuse');
    await world.decide(maria, effect, how === 'reject' ? 'reject' : 'approve');
    await world.answerBells();
    expect(await runOf(id)).toMatchObject({ state: 'done', outcome: { kind: 'refused', code } });
    expect((await messagesOf(id)).answer).toMatch(reason);
  });

  it('whose person has left is ended with words', async () => {
    const leaver = await world.person('Leaver', ['manager']);
    const { id } = await world.accept(await world.principal(leaver), world.listBoxes, {});
    await world.sql('update people set is_active = false where id = $1', [leaver]);
    await world.answerBells();
    expect(await runOf(id)).toMatchObject({
      state: 'failed',
      outcome: { kind: 'failed', message: expect.stringMatching(/does not know you/) },
    });
  });

  it('that lost its right meanwhile is refused', async () => {
    const person = await world.person('Mika', ['member']);
    const { id } = await world.accept(await world.principal(person), world.addBox, box());
    await world.sql("update people set roles = '{viewer}' where id = $1", [person]);
    await world.answerBells();
    expect(await runOf(id)).toMatchObject({ state: 'done', outcome: { kind: 'refused', code: 'permission.denied' } });
  });

  it('that breaks is tried again in its place, and then ended with its number', async () => {
    const { id, number, conversation } = await world.accept(maria, world.listBoxes, {}, { key: `broken ${++count}` });
    await world.sql(
      "create function fail() returns trigger language plpgsql as $$ begin raise exception 'no steps'; end $$",
    );
    await world.sql('create trigger fail before insert on steps for each row execute function fail()');
    const work = world.worker();
    for (let tries = 1; tries <= 4; tries += 1) {
      expect((await runOf(id)).state).toBe('queued');
      await work(world.tenant, conversation);
      await world.sql('update runs set not_before = now() where id = $1', [id]);
    }
    await world.sql('drop trigger fail on steps');
    await world.sql('drop function fail');
    expect(await runOf(id)).toMatchObject({ state: 'failed', attempts: 4 });
    expect((await messagesOf(id)).answer).toContain(`${number}`);
    expect((await messagesOf(id)).answer).not.toContain('no steps');
  });

  it('tells at once what is ready beside a call that waits, and the rest in the same place', async () => {
    const { id } = await acceptBoth(world.addBox, box());
    await world.answerBells();
    expect(await messagesOf(id)).toMatchObject({
      root: expect.stringContaining('Partly done; the rest waits'),
      answer: expect.stringMatching(/0 boxes\.[\s\S]*\*\*Add a box\*\* waits: \[approve it/),
    });
    await world.decide(maria, (await runOf(id)).waiting_for?.[0] ?? '', 'approve');
    await world.answerBells();
    const { answer, root } = await messagesOf(id);
    expect(answer).toMatch(/0 boxes\.[\s\S]*There is a box of box \d+/);
    expect(answer).not.toContain('waits');
    expect(root).toContain('Done.');
  });

  it('tells what is ready beside a call that is tried again, and keeps it when that is given up', async () => {
    const { id, number, conversation } = await acceptBoth(world.listBoxes, {});
    await world.sql(
      "create function fail() returns trigger language plpgsql as $$ begin raise exception 'no steps'; end $$",
    );
    await world.sql(
      "create trigger fail before insert on steps for each row when (new.step = 'call-1') execute function fail()",
    );
    const work = world.worker();
    const told: string[] = [];
    for (let tries = 1; tries <= 4; tries += 1) {
      await work(world.tenant, conversation);
      told.push((await messagesOf(id)).answer ?? '');
      await world.sql('update runs set not_before = now() where id = $1', [id]);
    }
    await world.sql('drop trigger fail on steps');
    await world.sql('drop function fail');
    expect(told[0]).toMatch(/0 boxes\.[\s\S]*is being worked on/);
    expect(told.slice(1, 3)).toEqual([told[0], told[0]]);
    expect(told[3]).toMatch(new RegExp(`0 boxes\\.[\\s\\S]*Something went wrong on our side[\\s\\S]*${number}`));
    expect(await messagesOf(id)).toMatchObject({
      root: expect.stringMatching(/^\*\*Maria\*\* asked: .* It ended in part\.$/),
    });
    expect(await runOf(id)).toMatchObject({ state: 'failed', attempts: 4 });
  });

  it('does not stop the one behind it when it fails', async () => {
    const key = `both ${++count}`;
    const leaver = await world.person('Leaver', ['manager']);
    const first = await world.accept(await world.principal(leaver), world.listBoxes, {}, { key });
    const second = await world.accept(maria, world.listBoxes, {}, { key });
    await world.sql('update people set is_active = false where id = $1', [leaver]);
    await world.answerBells();
    expect([(await runOf(first.id)).state, (await runOf(second.id)).state]).toEqual(['failed', 'done']);
  });
});

describe('a worker that dies', () => {
  it.each<[FaultPoint, string]>([
    ['run.checkpointed', 'after the checkpoint'],
    ['run.answered', 'after the answer'],
  ])('at %s (%s) is taken over, and a read is answered once', async (point) => {
    const { id, conversation } = await world.accept(maria, world.listBoxes, {});
    await world.worker({ probe: crashAt(point) })(world.tenant, conversation);
    const work = world.worker();
    await work(world.tenant, conversation);
    await leaseIsOver(conversation);
    await work(world.tenant, conversation);
    expect((await runOf(id)).state).toBe('done');
    expect(Object.keys(await messagesOf(id)).sort()).toEqual(['answer', 'root']);
    expect(await world.sql("select 1 from audit_rows where run_id = $1 and action = 'asked'", [id])).toHaveLength(1);
  });

  it('between the plan and the park is taken over, with one effect', async () => {
    const { id, conversation } = await world.accept(maria, world.addBox, box());
    await world.worker({ probe: crashAt('run.checkpointed') })(world.tenant, conversation);
    expect((await runOf(id)).state).toBe('running');
    await leaseIsOver(conversation);
    await world.worker()(world.tenant, conversation);
    expect((await runOf(id)).state).toBe('waiting');
    expect(await world.sql('select 1 from effects where run_id = $1', [id])).toHaveLength(1);
  });

  it('while its effect was settled is taken over, and the run goes on', async () => {
    const { id, conversation } = await world.accept(maria, world.addBox, box());
    await world.worker({ probe: crashAt('run.checkpointed') })(world.tenant, conversation);
    const [effect] = await world.sql<{ id: string }>('select id from effects where run_id = $1', [id]);
    await world.decide(maria, effect?.id ?? '', 'approve');
    await world.send(effect?.id ?? '');
    await leaseIsOver(conversation);
    await world.worker()(world.tenant, conversation);
    expect(await runOf(id)).toMatchObject({ state: 'done', outcome: { kind: 'done' } });
  });

  it('slowly, after another took over, changes nothing', async () => {
    const { id, conversation } = await world.accept(maria, world.listBoxes, {});
    const { promise: otherIsDone, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const dying = world.worker({
      whenCalled: async () => {
        begin();
        await otherIsDone;
      },
    })(world.tenant, conversation);
    await begun;
    await leaseIsOver(conversation);
    await world.worker()(world.tenant, conversation);
    const ended = await runOf(id);
    goOn();
    await dying;
    expect(ended.state).toBe('done');
    expect(await runOf(id)).toEqual(ended);
  });
});

describe('the sweeper', () => {
  it('finds what nobody rang for, and nothing that is held or was just rung', async () => {
    const lost = await world.accept(maria, world.listBoxes, {});
    const held = await world.accept(maria, world.listBoxes, {});
    const { effect } = await world.ask(maria, world.addBox, box());
    await world.decide(maria, effect, 'approve');
    await world.begin(held.conversation);
    await world.rung();
    const rung: string[] = [];
    const sweeper = startSweeper({
      database: world.services.database,
      bell: { ring: ({ kind, id }) => void rung.push(`${kind} ${id}`) },
      log: createLog('silent'),
      everySeconds: 60,
      pauseSeconds: 0,
      chores: [async () => rung.push('chore')],
    });
    await waitFor('the first round', () => rung.includes('chore'));
    await sweeper.stop();
    expect(rung).toContain(`conversation ${lost.conversation}`);
    expect(rung).toContain(`effect ${effect}`);
    expect(rung).not.toContain(`conversation ${held.conversation}`);
    expect(rung.some((each) => each.startsWith('message '))).toBe(true);
    const again = await world.services.database.across("select id from due_effects(100, interval '1 minute')");
    expect(again).toEqual([]);
  });

  it('brings everything to its end, though every bell was lost', async () => {
    const input = box();
    const { id } = await world.accept(maria, world.addBox, input);
    const answers: Promise<void>[] = [];
    const sweeper = startSweeper({
      database: world.services.database,
      bell: { ring: (ring) => void answers.push(world.answer(ring)) },
      log: createLog('silent'),
      everySeconds: 0.05,
      pauseSeconds: 0,
      chores: [],
    });
    const effect = await waitFor('the run that waits', async () => (await runOf(id)).waiting_for?.[0]);
    await waitFor('it to be put away', async () => (await runOf(id)).state === 'waiting');
    await world.decide(maria, effect, 'approve');
    await waitFor('the end', async () => (await runOf(id)).state === 'done');
    await sweeper.stop();
    await Promise.all(answers);
    expect(world.depot.log.filter((line) => line.includes(input.name))).toEqual([`add box ${input.name} do`]);
  });

  it('goes on after a round that failed', async () => {
    let rounds = 0;
    const sweeper = startSweeper({
      database: world.services.database,
      bell: { ring: () => undefined },
      log: createLog('silent'),
      everySeconds: 0.02,
      pauseSeconds: 60,
      chores: [
        async () => {
          rounds += 1;
          throw new Error('ours');
        },
      ],
    });
    await waitFor('three rounds', () => rounds >= 3);
    await sweeper.stop();
    const after = rounds;
    await world.services.database.isReachable();
    expect(rounds).toBe(after);
  });
});
