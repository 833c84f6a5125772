import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Static, type-only and dynamic imports and re-exports, as the formatter writes them. */
const specifier =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/g;

export interface SourceFile {
  /** Below the checkout, with slashes. */
  path: string;
  text: string;
  /** Files of ours that it imports. */
  imports: string[];
  /** Packages and Node's own modules. */
  packages: string[];
}

export function readSources(pattern: string): SourceFile[] {
  return globSync(pattern, { cwd: root }).map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const all = [...text.matchAll(specifier)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    const isOwn = (name: string): boolean => name.startsWith('.');
    return {
      path,
      text,
      imports: all.filter(isOwn).map((name) => posix.join(dirname(path), name)),
      packages: all
        .filter((name) => !isOwn(name))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    };
  });
}

/** A way from a file back to itself, when there is one. */
export function findCircle(files: readonly SourceFile[]): string[] | undefined {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const finished = new Set<string>();
  const visit = (path: string, way: string[]): string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const next of imports.get(path) ?? []) {
      const circle = visit(next, [...way, path]);
      if (circle) return circle;
    }
    finished.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const circle = visit(path, []);
    if (circle) return circle;
  }
  return undefined;
}
