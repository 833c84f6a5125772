import { describe, expect, it } from 'vitest';
import { createEventStore } from '../../src/mcp/event-store.ts';

const message = (id: number, text = '') => ({ jsonrpc: '2.0' as const, id, result: { text } });

async function replayed(store: ReturnType<typeof createEventStore>, lastId: string): Promise<string[]> {
  const ids: string[] = [];
  await store.replayEventsAfter(lastId, { send: async (id) => void ids.push(id) });
  return ids;
}

describe('the events of a session', () => {
  it('are sent again from where a client stopped, of the same stream only', async () => {
    const store = createEventStore();
    const streams = ['a', 'b', 'a', 'a'];
    const ids: string[] = [];
    for (const [index, stream] of streams.entries()) ids.push(await store.storeEvent(stream, message(index)));
    expect(await replayed(store, ids[0] ?? '')).toEqual([ids[2], ids[3]]);
    expect(await store.getStreamIdForEventId?.(ids[1] ?? '')).toBe('b');
  });

  it('are kept up to a number, the latest', async () => {
    const store = createEventStore({ events: 3, characters: 1_000_000 });
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) ids.push(await store.storeEvent('a', message(count)));
    expect(await store.getStreamIdForEventId?.(ids[6] ?? '')).toBeUndefined();
    expect(await replayed(store, ids[7] ?? '')).toEqual([ids[8], ids[9]]);
    await expect(replayed(store, ids[6] ?? '')).rejects.toThrow('no longer kept');
  });

  it('are kept up to a size: one that is too large is not kept at all', async () => {
    const store = createEventStore({ events: 100, characters: 500 });
    const small = await store.storeEvent('a', message(1));
    const large = await store.storeEvent('a', message(2, 'x'.repeat(600)));
    expect(await store.getStreamIdForEventId?.(small)).toBeUndefined();
    expect(await store.getStreamIdForEventId?.(large)).toBeUndefined();
    const next = await store.storeEvent('a', message(3));
    expect(await store.getStreamIdForEventId?.(next)).toBe('a');
  });
});
