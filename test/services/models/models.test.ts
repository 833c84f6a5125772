import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AppError,
  type ModelReply,
  type ModelRequest,
  type ModelVendor,
  type Principal,
} from '../../../src/core/index.ts';
import { createModels } from '../../../src/services/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
let maria: Principal;
let run: string;
beforeAll(async () => {
  world = await startWorld();
  maria = await world.principal(await world.person('Maria', ['manager']));
});
beforeEach(async () => {
  run = (await world.accept(maria, world.listBoxes, {})).id;
  await world.sql('delete from model_calls');
});
afterAll(() => world.close());

const never = new AbortController().signal;
const reply = (text: string): ModelReply => ({ text, calls: [], tokensIn: 12, tokensOut: 3 });
const asks = (words: string): ModelRequest => ({
  prompt: { name: 'test', version: 2, text: 'You are tested.' },
  messages: [{ from: 'asker', text: words }],
  tools: [],
});

/** A model that says what it is told to, and remembers what it was asked. */
function speaking(...replies: (ModelReply | Error)[]) {
  const asked: ModelRequest[] = [];
  const vendor: ModelVendor = {
    name: 'test-model',
    async ask(request) {
      asked.push(request);
      const next = replies.shift();
      if (!next) throw new Error('it has nothing more to say');
      if (next instanceof Error) throw next;
      return next;
    },
  };
  const models = createModels(world.services.database, vendor);
  const modelOf = (step = 'call-0', principal = maria, of: string | null = run) =>
    models.modelFor({ principal, run: of ?? undefined, step, signal: never });
  return { asked, modelOf };
}
const rows = () =>
  world.sql<Record<string, unknown>>(
    'select run_id, step, prompt, prompt_version, model, tokens_in, tokens_out, outcome from model_calls order by at',
  );

describe('the gateway to the model', () => {
  it('puts each call on record, with what it took and no word of it', async () => {
    const { modelOf } = speaking(reply('Hello.'));
    expect(await modelOf().ask(asks('hi'))).toEqual({ text: 'Hello.', calls: [] });
    expect(await rows()).toEqual([
      {
        run_id: run,
        step: 'call-0',
        prompt: 'test',
        prompt_version: 2,
        model: 'test-model',
        tokens_in: 12,
        tokens_out: 3,
        outcome: 'done',
      },
    ]);
  });

  it('records how a call failed', async () => {
    const { modelOf } = speaking(new AppError('upstream.rate-limited', 'wait'), new Error('broken'));
    await expect(modelOf().ask(asks('hi'))).rejects.toThrow('wait');
    await expect(modelOf().ask(asks('hi'))).rejects.toThrow('broken');
    expect((await rows()).map(({ outcome }) => outcome)).toEqual(['upstream.rate-limited', 'internal']);
  });

  it('asks the same in one step once, and anything else anew', async () => {
    const { asked, modelOf } = speaking(reply('one'), reply('other words'), reply('other step'), reply('other prompt'));
    const texts: string[] = [];
    const newer = { ...asks('hi'), prompt: { ...asks('hi').prompt, version: 3 } };
    for (const [step, request] of [
      ['call-0', asks('hi')],
      ['call-0', asks('hi')],
      ['call-0', asks('ho')],
      ['call-1', asks('hi')],
      ['call-0', newer],
      ['call-0', asks('hi')],
    ] as const)
      texts.push((await modelOf(step).ask(request)).text);
    expect(texts).toEqual(['one', 'one', 'other words', 'other step', 'other prompt', 'one']);
    expect(asked).toHaveLength(4);
  });

  it('keeps the first of two answers that came side by side', async () => {
    const { modelOf } = speaking(reply('first'), reply('second'));
    const both = await Promise.all([modelOf().ask(asks('hi')), modelOf().ask(asks('hi'))]);
    expect(new Set(both.map(({ text }) => text)).size).toBe(1);
  });

  it('keeps nothing where there is no run to keep it with', async () => {
    const { asked, modelOf } = speaking(reply('one'), reply('two'));
    const model = modelOf('call-0', maria, null);
    expect([(await model.ask(asks('hi'))).text, (await model.ask(asks('hi'))).text]).toEqual(['one', 'two']);
    expect(asked).toHaveLength(2);
  });

  it('says no secret to it, whoever wrote it', async () => {
    const { asked, modelOf } = speaking(reply('ok'));
    await modelOf().ask({
      ...asks('my token=glpat-abcdefgh12345 is new'),
      messages: [
        { from: 'asker', text: 'use password: hunter2 please' },
        { from: 'model', text: 'reading', calls: [{ id: 'a', tool: 'read', input: {} }] },
        { from: 'tool', call: 'a', text: '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----' },
      ],
    });
    const said = JSON.stringify(asked);
    expect(said).toContain('[hidden]');
    for (const secret of ['hunter2', 'MIIE']) expect(said).not.toContain(secret);
  });

  it('shows no tenant what another asked', async () => {
    const other = await world.principal(await world.person('Olga', ['manager'], world.other), world.other);
    const { modelOf } = speaking(reply('mine'));
    await modelOf().ask(asks('hi'));
    const seen = await world.services.database.withTenant(other.tenant, async (tx) => [
      ...(await tx.query('select 1 from model_calls')),
      ...(await tx.query('select 1 from model_answers')),
    ]);
    expect(seen).toEqual([]);
  });

  it('refuses what is more than it is given at once', async () => {
    const { asked, modelOf } = speaking();
    await expect(modelOf().ask(asks('x '.repeat(400_000)))).rejects.toThrow(/more than a model is given/);
    expect(asked).toEqual([]);
  });

  it('without a model says who can change that', async () => {
    const models = createModels(world.services.database, undefined);
    const model = models.modelFor({ principal: maria, run, step: 'call-0', signal: never });
    expect(models.isThere).toBe(false);
    await expect(model.ask(asks('hi'))).rejects.toThrow(/OPENAI_BASE_URL/);
  });
});
