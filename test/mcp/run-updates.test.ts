import { describe, expect, it } from 'vitest';
import { numberOf, runUri } from '../../src/mcp/names.ts';
import { createRunUpdates } from '../../src/mcp/run-updates.ts';

function stand(limit?: number) {
  const listeners = new Set<(run: string) => void>();
  const onChange = (listener: (run: string) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const updates = createRunUpdates({ onChange }, limit);
  return { updates, listeners, change: (run: string) => listeners.forEach((listener) => void listener(run)) };
}

describe('updates of runs', () => {
  it('reach those who were shown the run, and nobody else', () => {
    const { updates, change } = stand();
    const told: string[] = [];
    updates.know('ann', { id: 'a', number: 7 });
    updates.follow('ann', (uri) => told.push(`ann ${uri}`));
    updates.follow('bob', (uri) => told.push(`bob ${uri}`));
    change('a');
    change('unknown');
    updates.know('bob', { id: 'a', number: 7 });
    change('a');
    expect(told).toEqual(['ann run://7', 'ann run://7', 'bob run://7']);
  });

  it('go to the person for whom something subscribed, until it leaves', () => {
    const { updates, change } = stand();
    const told: unknown[] = [];
    updates.know('ann', { id: 'a', number: 7 });
    const leave = updates.as('ann', () => updates.bus.subscribe((event) => told.push(event)));
    updates.as('bob', () => updates.bus.subscribe((event) => told.push(event)));
    change('a');
    leave();
    change('a');
    expect(told).toEqual([{ kind: 'resource_updated', uri: 'run://7' }]);
    expect(() => updates.bus.subscribe(() => undefined)).toThrow('somebody unknown');
  });

  it('are remembered for so many runs, the latest', () => {
    const { updates, change } = stand(2);
    const told: string[] = [];
    updates.follow('ann', (uri) => told.push(uri));
    for (const number of [1, 2, 1, 3]) updates.know('ann', { id: `r${number}`, number });
    for (const run of ['r1', 'r2', 'r3']) change(run);
    expect(told).toEqual(['run://1', 'run://3']);
  });

  it('end when the door closes', () => {
    const { updates, listeners } = stand();
    updates.close();
    expect(listeners.size).toBe(0);
  });
});

describe('the address of a run', () => {
  it.each([
    [runUri(1_042), 1_042],
    ['run://0', undefined],
    ['run://01', undefined],
    ['run://1042/', undefined],
    ['run://1e3', undefined],
    ['run://99999999999', undefined],
    ['file://1042', undefined],
  ])('%s is %s', (uri, number) => {
    expect(numberOf(uri)).toBe(number);
  });
});
