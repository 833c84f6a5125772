import { baseName, type Ecosystem } from './manifest.ts';

/** A file that only the tool itself can write anew. */
export interface Lock {
  path: string;
  /** Where to run it; empty at the top. */
  folder: string;
  command: string;
}

const safeName = /^[@\w][\w./:@-]*$/;

const commands: Readonly<Record<Ecosystem, Readonly<Record<string, (name: string) => string>>>> = {
  npm: {
    'package-lock.json': () => 'npm install',
    'npm-shrinkwrap.json': () => 'npm install',
    'yarn.lock': () => 'yarn install',
    'pnpm-lock.yaml': () => 'pnpm install',
    'bun.lock': () => 'bun install',
    'bun.lockb': () => 'bun install',
  },
  pip: {
    'poetry.lock': () => 'poetry lock',
    'uv.lock': () => 'uv lock',
    'pdm.lock': () => 'pdm lock',
  },
  cargo: { 'Cargo.lock': (name) => `cargo update ${name}` },
  go: { 'go.sum': () => 'go mod tidy' },
  gem: { 'Gemfile.lock': (name) => `bundle lock --update ${name}` },
  maven: {},
};

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The folder itself and those above it, nearest first. */
function* upwards(folder: string): Generator<string> {
  for (let at = folder; ; at = folderOf(at)) {
    yield at;
    if (at === '') return;
  }
}

/** Lock files that no longer fit: of each changed manifest those beside it, or else the nearest ones above. */
export function locksOf(
  changed: readonly string[],
  all: readonly string[],
  { ecosystem, name }: { ecosystem: Ecosystem; name: string },
): Lock[] {
  const known = commands[ecosystem];
  const locks = all.filter((path) => Object.hasOwn(known, baseName(path)));
  const found = new Map<string, Lock>();
  for (const manifest of changed) {
    for (const folder of upwards(folderOf(manifest))) {
      const beside = locks.filter((path) => folderOf(path) === folder);
      for (const path of beside) {
        const command = known[baseName(path)]?.(safeName.test(name) ? name : '').trim() ?? '';
        found.set(path, { path, folder, command });
      }
      if (beside.length > 0) break;
    }
  }
  return [...found.values()];
}
