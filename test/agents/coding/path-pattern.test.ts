import { describe, expect, it } from 'vitest';
import { folderOf, pathFilter } from '../../../src/agents/coding/path-pattern.ts';

describe('a pattern of paths', () => {
  it.each<[string, string[], string[]]>([
    ['src', ['src/a.ts', 'src/b/c.ts'], ['lib/a.ts', 'srcs/a.ts']],
    ['src/', ['src/a.ts'], ['lib/src/a.ts']],
    ['./src', ['src/a.ts'], ['lib/a.ts']],
    ['src/**', ['src/a.ts', 'src/.hidden'], ['a.ts']],
    ['*.md', ['README.md', 'docs/a.md'], ['a.ts']],
    ['{a,b}/**', ['a/x', 'b/y'], ['c/z']],
    ['a..b.md', ['a..b.md'], ['b.md']],
  ])('%s', (pattern, meant, others) => {
    const isMeant = pathFilter(pattern);
    expect([...meant, ...others].filter(isMeant)).toEqual(meant);
  });

  it.each(['../../etc/passwd', 'src/../..', '..', '{../a,b}/**', '/etc/passwd', '~/x', 'C:/x', 'a\\..\\b'])(
    'that leaves the repository is refused: %s',
    (pattern) => {
      for (const read of [pathFilter, folderOf])
        expect(() => read(pattern)).toThrow(/leaves the repository.*src\/\*\*/);
    },
  );
});
