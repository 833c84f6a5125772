import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { decide, jonas, maria, tokenFor } from '../../mcp/people.ts';
import { call } from './calling.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { CALL_PATIENCE_SECONDS: '60' } });
});
afterAll(() => world.close());

const replacement = (text: string) => ({ project: 'aurora/adjutant', find: 'tea', replace: text, paths: 'README.md' });
const countRuns = async (): Promise<number> =>
  (await world.application.services.runs.recent(await jonas(world), 1_000)).length;

describe('a capability that only looks', () => {
  it('is answered at once, for a program and for a person, and on record', async () => {
    const { status, headers, body } = await call(world, '/v1/identity/who-am-i');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toMatchObject({ status: 'done', output: { door: 'rest', roles: ['developer'] } });
    expect(body.text).toContain('aurora/adjutant');
    const { tenant } = await jonas(world);
    const [row] = await world.application.services.database.withTenant(tenant, (tx) =>
      tx.query('select outcome, door from audit_rows order by position desc limit 1'),
    );
    expect(row).toEqual({ outcome: 'done', door: 'rest' });
  });

  it('takes the short name of an agent', async () => {
    expect((await call(world, '/v1/plan/list-plans')).status).toBe(200);
  });
});

describe('a greeting', () => {
  it.each(['hello', 'Thanks!', 'what can you do?'])('is answered with what can be said: %j', async (request) => {
    const { status, body } = await call(world, '/v1/orchestrator/ask', { request });
    expect([status, body.status]).toEqual([200, 'done']);
    expect(body.text).toMatch(/Hello Jonas Weber[\s\S]*“plan /);
  });

  it('with a request behind it is the request', async () => {
    const { body } = await call(world, '/v1/orchestrator/ask', { request: 'hello, list all plans please' });
    expect(body).toMatchObject({ status: 'done', output: { plans: expect.any(Array) } });
  });
});

