import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '..', '..', 'bin');
const lockfile = JSON.stringify({
  packages: { '': {}, 'node_modules/thing': { version: '1.0.0', integrity: 'sha512-x' } },
});

export interface Finished {
  code: number | null;
  out: string;
  err: string;
}

/** A checkout with nothing but the launcher, and a PATH on which npm is a script of ours. */
export interface Checkout {
  folder: string;
  /** What the launcher sees beside its PATH. */
  environment: Record<string, string>;
  /** Nothing of the machine's own is on the PATH any more. */
  isolate(): void;
  /** The body of a shell script; `npm.calls` beside it counts how often it ran. */
  npm(script: string): void;
  /** An npm that installs: what the lockfile says, and the Node of this process. */
  npmThatInstalls(): void;
  entry(file: string, source: string): void;
  start(command: string, ...args: string[]): { child: ChildProcess; output(): Finished; finished: Promise<Finished> };
  remove(): void;
}

export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-launch-'));
  const path = join(folder, 'path');
  const environment: Record<string, string> = {};
  const search = [path, '/usr/bin', '/bin'];
  cpSync(bin, join(folder, 'bin'), { recursive: true });
  mkdirSync(path);
  for (const name of ['git', 'node']) symlinkSync(process.execPath, join(path, name));
  writeFileSync(join(folder, 'package-lock.json'), lockfile);
  const npm = (script: string) => {
    writeFileSync(join(path, 'npm'), `#!/bin/sh\necho call >> "$0.calls"\n${script}\n`);
    chmodSync(join(path, 'npm'), 0o755);
  };
  return {
    folder,
    environment,
    isolate: () => void search.splice(1),
    npm,
    npmThatInstalls: () =>
      npm(`mkdir -p node_modules/.bin && ln -sf '${process.execPath}' node_modules/.bin/node
cp package-lock.json node_modules/.package-lock.json`),
    entry(file, source) {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      writeFileSync(join(folder, file), source);
    },
    start: (command, ...args) =>
      start([join(folder, 'bin', command), ...args], { ...environment, PATH: search.join(':') }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function start(args: string[], env: Record<string, string>) {
  const result: Finished = { code: null, out: '', err: '' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  child.stdout.on('data', (chunk) => {
    result.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    result.err += chunk;
  });
  const finished = once(child, 'close').then(([code]) => ({ ...result, code: code as number | null }));
  return { child, output: () => result, finished };
}
