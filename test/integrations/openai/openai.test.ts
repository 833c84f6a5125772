import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppError, ModelTool } from '../../../src/core/index.ts';
import { freePort } from '../../../src/platform/free-port.ts';
import { type ModelWorld, requestOf, startModelWorld } from './world.ts';

let world: ModelWorld;
beforeAll(async () => {
  world = await startModelWorld();
});
afterEach(() => world.sandbox.reset());
afterAll(async () => {
  await world.close();
  expect(world.proxy.violations).toEqual([]);
  expect([...world.proxy.seen.keys()]).toContain('POST /chat/completions');
});

const never = new AbortController().signal;
const tool: ModelTool = {
  name: 'planning_make-plan',
  description: 'Makes a plan of a goal.',
  schema: { type: 'object', properties: { goal: { type: 'string' } }, required: ['goal'], additionalProperties: false },
};
const faultOf = (asked: Promise<unknown>): Promise<Pick<AppError, 'code' | 'message' | 'retryAfterMs'>> =>
  asked.then(
    () => {
      throw new Error('it was answered');
    },
    (error: AppError) => error,
  );

describe('the model', () => {
  it('answers in words', async () => {
    world.sandbox.script([{ text: 'Hello.' }]);
    const reply = await world.model().ask(requestOf('hi'), never);
    expect(reply).toMatchObject({ text: 'Hello.', calls: [] });
    expect(reply.tokensIn).toBeGreaterThan(0);
    expect(reply.tokensOut).toBeGreaterThan(0);
  });

  it('calls tools, and is told what they came to', async () => {
    world.sandbox.script([
      { when: 'launch', calls: [{ tool: tool.name, input: { goal: 'Launch' } }], times: 1 },
      { when: 'It is made', text: 'Done.' },
    ]);
    const request = requestOf('plan the launch', { tools: [tool], mustCall: tool.name });
    const { calls } = await world.model().ask(request, never);
    expect(calls).toEqual([{ id: expect.stringMatching(/^call_/), tool: tool.name, input: { goal: 'Launch' } }]);
    const next = await world.model().ask(
      {
        ...requestOf('', { tools: [tool] }),
        messages: [
          ...request.messages,
          { from: 'model', text: '', calls },
          { from: 'tool', call: calls[0]?.id ?? '', text: 'It is made.' },
        ],
      },
      never,
    );
    expect(next.text).toBe('Done.');
  });

  it('whose arguments are no JSON says so of that call, and keeps the others', async () => {
    world.sandbox.script([
      {
        calls: [
          { tool: tool.name, arguments: '{"goal": "Lau' },
          { tool: tool.name, input: { goal: 'b' } },
        ],
      },
    ]);
    const { calls } = await world.model().ask(requestOf('x', { tools: [tool] }), never);
    expect(calls).toEqual([
      { id: expect.any(String), tool: tool.name, input: { goal: 'b' } },
      { id: expect.any(String), tool: tool.name, input: {}, fault: expect.stringContaining('no JSON object') },
    ]);
  });

  it.each<[string, object, string, RegExp]>([
    ['asks to wait for long', { status: 429, retryAfterSeconds: 30 }, 'upstream.rate-limited', /asks to wait/],
    ['has an account that is used up', { status: 429, code: 'insufficient_quota' }, 'upstream.refused', /used up/],
    ['is away', { status: 503 }, 'upstream.unavailable', /not available/],
    ['is given too much', { status: 400, code: 'context_length_exceeded' }, 'input.too-large', /more than the model/],
    ['refuses', { status: 400 }, 'upstream.refused', /refused the request \(400\)/],
    ['says nothing', { text: '' }, 'upstream.refused', /cannot be read/],
    ['calls without end', { calls: Array.from({ length: 60 }, () => ({ tool: 'x' })) }, 'upstream.refused', /read/],
    ['answers with something else', { body: '{"choices": "none"}' }, 'upstream.refused', /cannot be read/],
    ['answers with no JSON', { body: '<html>' }, 'upstream.refused', /cannot be read/],
  ])('that %s is told in words', async (_how, answer, code, message) => {
    world.sandbox.script([answer]);
    const fault = await faultOf(world.model().ask(requestOf('hi'), never));
    expect([fault.code, fault.message]).toEqual([code, expect.stringMatching(message)]);
    // A fault of the script, and none of the client.
    if ('body' in answer) world.proxy.violations.length = 0;
  });

  it('says how long it asks to wait', async () => {
    world.sandbox.script([{ status: 429, retryAfterSeconds: 30 }]);
    expect((await faultOf(world.model().ask(requestOf('hi'), never))).retryAfterMs).toBe(30_000);
  });

  it('is asked again when it was away for a moment', async () => {
    world.sandbox.script([{ status: 503, times: 2 }, { text: 'Back.' }]);
    expect((await world.model().ask(requestOf('hi'), never)).text).toBe('Back.');
  });

  it('is asked no longer than its time', async () => {
    world.sandbox.script([{ delayMs: 5_000, text: 'late' }]);
    const fault = await faultOf(world.model({ timeoutMs: 50 }).ask(requestOf('hi'), never));
    expect(fault.code).toBe('upstream.unavailable');
  });

  it('that was away several times in a row is left alone for a moment', async () => {
    const model = world.model({ pauseMs: 60_000 });
    world.sandbox.script([{ status: 503 }]);
    for (let time = 0; time < 3; time += 1) await faultOf(model.ask(requestOf('hi'), never));
    const asked = world.sandbox.received().length;
    expect((await faultOf(model.ask(requestOf('hi'), never))).message).toMatch(/left alone/);
    expect(world.sandbox.received()).toHaveLength(asked);
  });

  it.each<[string, object, string, RegExp]>([
    ['another key', { key: 'sk-wrong-key-000' }, 'upstream.unauthorized', /OPENAI_API_KEY/],
    ['a model that is not there', { model: 'gpt-none' }, 'upstream.not-found', /gpt-none.*OPENAI_MODEL/],
  ])('with %s says who has to mend it', async (_what, settings, code, message) => {
    const fault = await faultOf(world.model(settings).ask(requestOf('hi'), never));
    expect([fault.code, fault.message]).toEqual([code, expect.stringMatching(message)]);
    expect(fault.message).not.toContain('sk-wrong-key-000');
  });

  it('that nobody hears at is told so', async () => {
    const fault = await faultOf(
      world.model({ url: `http://127.0.0.1:${await freePort()}/v1` }).ask(requestOf('hi'), never),
    );
    expect([fault.code, fault.message]).toEqual(['upstream.unavailable', expect.stringMatching(/cannot be reached/)]);
  });

  it('that sends us elsewhere is not followed', async () => {
    const visited: string[] = [];
    const server = createServer((request, response) => {
      visited.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    expect((await faultOf(world.model({ url }).ask(requestOf('hi'), never))).code).toBe('upstream.unavailable');
    expect(new Set(visited)).toEqual(new Set(['/v1/chat/completions']));
    server.close();
  });
});
