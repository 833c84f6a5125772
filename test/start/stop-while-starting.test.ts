import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeOf } from '../../src/platform/embedded-postgres/place.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { processesIn } from '../../src/platform/process-table.ts';
import { removeProduct } from '../crash/started-product.ts';
import { makeRepository } from '../harness/repository.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startProcess } from './started-process.ts';

/** The server and its children; none on systems that do not tell. */
function postgresProcesses(folder: string): number[] {
  const { data } = placeOf({ directory: join(folder, '.adjutant'), name: 'postgres' });
  return existsSync(data) ? processesIn(realpathSync(data)) : [];
}

describe('a stop while the product starts', () => {
  it.each([
    ['SIGINT', 130, 'Starting the database'],
    ['SIGTERM', 143, 'Creating the database'],
    ['SIGINT', 130, 'Starting the sandbox'],
    ['SIGTERM', 143, 'Starting Adjutant'],
  ] as const)('by %s (exit code %i) at “%s” leaves no process', async (signal, code, moment) => {
    const folder = mkdtempSync(join(tmpdir(), 'adjutant-start-'));
    onTestFinished(() => removeProduct(folder));
    const started = startProcess('sandbox/main.ts', folder, {
      PORT: String(await freePort()),
      SANDBOX_PORT: String(await freePort()),
      SANDBOX_FOLDER: folder,
      SANDBOX_REPOSITORY: makeRepository(join(folder, 'source')),
    });
    onTestFinished(() => started.kill());
    await started.says(moment);
    started.signal(signal);
    expect(await started.ended()).toBe(code);
    expect(started.output.error).toBe('Stopped before the start was complete.\n');
    expect(started.output.out).not.toContain('Adjutant is ready');
    expect(postgresProcesses(folder)).toEqual([]);
    expect(existsSync(join(folder, '.adjutant', 'running.json'))).toBe(false);
  });

  it('asked for a second time ends it at once, whatever it waits for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adjutant-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const started = startProcess('src/main.ts', folder, {
      DATABASE_URL: `postgres://owner@127.0.0.1:${port}/adjutant`,
      ADJUTANT_SECRET: 'x'.repeat(32),
      PORT: String(await freePort()),
    });
    onTestFinished(() => started.kill());
    await waitFor('the question to the database', () => sockets.length > 0);
    started.signal('SIGINT');
    started.signal('SIGTERM');
    expect(await started.ended()).toBe(1);
    expect(started.output.error).toBe('');
  });
});
