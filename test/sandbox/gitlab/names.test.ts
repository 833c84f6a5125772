import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBranchName, isProjectPath, isRevision, pathFault } from '../../../sandbox/gitlab/names.ts';

describe('names in a repository', () => {
  it.each(['main', 'feature/x', 'adjutant/01HZ-fix-login', 'v1.2', 'ümlaut', 'a@b', 'a-'])(
    'takes the branch %s',
    (name) => {
      expect(isBranchName(name)).toBe(true);
    },
  );

  it.each([
    '',
    'a b',
    'a..b',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a.lock',
    'a.',
    '@',
    'a@{1}',
    '-a',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[b',
    'a\\b',
    'a\nb',
    'HEAD',
    'refs/heads/a',
    'x'.repeat(256),
  ])('refuses the branch %j', (name) => {
    expect(isBranchName(name)).toBe(false);
  });

  it('takes revisions that step back from a name, and none that git would read as more', () => {
    for (const revision of ['main', 'main~2', 'main^', 'main^2~1', 'abc1234']) expect(isRevision(revision)).toBe(true);
    for (const revision of ['main:file', 'main@{1}', '--all', 'a b', '^main', ':/text', ''])
      expect(isRevision(revision)).toBe(false);
  });

  it.each([
    ['a/b.txt', undefined],
    ['.gitignore', undefined],
    ['.github/x', undefined],
    ['a\\b', undefined],
    ['', 'empty'],
    ['..', 'traversal'],
    ['a/../b', 'traversal'],
    ['.git', 'invalid'],
    ['a/.Git/x', 'invalid'],
    ['.git. /x', 'invalid'],
    ['.git\\hooks', 'invalid'],
    ['GIT~1', 'invalid'],
    ['a//b', 'invalid'],
    ['a/./b', 'invalid'],
    ['a\0b', 'invalid'],
    ['x'.repeat(4097), 'invalid'],
  ])('finds the fault of %j: %s', (path, fault) => {
    expect(pathFault(path)).toBe(fault);
  });

  it('never lets a path climb out or enter .git, whatever it is made of', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '.git', '', 'a', '.GIT', 'b.txt'), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const path = parts.join('/');
        if (pathFault(path) !== undefined) return;
        const segments = path.split('/');
        expect(segments).not.toContain('..');
        expect(segments.map((segment) => segment.toLowerCase())).not.toContain('.git');
        expect(path.startsWith('/')).toBe(false);
      }),
    );
  });

  it('takes project paths that are safe as folders', () => {
    for (const path of ['a/b', 'group/sub/project', 'g_1/p.2-x']) expect(isProjectPath(path)).toBe(true);
    for (const path of ['a', 'a/..', 'a/.b', 'a/b c', 'a/b/', 'a/b.git']) expect(isProjectPath(path)).toBe(false);
  });
});
