import { describe, expect, it } from 'vitest';
import { createBackground } from '../../../src/bot/slack/background.ts';
import type { Log } from '../../../src/core/index.ts';

describe('work that goes on after the answer', () => {
  it('is waited for, also what it begins itself, and a failure ends nothing but itself', async () => {
    const failures: string[] = [];
    const log: Log = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (_fields, event) => void failures.push(event),
      child: () => log,
    };
    const background = createBackground(log);
    const begun = Promise.withResolvers<void>();
    const done: string[] = [];
    background.track(
      begun.promise.then(() => {
        done.push('first');
        background.track(Promise.resolve().then(() => void done.push('second')));
      }),
    );
    background.track(Promise.reject(new Error('broken')));
    const settled = background.settled();
    begun.resolve();
    await settled;
    expect(done).toEqual(['first', 'second']);
    expect(failures).toEqual(['background work failed']);
  });
});
