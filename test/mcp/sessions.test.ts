import { describe, expect, it } from 'vitest';
import { createSessions } from '../../src/mcp/sessions.ts';

function stand(limits: { perOwner?: number; total?: number } = {}) {
  const clock = { now: 0 };
  const closed: string[] = [];
  const sessions = createSessions({ perOwner: 2, total: 3, idleMs: 1_000, ...limits }, () => clock.now);
  const add = (id: string, owner: string): void => {
    clock.now += 1;
    sessions.add({ id, owner, close: async () => void closed.push(id) });
  };
  return { clock, closed, sessions, add };
}

describe('sessions', () => {
  it('are found by their owner only', () => {
    const { sessions, add } = stand();
    add('s1', 'ann');
    expect(sessions.find('s1', 'ann')?.id).toBe('s1');
    expect(sessions.find('s1', 'bob')).toBeUndefined();
    expect(sessions.has('s1')).toBe(true);
  });

  it('make room by closing the longest unused one of the same person', async () => {
    const { sessions, add, closed, clock } = stand();
    add('s1', 'ann');
    add('s2', 'ann');
    clock.now += 1;
    sessions.use('s1', 'call')();
    expect(await sessions.makeRoom('ann')).toBe(true);
    expect(closed).toEqual(['s2']);
  });

  it('make room by closing one that only listens when nothing else is left', async () => {
    const { sessions, add, closed } = stand();
    add('listening', 'ann');
    sessions.use('listening', 'stream');
    add('s2', 'ann');
    await sessions.makeRoom('ann');
    add('s3', 'ann');
    sessions.use('s3', 'call');
    await sessions.makeRoom('ann');
    expect(closed).toEqual(['s2', 'listening']);
  });

  it('never make room at the cost of a request in flight, or of somebody else', async () => {
    const { sessions, add, closed } = stand({ perOwner: 2, total: 2 });
    add('s1', 'ann');
    const end = sessions.use('s1', 'call');
    add('s2', 'ann');
    sessions.use('s2', 'call');
    expect(await sessions.makeRoom('ann')).toBe(false);
    expect(await sessions.makeRoom('bob')).toBe(false);
    expect(closed).toEqual([]);
    end();
    expect(await sessions.makeRoom('ann')).toBe(true);
    expect(closed).toEqual(['s1']);
  });

  it('are closed when nobody used them for long, but not under a stream that is open', async () => {
    const { sessions, add, closed, clock } = stand();
    add('idle', 'ann');
    add('streaming', 'ann');
    const end = sessions.use('streaming', 'stream');
    clock.now += 1_000;
    await sessions.expire();
    expect(closed).toEqual(['idle']);
    end();
    clock.now += 999;
    await sessions.expire();
    expect(sessions.size).toBe(1);
    clock.now += 1;
    await sessions.expire();
    expect(sessions.size).toBe(0);
  });

  it('are all closed at the end', async () => {
    const { sessions, add, closed } = stand();
    add('s1', 'ann');
    add('s2', 'bob');
    await sessions.closeAll();
    expect([closed.sort(), sessions.size]).toEqual([['s1', 's2'], 0]);
  });
});
