import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileEdit, FileState } from '../../../src/agents/coding/changes.ts';

const environment = {
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CEILING_DIRECTORIES: tmpdir(),
};

/** A folder with the states before and after, and real git to compare them and to apply patches. */
export function gitFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-git-'));
  const git = (args: readonly string[], input?: string): string =>
    execFileSync('git', ['-c', 'core.autocrlf=false', ...args], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
  git(['init', '--quiet']);

  const write = (path: string, state: FileState | undefined): void => {
    const full = join(folder, path);
    rmSync(full, { force: true });
    if (!state) return;
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, state.content);
    chmodSync(full, state.executable ? 0o755 : 0o644);
  };
  const read = (path: string): FileState | undefined => {
    const full = join(folder, path);
    if (!existsSync(full)) return undefined;
    return { content: readFileSync(full, 'utf8'), executable: (statSync(full).mode & 0o100) !== 0 };
  };
  const clear = (): void => {
    git(['rm', '-r', '-f', '-q', '--cached', '--ignore-unmatch', '.']);
    git(['clean', '-f', '-d', '-x', '-q']);
  };
  const writeBefore = (edits: readonly FileEdit[]): void => {
    for (const { path, previousPath, before } of edits) write(previousPath ?? path, before);
  };

  return {
    /** What `git diff` says, without what it knows and we do not print. */
    diff(edits: readonly FileEdit[]): string {
      clear();
      writeBefore(edits);
      git(['add', '-A']);
      const tree = git(['write-tree']).trim();
      for (const { path, previousPath } of edits) write(previousPath ?? path, undefined);
      for (const { path, after } of edits) write(path, after);
      git(['add', '-A']);
      return git(['diff', '--cached', '-M', tree])
        .replace(/^(?:index|similarity index|dissimilarity index) .*\n/gm, '')
        .replace(/^(@@ -\S+ \+\S+ @@).*$/gm, '$1');
    },
    apply(edits: readonly FileEdit[], patch: string): Map<string, FileState | undefined> {
      clear();
      writeBefore(edits);
      if (patch !== '') git(['apply', '--whitespace=nowarn', '-'], patch);
      const paths = edits.flatMap(({ path, previousPath }) => [path, previousPath ?? path]);
      return new Map(paths.map((path) => [path, read(path)]));
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}
