import type { TestProject } from 'vitest/node';
import { makeTemplate } from './database.ts';
import { startTestPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the server that all test files share: `inject('postgresUrl')`. */
    postgresUrl: string;
  }
}

/** Runs once before all test files, in the main process; what it returns runs after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  try {
    await prepare(project, server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

/** What the test files find when they start. A database to clone per file belongs here. */
async function prepare(project: TestProject, postgresUrl: string): Promise<void> {
  await makeTemplate(postgresUrl);
  project.provide('postgresUrl', postgresUrl);
}
