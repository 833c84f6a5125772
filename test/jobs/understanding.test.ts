import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AppError,
  type ModelReply,
  type ModelRequest,
  type ModelVendor,
  type Principal,
} from '../../src/core/index.ts';
import { type JobsWorld, startJobsWorld } from './world.ts';

let world: JobsWorld;
let maria: Principal;
const asked: ModelRequest[] = [];
const script: (() => Partial<ModelReply>)[] = [];

/** It says something else each time: whoever asks twice is found out. */
const model: ModelVendor = {
  name: 'test-model',
  async ask(request) {
    asked.push(request);
    const next = script.shift()?.() ?? { text: `Answer ${asked.length}.` };
    return { text: '', calls: [], tokensIn: 1, tokensOut: 1, ...next };
  },
};
beforeAll(async () => {
  world = await startJobsWorld({ model });
  maria = await world.principal(await world.person('Maria', ['manager']));
});
beforeEach(async () => {
  asked.length = 0;
  script.length = 0;
  world.depot.reset();
  await world.rung();
});
afterAll(() => world.close());

const toolOf = (name: string): string => name.replaceAll('.', '_');
const calling = (name: string, input: object) => () => ({ calls: [{ id: 'a', tool: toolOf(name), input }] });

/** A run that was asked for in words, as the intake writes it. */
async function acceptWords(words: string) {
  const accepted = await world.accept(maria, world.listBoxes, {});
  const tools = [world.listBoxes.name, world.addBox.name];
  const request = { calls: [], words, ask: { words, tools, rounds: [], isOver: false } };
  await world.sql('update runs set request = $2 where id = $1', [accepted.id, JSON.stringify(request)]);
  return accepted;
}
const leaseIsOver = (conversation: string): Promise<unknown> =>
  world.sql("update conversations set lease_until = now() - interval '1 second' where id = $1", [conversation]);

/** The process ends there, once. */
function crashOnce(): () => Promise<void> {
  let isFirst = true;
  return async () => {
    if (!isFirst) return;
    isFirst = false;
    throw new AppError('lease.lost', 'crashed');
  };
}
async function factsOf(id: string) {
  const [run] = await world.sql<{ state: string; request: { calls: unknown[]; ask: { rounds: number[] } } }>(
    'select state, request from runs where id = $1',
    [id],
  );
  const effects = await world.sql('select 1 from effects where run_id = $1', [id]);
  const audit = await world.sql<{ capability: string }>(
    "select capability from audit_rows where run_id = $1 and action = 'asked' order by position",
    [id],
  );
  return {
    state: run?.state,
    calls: run?.request.calls.length,
    rounds: run?.request.ask.rounds,
    effects: effects.length,
    audit: audit.map(({ capability }) => capability),
  };
}

describe('a run in free words', () => {
  it('makes its calls, and tells the model what they came to', async () => {
    script.push(calling(world.listBoxes.name, {}));
    const { id } = await acceptWords('which boxes are there');
    await world.answerBells();
    expect(await factsOf(id)).toMatchObject({ state: 'done', calls: 2, rounds: [1, 1] });
    expect(asked[1]?.messages.at(-1)?.text).toContain('"names":[]');
  });

  it.each<[string, 'whenAnswered' | 'whenCalled']>([
    ['between the model’s answer and its adoption', 'whenAnswered'],
    ['between the adoption and the call', 'whenCalled'],
  ])('whose worker dies %s asks nothing again, and plans one effect', async (_when, hook) => {
    const box = { project: 'aurora/shop', name: `box of ${hook}` };
    script.push(calling(world.addBox.name, box), calling(world.addBox.name, { ...box, name: 'another' }));
    const { id, conversation } = await acceptWords('another box please');
    const crash = crashOnce();
    await world.worker({ [hook]: crash })(world.tenant, conversation);
    expect((await factsOf(id)).state).toBe('running');
    await leaseIsOver(conversation);
    await world.worker({ [hook]: crash })(world.tenant, conversation);
    expect(await factsOf(id)).toEqual({
      state: 'waiting',
      calls: 1,
      rounds: [1],
      effects: 1,
      audit: ['orchestrator.ask', world.addBox.name],
    });
    expect(asked).toHaveLength(1);
    expect(world.depot.log).toEqual([]);
  });

  it('which another worker took over writes nothing more into it', async () => {
    const { promise: otherIsDone, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    script.push(calling(world.listBoxes.name, {}));
    const { id, conversation } = await acceptWords('which boxes, slowly');
    const slow = world.worker({
      whenAnswered: async () => {
        begin();
        await otherIsDone;
      },
    })(world.tenant, conversation);
    await begun;
    await leaseIsOver(conversation);
    await world.worker()(world.tenant, conversation);
    const ended = await factsOf(id);
    goOn();
    await slow;
    expect(ended).toMatchObject({ state: 'done', calls: 2 });
    expect(await factsOf(id)).toEqual(ended);
  });
});
