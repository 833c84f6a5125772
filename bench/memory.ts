import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../src/platform/free-port.ts';
import { waitFor } from '../test/harness/wait-for.ts';
import type { Result } from './result.ts';

const idleMs = 10_000;
const limitMegabytes = 350;

/** The product alone, all roles in one process, on a database elsewhere, after ten idle seconds. */
export async function benchMemory(databaseUrl: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-bench-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'main.ts')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      PORT: String(await freePort()),
      ADJUTANT_SECRET: 'a secret that only this measurement uses',
      SLACK_SIGNING_SECRET: 'another one of this measurement alone',
    },
  });
  const output = { text: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  const ended = once(child, 'exit');
  try {
    await waitFor('the product to start', () => output.text.includes('ready'), 30_000);
    await setTimeout(idleMs);
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const megabytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
    return {
      title: 'Memory of one process with all roles, idle (database apart)',
      lines: [`resident ${megabytes.toFixed(0)} MB`],
      bars: [{ text: `${megabytes.toFixed(0)} MB (under ${limitMegabytes} MB)`, isMet: megabytes < limitMegabytes }],
    };
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
