import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doomed, openDoomed } from './doomed.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gitlab-doomed-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Git tells this script of each step at which a ref moves: then the sandbox ends, and the ref moves or does not. */
const hook = (pid: number, step: string, exit: number): string =>
  `#!/bin/sh\n[ "$1" = ${step} ] || exit 0\ngrep -q ' refs/heads/' || exit 0\nkill -9 ${pid}\nexit ${exit}\n`;

const commits = {
  branch: 'coffee',
  start_branch: 'main',
  commit_message: 'Sell coffee',
  actions: [{ action: 'create', file_path: 'coffee.txt', content: 'coffee' }],
};

/** Sends one order to a sandbox in a process of its own, which is killed at that step of git's own write. */
async function killedAt(step: string, exit: number, path: string, body: object) {
  const folder = mkdtempSync(join(root, 'sandbox-'));
  mkdirSync(join(folder, 'source'));
  writeFileSync(join(folder, 'source', 'README.md'), 'tea\n');
  const script = join(import.meta.dirname, 'doomed.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const file = join(folder, 'repositories', '.git-home', 'hooks', 'reference-transaction');
  writeFileSync(file, hook(child.pid ?? 0, step, exit));
  chmodSync(file, 0o755);
  const url = `${line.toString().trim()}/api/v4/projects/${encodeURIComponent(doomed.project)}${path}`;
  const headers = { 'private-token': doomed.token, 'content-type': 'application/json' };
  await expect(fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).rejects.toThrow();
  expect(await ended).toEqual([null, 'SIGKILL']);
  rmSync(file);
  const { store, sandbox } = await openDoomed(folder);
  return { store, sandbox };
}

describe('a branch that was being moved when the sandbox was killed', () => {
  it.each([
    ['a commit that git had written', 'committed', 0, '/repository/commits', commits, { branches: 1, commits: 1 }],
    ['a commit that git had not written', 'prepared', 1, '/repository/commits', commits, {}],
    [
      'a branch that git had written',
      'committed',
      0,
      '/repository/branches',
      { branch: 'b', ref: 'main' },
      { branches: 1 },
    ],
    ['a branch that git had not written', 'prepared', 1, '/repository/branches', { branch: 'b', ref: 'main' }, {}],
  ])('is counted as it is: %s', async (_what, step, exit, path, body, counts) => {
    const { store, sandbox } = await killedAt(step, exit, path, body);
    expect(sandbox.countEffects()).toEqual(counts);
    store.close();
  });
});
