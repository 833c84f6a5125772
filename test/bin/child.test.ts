import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAlive } from '../../src/platform/process-table.ts';
import { type Checkout, makeCheckout } from './checkout.ts';

/** An application that counts its signals, ends 50 ms after the first, and has a child of its own. */
const application = `
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
const child = spawn('sleep', ['600'], { stdio: 'ignore' });
const signals: string[] = [];
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {
  signals.push(name);
  writeFileSync('signals', signals.join(' '));
  setTimeout(() => process.exit(5), 50);
});
console.log(JSON.stringify([process.pid, child.pid]));
`;

let checkout: Checkout;
beforeEach(() => {
  checkout = makeCheckout();
  checkout.npmThatInstalls();
  checkout.entry('sandbox/main.ts', application);
});
afterEach(() => checkout.remove());

async function startApplication() {
  const started = checkout.start('start.mjs');
  await vi.waitFor(() => expect(started.output().out).toContain(']'), 60_000);
  const pids = JSON.parse(started.output().out) as number[];
  return { ...started, pids };
}
const signals = () => readFileSync(join(checkout.folder, 'signals'), 'utf8');
const gone = (pids: number[]) => vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 60_000);

describe('the program that npm start runs', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'gets %s once, though it comes twice, and leaves no process',
    async (signal) => {
      const { child, finished, pids } = await startApplication();
      child.kill(signal);
      child.kill(signal);
      expect(await finished).toMatchObject({ code: 5 });
      expect(signals()).toBe(signal);
      await gone(pids);
    },
  );

  it('is asked to stop when the launcher is killed', async () => {
    const { child, pids } = await startApplication();
    child.kill('SIGKILL');
    await gone(pids.slice(0, 1));
    expect(signals()).toBe('SIGTERM');
    process.kill(pids[1] ?? 0, 'SIGKILL');
  });

  it('gives the code of a shell when a signal ended it', async () => {
    const { finished, pids } = await startApplication();
    process.kill(pids[0] ?? 0, 'SIGKILL');
    expect(await finished).toMatchObject({ code: 137 });
    await gone(pids);
  });
});
