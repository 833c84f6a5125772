import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRegistry, defineCapability } from '../../src/core/index.ts';
import { startWorld } from '../harness/world.ts';
import { connectLegacy, connectModern } from './clients.ts';

/** A capability that takes as long as the test wants. */
function slow() {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const capability = defineCapability({
    name: 'orchestrator.take-time',
    title: 'Take time',
    description: 'Ends when it is told to.',
    input: z.object({}),
    output: z.object({ ended: z.boolean() }),
    permission: 'identity:self:read',
    effect: 'read',
    featured: true,
    examples: [],
    async run() {
      started.resolve();
      await released.promise;
      return { ended: true };
    },
    present: () => ({ markdown: 'It ended.' }),
  });
  const agent = { name: 'orchestrator', title: 'Runs', purpose: 'Takes time.', capabilities: [capability] };
  return { registry: createRegistry([agent]), started: started.promise, release: () => released.resolve() };
}

describe('the MCP door, when the application stops', () => {
  it.each([
    ['of old', connectLegacy],
    ['of now', connectModern],
  ])('lets a call %s end before it closes', async (_name, connect) => {
    const { registry, started, release } = slow();
    const world = await startWorld({ registry });
    const client = await connect(world.url, world.tokenOf(world.aurora));
    const answer = client.callTool({ name: 'orchestrator_take-time', arguments: {} });
    await started;
    const closing = world.close();
    await expect(fetch(`${world.url}/health/live`)).rejects.toThrow();
    release();
    expect((await answer).structuredContent).toEqual({ ended: true });
    await closing;
    await expect(client.listTools()).rejects.toThrow();
  });
});