describe('a change of what is kept', () => {
  it('is a run that is done within the call, with its pictures when they are asked for', async () => {
    const fields = { goal: 'launch the website', title: 'Website' };
    const { status, headers, body } = await call(world, '/v1/planning/make-plan?pictures=png', fields);
    expect(body).toMatchObject({ status: 'done', url: `${world.url}/v1/runs/${body.run}` });
    expect([status, headers.get('location')]).toEqual([200, `/v1/runs/${body.run}`]);
    const [picture] = body.pictures as { title: string; alt: string; png: string }[];
    expect(
      Buffer.from(picture?.png ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const later = await call(world, `/v1/runs/${body.run}`, undefined, { method: 'GET' });
    expect(later.body).toMatchObject({ status: 'done', output: body.output as object });
    expect((later.body.pictures as { png?: string }[])[0]).not.toHaveProperty('png');
  });

  it('that is refused when it is worked on is a problem that names its run', async () => {
    const { status, headers, body } = await call(world, '/v1/planning/change-plan', {
      plan: 999,
      changes: 'add Testing',
    });
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({ status, run: expect.any(Number), url: expect.stringContaining('/v1/runs/') });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('a change outside', () => {
  it('waits for a person, and is seen to its end at its address', async () => {
    const asked = await call(world, '/v1/coding/replace-text', replacement('coffee'));
    expect(asked.body).toMatchObject({
      status: 'pending',
      approveAt: expect.stringContaining(`${world.url}/console/`),
    });
    expect([asked.status, asked.headers.get('location')]).toEqual([202, `/v1/runs/${asked.body.run}`]);
    const run = Number(asked.body.run);
    await decide(world, await jonas(world), run, 'approve');
    const ended = await waitFor('the merge request', async () => {
      const { body } = await call(world, `/v1/runs/${run}`, undefined, {
        method: 'GET',
        headers: { prefer: 'wait=5' },
      });
      return body.status === 'done' ? body : undefined;
    });
    expect(ended.output).toMatchObject({ url: expect.stringContaining('/merge_requests/') });
  });

  it('is one run however often the same request with the same key comes', async () => {
    const before = await countRuns();
    const headers = { 'idempotency-key': 'once' };
    const same = () => call(world, '/v1/coding/replace-text', replacement('cocoa'), { headers });
    const answers = [...(await Promise.all([same(), same()])), await same()];
    expect(new Set(answers.map(({ body }) => body.run)).size).toBe(1);
    expect(await countRuns()).toBe(before + 1);
  });

  it('goes on when the caller does not wait', async () => {
    const { status, headers, body } = await call(world, '/v1/coding/replace-text', replacement('milk'), {
      headers: { prefer: 'respond-async, wait=0' },
    });
    expect([status, headers.get('preference-applied')]).toEqual([202, 'wait=0']);
    expect(['running', 'pending']).toContain(body.status);
    const other = await call(world, '/v1/coding/replace-text', replacement('cream'), {
      headers: { prefer: 'respond-async' },
    });
    expect([other.status, other.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
  });
});

describe('several requests in words', () => {
  it('are handed on to the agents that they name', async () => {
    const request = 'plan build the shop; then risk the vendor may go bankrupt';
    const { status, body } = await call(world, '/v1/orchestrator/ask', { request });
    expect([status, body.status]).toEqual([200, 'done']);
    expect((body.output as { calls: object[] }).calls).toHaveLength(2);
  });
});

describe('what cannot be', () => {
  const problem = expect.objectContaining({
    type: expect.stringMatching(/^urn:adjutant:error:/),
    title: expect.any(String),
    detail: expect.any(String),
    correlation: expect.any(String),
  });

  it.each<[string, string, unknown, Parameters<typeof call>[3], number, string]>([
    ['no token', '/v1/identity/who-am-i', {}, { token: '' }, 401, 'identity.unverified'],
    ['a wrong token', '/v1/identity/who-am-i', {}, { token: 'adj_wrong' }, 401, 'identity.unverified'],
    ['a token in the address', '/v1/identity/who-am-i?token=adj_x', {}, {}, 401, 'identity.unverified'],
    [
      'another scheme',
      '/v1/identity/who-am-i',
      {},
      { token: '', headers: { authorization: 'Basic eA==' } },
      401,
      'identity.unverified',
    ],
    ['an unknown capability', '/v1/planning/mak-plan', {}, {}, 404, 'capability.unknown'],
    ['a part of another', '/v1/coding/branch-with-commit', {}, {}, 404, 'capability.unknown'],
    ['an unknown path', '/v1/planning', {}, {}, 404, 'capability.unknown'],
    ['another method', '/v1/planning/list-plans', undefined, { method: 'GET' }, 405, 'input.invalid'],
    ['a list', '/v1/planning/list-plans', [], {}, 400, 'input.invalid'],
    ['a text', '/v1/planning/list-plans', 'all', {}, 400, 'input.invalid'],
    ['null', '/v1/planning/list-plans', null, {}, 400, 'input.invalid'],
    ['an address that cannot be read', '/v1/planning/%E0%A4%A', {}, {}, 400, 'input.invalid'],
    ['no JSON', '/v1/planning/list-plans', undefined, { raw: '{"plan":' }, 400, 'input.invalid'],
    [
      'another type',
      '/v1/planning/list-plans',
      undefined,
      { raw: 'a=b', headers: { 'content-type': 'text/plain' } },
      400,
      'input.invalid',
    ],
    [
      'too much',
      '/v1/planning/list-plans',
      undefined,
      { raw: JSON.stringify('x'.repeat(1_100_000)) },
      413,
      'input.too-large',
    ],
    [
      'too deep',
      '/v1/planning/list-plans',
      undefined,
      { raw: `${'{"a":'.repeat(40)}1${'}'.repeat(40)}` },
      400,
      'input.invalid',
    ],
    ['an unknown field', '/v1/planning/list-plans', { plam: 3 }, {}, 400, 'input.invalid'],
    [
      'a key without end',
      '/v1/coding/replace-text',
      replacement('rum'),
      { headers: { 'idempotency-key': 'x'.repeat(201) } },
      400,
      'input.invalid',
    ],
    [
      'a project of others',
      '/v1/coding/replace-text',
      { ...replacement('gin'), project: 'borealis/shop' },
      {},
      404,
      'project.unknown',
    ],
    ['a run of nobody', '/v1/runs/987654', undefined, { method: 'GET' }, 404, 'run.unknown'],
    ['no number', '/v1/runs/abc', undefined, { method: 'GET' }, 404, 'run.unknown'],
  ])('is a problem that says what to do: %s', async (_name, path, fields, options, status, code) => {
    const before = await countRuns();
    const answer = await call(world, path, fields, options);
    expect(answer.body).toEqual(problem);
    expect([answer.status, answer.body.status, answer.body.code]).toEqual([status, status, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.has('www-authenticate')).toBe(status === 401);
    expect(await countRuns()).toBe(before);
  });

  it('names each field with what is wrong with it', async () => {
    const { body } = await call(world, '/v1/coding/replace-text', { find: 7 });
    expect(body.errors).toMatchObject({ find: expect.any(String), replace: expect.any(String) });
  });

  it('is what the token does not carry, and another organisation’s run', async () => {
    const token = await tokenFor(world, await maria(world), ['identity:self:read']);
    const denied = await call(world, '/v1/planning/list-plans', {}, { token });
    expect([denied.status, denied.body.code]).toEqual([403, 'permission.denied']);
    const seen = await call(world, '/v1/runs/1001', undefined, { method: 'GET', token });
    expect([seen.status, seen.body.code]).toEqual([403, 'permission.denied']);
    const own = await call(world, '/v1/coding/replace-text', replacement('water'));
    const path = `/v1/runs/${own.body.run}`;
    const other = await call(world, path, undefined, { method: 'GET', token: world.tokenOf(world.borealis) });
    expect([other.status, other.body.code]).toEqual([404, 'run.unknown']);
  });
});
