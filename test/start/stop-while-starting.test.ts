import { existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeOf } from '../../src/platform/embedded-postgres/place.ts';
import { freePort } from '../../src/platform/free-port.ts';
import { processesIn } from '../../src/platform/process-table.ts';
import { removeProduct } from '../crash/started-product.ts';
import { makeRepository } from '../harness/repository.ts';
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
});
