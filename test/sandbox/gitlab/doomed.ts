import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { createGitLabSandbox } from '../../../sandbox/gitlab/index.ts';
import { openStore } from '../../../sandbox/store.ts';

export const doomed = { project: 'aurora/adjutant', token: 'glpat-test-aurora', username: 'adjutant-aurora' };

/** A sandbox that keeps everything in a folder, ready to be killed. */
export async function openDoomed(folder: string) {
  const store = openStore(join(folder, 'vendors.sqlite'));
  const { project, token, username } = doomed;
  const sandbox = createGitLabSandbox({ store, repositories: join(folder, 'repositories'), url: () => 'http://x' });
  sandbox.addUser({ username, name: 'Adjutant', token, projects: [project] });
  await sandbox.importProject({ path: project, from: join(folder, 'source') });
  return { store, sandbox };
}

const [folder] = process.argv.slice(2);
if (import.meta.main && folder !== undefined) {
  const { sandbox } = await openDoomed(folder);
  const server = createServer(express().use('/gitlab', sandbox.router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/gitlab\n`);
}
