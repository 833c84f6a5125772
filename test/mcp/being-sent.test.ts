import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { hidden, signedIn } from '../http/console/browser.ts';
import { askToReplace } from '../http/console/requests.ts';
import { connectModern, textOf } from './clients.ts';
import { jonas, tokenFor } from './people.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
});
afterAll(() => world.close());

describe('a run whose effect is approved and being sent', () => {
  it('is told as being done, and not as waiting for somebody', async () => {
    const person = await jonas(world);
    const client = await connectModern(
      world.url,
      await tokenFor(world, person, ['orchestrator:runs:read', 'gitlab:merge-requests:create']),
    );
    const { run, effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Good day' });
    const uri = `run://${run}`;
    const shown = () => client.callTool({ name: 'orchestrator_show-run', arguments: { number: run } });
    expect(await client.read(uri)).toMatchObject({ status: 'pending', approveAt: expect.stringContaining(effect) });
    expect((await shown()).structuredContent).toMatchObject({
      state: 'waiting',
      effect,
      outcome: 'waits for a decision',
    });

    world.vendors.faults.add({ vendor: 'gitlab', kind: 'delay', delayMs: 8_000, times: 1, method: 'POST' });
    const browser = await signedIn(world, 'jonas@aurora.example');
    const card = await browser.get(`/console/approvals/${effect}`);
    await browser.post(`/console/approvals/${effect}/decision`, {
      token: hidden(card, 'token'),
      hash: hidden(card, 'hash'),
      verdict: 'approve',
      reason: '',
    });

    const told = await waitFor('the run to be done', async () => {
      const answer = await client.read(uri);
      return answer.status === 'running' && answer;
    });
    expect(told).toMatchObject({ message: `Run ${run} is approved and is being done.` });
    expect(told.approveAt).toBeUndefined();
    const answer = await shown();
    expect(answer.structuredContent).toMatchObject({ state: 'running', outcome: 'is being done' });
    expect(textOf(answer)).not.toMatch(/wait/i);
    await waitFor('its end', async () => (await client.read(uri)).status === 'done');
    await client.close();
  });
});
