import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { decide, jonas } from '../mcp/people.ts';
import { call } from './rest/calling.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const read = (headers: Record<string, string> = {}) => fetch(`${world.url}/metrics`, { headers });

describe('metrics', () => {
  it('tell of requests, runs, vendors, effects and queues, and of no one', async () => {
    const fields = { project: 'aurora/adjutant', find: 'tea', replace: 'coffee', paths: 'README.md' };
    const { body } = await call(world, '/v1/coding/replace-text', fields, { headers: { prefer: 'wait=60' } });
    await decide(world, await jonas(world), Number(body.run), 'approve');
    const text = await waitFor('the effect', async () => {
      const told = await (await read()).text();
      return told.includes('adjutant_effects_total{capability="coding.replace-text",outcome="done"} 1') && told;
    });
    expect(text).toMatch(/adjutant_request_seconds_count\{door="\/v1",status="202"\} 1/);
    expect(text).toMatch(/adjutant_run_turn_seconds_count\{outcome="worked"\} [1-9]/);
    expect(text).toMatch(
      /adjutant_vendor_call_seconds_count\{vendor="gitlab",operation="[\w.]+",outcome="done"\} [1-9]/,
    );
    expect(text).toMatch(/adjutant_queue_depth\{kind="effect"\} \d/);
    expect(text).toContain('process_resident_memory_bytes');
    for (const said of ['coffee', 'README', 'aurora', 'Jonas']) expect(text).not.toContain(said);
  });

  it('are shown to nobody behind a proxy without a token', async () => {
    const answer = await read({ 'x-forwarded-for': '203.0.113.7' });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ error: 'permission.denied' }),
    ]);
  });
});

describe('metrics with a token', () => {
  let own: World;
  beforeAll(async () => {
    own = await startWorld({ watchesContracts: false, settings: { METRICS_TOKEN: 'metrics-token' } });
  });
  afterAll(() => own.close());

  it.each([
    [undefined, 403],
    ['Bearer wrong', 403],
    ['Bearer metrics-token', 200],
  ])('%s: %i', async (authorization, status) => {
    const headers = authorization === undefined ? {} : { authorization };
    expect((await fetch(`${own.url}/metrics`, { headers })).status).toBe(status);
  });
});
