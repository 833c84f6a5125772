import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from './database.ts';
import { summarize } from './operations.ts';
import { startTestPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the server that all test files share: `inject('postgresUrl')`. */
    postgresUrl: string;
    /** Where each world notes what its clients called at the vendors. */
    operationsFile: string;
  }
}

/** Runs once before all test files, in the main process; what it returns runs after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-operations-'));
  const operationsFile = join(folder, 'seen');
  project.provide('operationsFile', operationsFile);
  const server = await startTestPostgres();
  try {
    await prepare(project, server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return async () => {
    await server.stop();
    try {
      process.stdout.write(`${summarize(operationsFile, process.env.ADJUTANT_WHOLE_SUITE === '1')}\n`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** What the test files find when they start. A database to clone per file belongs here. */
async function prepare(project: TestProject, postgresUrl: string): Promise<void> {
  await makeTemplate(postgresUrl);
  project.provide('postgresUrl', postgresUrl);
}
