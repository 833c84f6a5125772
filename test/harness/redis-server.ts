import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/platform/free-port.ts';
import { waitFor } from './wait-for.ts';

/** Redis comes with no package of ours: where it is not installed, its tests are left out, which CI does not let pass. */
export const hasRedis = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

export interface RedisServer {
  url: string;
  /** Everything in it is gone. */
  flush(): void;
  stop(): Promise<void>;
}

/** A server of its own that keeps nothing. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-redis-'));
  const used = port ?? (await freePort());
  const settings = ['--port', String(used), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = once(child, 'exit');
  const output = { text: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  await waitFor('Redis', () => output.text.includes('Ready to accept connections') || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`Redis did not start:\n${output.text}`);
  return {
    url: `redis://127.0.0.1:${used}`,
    flush: () => void spawnSync('redis-cli', ['-p', String(used), 'flushall'], { stdio: 'ignore' }),
    async stop() {
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
