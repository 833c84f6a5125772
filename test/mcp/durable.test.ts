import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { connectLegacy, connectModern, type TestClient, textOf } from './clients.ts';
import { decide, jonas, tokenFor } from './people.ts';

let world: World;
let client: TestClient;
beforeAll(async () => {
  world = await startWorld();
  client = await connectModern(world.url, world.tokenOf(world.aurora));
});
afterAll(async () => {
  await client.close();
  await world.close();
});

const replace = (text: string, more: Record<string, unknown> = {}) => ({
  name: 'coding_replace-text',
  arguments: { project: 'aurora/adjutant', find: 'tea', replace: text, paths: 'README.md', ...more },
});
const countRuns = async (): Promise<number> => {
  const { runs } = world.application.services;
  return (await runs.recent(await jonas(world), 1_000)).length;
};

describe('a change that is asked for over MCP', () => {
  it('is one run however often the same call with the same key comes', async () => {
    const before = await countRuns();
    const call = { ...replace('cocoa'), _meta: { 'adjutant/idempotencyKey': 'call-1' } };
    const answers = await Promise.all([client.callTool(call), client.callTool(call)]);
    const again = await client.callTool(call);
    const runs = [...answers, again].map(({ structuredContent }) => structuredContent?.run);
    expect(new Set(runs).size).toBe(1);
    expect(await countRuns()).toBe(before + 1);
  });

  it('is another run with another key, with other arguments, or without a key', async () => {
    const key = { _meta: { 'adjutant/idempotencyKey': 'call-2' } };
    const calls = [
      { ...replace('milk'), ...key },
      { ...replace('milk', { title: 'Other' }), ...key },
      { ...replace('milk'), _meta: { 'adjutant/idempotencyKey': 'call-3' } },
      replace('milk'),
      replace('milk'),
    ];
    const runs: unknown[] = [];
    for (const call of calls) runs.push((await client.callTool(call)).structuredContent?.run);
    expect(new Set(runs).size).toBe(calls.length);
  });

  it.each([['', 'x'.repeat(201), 7]].flat())('refuses %j as a key', async (key) => {
    const before = await countRuns();
    const answer = await client.callTool({ ...replace('rum'), _meta: { 'adjutant/idempotencyKey': key } });
    expect([answer.isError, textOf(answer)]).toEqual([
      true,
      'adjutant/idempotencyKey is a text of 1 to 200 characters.',
    ]);
    expect(await countRuns()).toBe(before);
  });

  it.each(['a\0b', 'a\ud800b'])('refuses a text that no database stores: %j', async (text) => {
    const answer = await client.callTool(replace(text));
    expect([answer.isError, textOf(answer)]).toEqual([
      true,
      'Please check replace: it holds a NUL or half a character.',
    ]);
  });

  it('leaves no run behind when it is refused, but a row in the audit trail', async () => {
    const before = await countRuns();
    const answer = await client.callTool(replace('gin', { project: 'borealis/shop' }));
    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain(
      'There is no project “borealis/shop” that you are a member of. Yours: aurora/adjutant.',
    );
    expect(await countRuns()).toBe(before);
    const { tenant } = await jonas(world);
    const [row] = await world.application.services.database.withTenant(tenant, (tx) =>
      tx.query<{ outcome: string; door: string }>(
        'select outcome, door from audit_rows order by position desc limit 1',
      ),
    );
    expect(row).toEqual({ outcome: 'project.unknown', door: 'mcp' });
  });

  it('shows that it was rejected, and why', async () => {
    const { structuredContent } = await client.callTool(replace('water'));
    const run = Number(structuredContent?.run);
    await decide(world, await jonas(world), run, 'reject');
    const seen = await waitFor('the end', async () => {
      const now = await client.read(`run://${run}`);
      return now.status !== 'pending' && now.status !== 'running' && now;
    });
    expect(seen).toMatchObject({ status: 'refused', message: expect.stringContaining('Rejected by Jonas Weber') });
  });

  it('answers that the work goes on when the patience is over', async () => {
    const hasty = await startWorld({ settings: { CALL_PATIENCE_SECONDS: '0' } });
    const other = await connectLegacy(hasty.url, hasty.tokenOf(hasty.aurora));
    const answer = await other.callTool(replace('juice'));
    expect(answer.structuredContent).toMatchObject({ status: 'running', uri: expect.stringMatching(/^run:\/\/\d+$/) });
    expect(textOf(answer)).toContain('is being worked on. To see later how it ended, call orchestrator_show-run');
    const uri = String(answer.structuredContent?.uri);
    await waitFor('the question', async () => (await other.read(uri)).status === 'pending');
    await other.close();
    await hasty.close();
  });
});

describe('a run', () => {
  it('is not there for other organisations', async () => {
    const { structuredContent } = await client.callTool(replace('soda'));
    const stranger = await connectModern(world.url, world.tokenOf(world.borealis));
    await expect(stranger.read(String(structuredContent?.uri))).rejects.toThrow(/no run/);
    await stranger.close();
  });

  it('is not read by a token that may not see runs', async () => {
    const { structuredContent } = await client.callTool(replace('lemonade'));
    const token = await tokenFor(world, await jonas(world), ['identity:self:read']);
    const narrow = await connectModern(world.url, token);
    await expect(narrow.read(String(structuredContent?.uri))).rejects.toThrow(/does not allow this/);
    await narrow.close();
  });

  it.each([connectLegacy, connectModern])('tells nobody else that it changed', async (connect) => {
    const { structuredContent } = await client.callTool(replace(`syrup ${connect === connectModern}`));
    const { run, uri } = structuredContent ?? {};
    const own: string[] = [];
    const foreign: string[] = [];
    const stranger = await connect(world.url, world.tokenOf(world.borealis));
    const mine = await connect(world.url, world.tokenOf(world.aurora));
    await stranger.follow(String(uri), (each) => foreign.push(each));
    await mine.follow(String(uri), (each) => own.push(each));
    await decide(world, await jonas(world), Number(run), 'approve');
    await waitFor('my update', () => own.length > 0);
    await waitFor('the end', async () => (await client.read(String(uri))).status === 'done');
    expect(foreign).toEqual([]);
    await stranger.close();
    await mine.close();
  });
});
