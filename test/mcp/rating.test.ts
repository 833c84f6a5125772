import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';
import { connectModern, type TestClient, textOf } from './clients.ts';
import { jonas, maria, tokenFor } from './people.ts';

let world: World;
let client: TestClient;
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
  const scopes = ['orchestrator:feedback:create', 'orchestrator:runs:read', 'audit:trail:read'] as const;
  client = await connectModern(world.url, await tokenFor(world, await maria(world), scopes));
});
afterAll(async () => {
  await client.close();
  await world.close();
});

const call = (name: string, args: object) => client.callTool({ name: 'run_capability', arguments: { name, args } });

describe('over MCP', () => {
  it('an answer is rated by its number, into the same store as a click', async () => {
    const first = await call('orchestrator.rate-answer', { number: 999_999, rating: 'good' });
    expect([first.isError, textOf(first)]).toEqual([
      true,
      expect.stringContaining('There is no run 999999 that you may see'),
    ]);
    const rated = Number(first.structuredContent?.run);
    const answer = await call('orchestrator.rate-answer', { number: rated, rating: 'bad', comment: 'Not found' });
    expect(answer.structuredContent).toMatchObject({ status: 'done', output: { number: rated, rating: 'bad' } });
    const { feedback, runs } = world.application.services;
    const person = await maria(world);
    const run = await runs.byNumber(person, rated);
    expect(await feedback.ofRun(person, run?.id ?? '')).toMatchObject({ own: { rating: 'bad', comment: 'Not found' } });
  });

  it('the audit trail is shown to who may oversee, and to nobody else', async () => {
    const answer = await call('audit.show-trail', { capability: 'orchestrator.', limit: 1 });
    expect(answer.structuredContent).toMatchObject({
      output: {
        rows: [{ person: 'Maria Lindqvist', capability: 'orchestrator.rate-answer', door: 'mcp' }],
        hasMore: true,
      },
    });
    const token = await tokenFor(world, await jonas(world), ['audit:trail:read']);
    const other = await connectModern(world.url, token);
    const refused = await other.callTool({ name: 'run_capability', arguments: { name: 'audit.show-trail', args: {} } });
    expect([refused.isError, textOf(refused)]).toEqual([true, expect.stringContaining('does not allow this')]);
    await other.close();
  });
});
