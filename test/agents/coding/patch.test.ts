import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { diffText, type FileEdit, type FileState } from '../../../src/agents/coding/changes.ts';
import { parsePatch } from '../../../src/agents/coding/patch.ts';
import { applyPatch, pathsOf } from '../../../src/agents/coding/patch-apply.ts';
import { editsOf } from './edits.ts';
import { gitFolder } from './git.ts';

const file = (content: string, executable = false): FileState => ({ content, executable });
const git = gitFolder();
afterAll(() => git.remove());

const originalsOf = (edits: readonly FileEdit[]): Map<string, FileState> =>
  new Map(edits.flatMap(({ path, previousPath, before }) => (before ? [[previousPath ?? path, before] as const] : [])));
const resultOf = (patch: string, originals: ReadonlyMap<string, FileState>): Map<string, FileState | undefined> =>
  new Map(applyPatch(parsePatch(patch), originals).map(({ path, after }) => [path, after]));
const contentOf = (patch: string, path: string, content: string): string | undefined =>
  resultOf(patch, new Map([[path, file(content)]])).get(path)?.content;

const change = '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n';
const text = 'one\ntwo\nthree\n';

describe('a patch', () => {
  it('gives what its diff was made from', () => {
    fc.assert(
      fc.property(editsOf(false), (edits) => {
        const diff = diffText(edits);
        fc.pre(diff !== '');
        const results = resultOf(diff, originalsOf(edits));
        for (const { path, after } of edits) if (results.has(path)) expect(results.get(path)).toEqual(after);
      }),
      { numRuns: 200 },
    );
  });

  it('ends as it does with git apply when the file has moved on', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 25 });
    const drift = fc.array(fc.record({ at: fc.nat(25), drop: fc.nat(1), add: fc.subarray(['x', 'y', 'a']) }), {
      maxLength: 2,
    });
    const steps = fc.array(fc.record({ at: fc.nat(25), drop: fc.nat(2), add: fc.subarray(['N', 'b']) }), {
      minLength: 1,
      maxLength: 3,
    });
    const edited = (base: readonly string[], how: readonly { at: number; drop: number; add: string[] }[]): string =>
      how
        .reduce((now, { at, drop, add }) => now.toSpliced(at, drop, ...add), [...base])
        .map((each) => `${each}\n`)
        .join('');
    let applied = 0;
    fc.assert(
      fc.property(lines, steps, drift, (base, how, moved) => {
        const before = file(edited(base, []));
        const patch = diffText([{ path: 'x', before, after: file(edited(base, how)) }]);
        const present = file(edited(base, moved));
        fc.pre(patch !== '');
        const edit = { path: 'x', before: present, after: present };
        const byGit = outcome(() => git.apply([edit], patch).get('x')?.content);
        const byUs = outcome(() => contentOf(patch, 'x', present.content) ?? present.content);
        expect(byUs).toBe(byGit);
        if (byGit !== refused) applied += 1;
      }),
      { numRuns: 100 },
    );
    expect(applied).toBeGreaterThan(20);
  });

  const plain = { files: [expect.objectContaining({ kind: 'update', path: 'x' })] };
  it.each<[string, string, object]>([
    ['as it is', change, plain],
    ['in a code fence', `\`\`\`diff\n${change}\`\`\`\n`, plain],
    ['with \\r\\n from its transport', change.replaceAll('\n', '\r\n'), plain],
    ['without its last line break', change.trimEnd(), plain],
    [
      'without the blank lines that a chat cut off its end',
      `${change.replaceAll('1,3', '1,5')} \n \n`.trimEnd(),
      plain,
    ],
    ['with dates behind the names', change.replace('a/x', 'a/x\t2026-01-02 10:00:00'), plain],
    ['without a/ and b/', change.replace('a/x', 'x').replace('b/x', 'x'), plain],
    ['between two folders', change.replace('a/x', 'old/x').replace('b/x', 'new/x'), plain],
    ['with mnemonic prefixes', change.replace('a/x', 'i/x').replace('b/x', 'w/x'), plain],
    [
      'with a name in quotes',
      change.replace('a/x', '"a/\\303\\244"').replace('b/x', '"b/\\303\\244"'),
      { files: [expect.objectContaining({ path: 'ä' })] },
    ],
    [
      'of a move',
      'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n',
      { files: [expect.objectContaining({ kind: 'move', path: 'y', source: 'x' })] },
    ],
    [
      'of a mode',
      'diff --git a/x b/x\nold mode 100644\nnew mode 100755\n',
      { files: [expect.objectContaining({ kind: 'update', executable: true })] },
    ],
    [
      'of an empty new file',
      'diff --git a/x b/x\nnew file mode 100644\nindex 0000000..e69de29\n',
      { files: [expect.objectContaining({ kind: 'create', executable: undefined })] },
    ],
    [
      'of a new file in plain form',
      '--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n',
      { files: [expect.objectContaining({ kind: 'create', path: 'x' })] },
    ],
    [
      'of a deleted file',
      '--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n',
      { files: [expect.objectContaining({ kind: 'delete', path: 'x' })] },
    ],
  ])('is read %s', (_name, patch, expected) => {
    expect(parsePatch(patch)).toMatchObject(expected);
  });

  it('brings the words of git format-patch, one message after the other', () => {
    const mail = (sha: string, subject: string, diff: string): string =>
      `From ${sha.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: Ada <ada@example.org>\nDate: Mon, 2 Nov 2026 10:00:00 +0100\n` +
      `Subject: [PATCH 1/2] ${subject}\n\nBecause two is a digit.\n\n---\n x | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n` +
      `diff --git a/x b/x\nindex 1..2 100644\n${diff}-- \n2.39.5\n\n`;
    const second = '--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-2\n+II\n three\n';
    const pasted = mail('a', 'Write two\n as a digit', change) + mail('b', 'And as Romans do', second);
    const patch = parsePatch(pasted);
    expect(patch).toMatchObject({ subject: 'Write two as a digit', body: 'Because two is a digit.' });
    expect(contentOf(pasted, 'x', text)).toBe('one\nII\nthree\n');
  });

  const header = (path: string): string => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;
  it.each<[string, string, RegExp]>([
    ['a path above the repository', header('../x'), /leaves the repository/],
    ['an absolute path', '--- /etc/passwd\n+++ /etc/passwd\n@@ -1 +1 @@\n-a\n+b\n', /not relative/],
    ['a drive', header('C:/x'), /not relative/],
    ['a backslash', header('x\\y'), /backslash/],
    ["git's folder", header('.git/config'), /git's own folder/],
    ["git's folder in capitals", header('sub/.GIT/hooks/x'), /git's own folder/],
    ["git's folder behind a dot", header('.git./x'), /git's own folder/],
    ["git's folder with a format character", header('.g\u200cit/x'), /git's own folder/],
    ["git's short name", header('GIT~1/x'), /git's own folder/],
    ['a NUL in a name', '--- "a/x\\000"\n+++ "b/x\\000"\n@@ -1 +1 @@\n-a\n+b\n', /control character/],
    ['a NUL in a line', header('x').replace('+b', '+\0'), /NUL/],
    ['an empty folder name', header('x//y'), /leaves the repository/],
    ['a move out of the repository', 'diff --git a/x b/../y\nrename from x\nrename to ../y\n', /leaves the repository/],
    [
      'a new link',
      'diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc\n',
      /symbolic link/,
    ],
    ['a changed link', `diff --git a/x b/x\nindex 123..456 120000\n${header('x')}`, /symbolic link/],
    [
      'a submodule',
      'diff --git a/x b/x\nnew file mode 160000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+Subproject commit 1\n',
      /submodule/,
    ],
    ['a binary file', 'diff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n', /binary/],
    ['binary data', 'diff --git a/x b/x\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKc${Nk\n', /binary/],
    ['no change', 'diff --git a/x b/x\n', /does not say what changes/],
    ['a file without its hunks', `${header('y')}--- a/x\n+++ b/x\n`, /names x but does not say what changes/],
    ['a hunk without line numbers', '--- a/x\n+++ b/x\n@@ here @@\n-a\n+b\n', /no line numbers/],
    ['hunks of no file', '@@ -1 +1 @@\n-a\n+b\n', /1 to 1024 characters/],
    ['no patch at all', 'please fix the login', /no change in this patch/],
    ['a hunk that was cut off', change.replace('+2\n three\n', ''), /cannot be read/],
    ['too many characters', `${change}${'#'.repeat(1_000_000)}`, /at most 1000000/],
    [
      'too many hunks',
      `--- a/x\n+++ b/x\n${Array.from({ length: 2_001 }, (_, index) => `@@ -${index + 1} +${index + 1} @@\n-a\n+b\n`).join('')}`,
      /2001 hunks/,
    ],
    ['too many files', Array.from({ length: 101 }, (_, index) => header(`f${index}`)).join(''), /101 files/],
  ])('is refused with %s', (_name, patch, message) => {
    expect(() => parsePatch(patch)).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringMatching(message) }),
    );
  });

  it.each<[string, string, string, string]>([
    ['a file with \\r\\n, from a chat that has none', change, 'one\r\ntwo\r\nthree\r\n', 'one\r\n2\r\nthree\r\n'],
    [
      'a file without a last line break',
      change.replace('three\n', 'three\n\\ No newline at end of file\n'),
      'one\ntwo\nthree',
      'one\n2\nthree',
    ],
    [
      'a mixed file',
      change.replace('-two', '-two\r').replace('+2', '+2\r'),
      'one\ntwo\r\nthree\n',
      'one\n2\r\nthree\n',
    ],
    [
      'a place further down',
      change.replace('@@ -1,3 +1,3 @@', '@@ -5,3 +5,3 @@'),
      `zero\n${text}`,
      'zero\none\n2\nthree\n',
    ],
  ])('is applied to %s', (_name, patch, before, after) => {
    expect(contentOf(patch, 'x', before)).toBe(after);
  });

  it.each<[string, string, RegExp]>([
    ['another line', 'one\nzwei\nthree\n', /x, hunk 1 \(line 1\) does not fit: expected "two" at line 2, found "zwei"/],
    ['the end of the file', 'one\n', /expected "two" at line 2, found the end of the file/],
  ])('names the file, the hunk and the line when it meets %s', (_name, before, message) => {
    expect(() => contentOf(change, 'x', before)).toThrow(message);
  });

  it.each<[string, string, ReadonlyMap<string, FileState>, RegExp]>([
    ['a file that is missing', change, new Map(), /wants to update x, which is not there/],
    [
      'a new file that exists',
      '--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n',
      new Map([['x', file('')]]),
      /x anew, but it is there already/,
    ],
    [
      'a deletion that leaves lines',
      '--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n',
      new Map([['x', file('a\nb\n')]]),
      /does not fit/,
    ],
    [
      'a deletion that shows no lines',
      'diff --git a/x b/x\ndeleted file mode 100644\n',
      new Map([['x', file('a\n')]]),
      /lines that the patch does not show/,
    ],
  ])('is refused for %s', (_name, patch, originals, message) => {
    expect(() => resultOf(patch, originals)).toThrow(message);
  });

  it('moves, copies and changes modes', () => {
    const patch =
      'diff --git a/x b/y\nold mode 100644\nnew mode 100755\nrename from x\nrename to y\n' +
      'diff --git a/z b/copy\ncopy from z\ncopy to copy\n';
    const originals = new Map([
      ['x', file('1')],
      ['z', file('2')],
    ]);
    expect(pathsOf(parsePatch(patch)).sort()).toEqual(['copy', 'x', 'y', 'z']);
    expect(applyPatch(parsePatch(patch), originals)).toEqual([
      { path: 'z', before: file('2'), after: file('2') },
      { path: 'y', previousPath: 'x', before: file('1'), after: file('1', true) },
      { path: 'copy', before: undefined, after: file('2') },
    ]);
  });

  // Each would take minutes if it were more than linear: the test's own time limit is the check.
  const blanks = ' '.repeat(900_000);
  it.each([
    ['a fence that is not closed', `\`\`\`\n${blanks}x`],
    ['a fence over many blank lines', `\`\`\`\n${'\n'.repeat(900_000)}x`],
    ['backticks', '`'.repeat(900_000)],
    ['fences', '```\n'.repeat(225_000)],
    ['what looks like a signature', `--- a\n+++ b\n-- \n1.1${blanks}\nx`],
    ['a version of many digits', `--- a\n+++ b\n-- \n${'1'.repeat(900_000)}\nx`],
  ])('is looked for in %s', (_name, pasted) => {
    expect(() => parsePatch(pasted)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it.each([
    ['in a longer fence', `\`\`\`\`diff\n${change}\`\`\`\`\n`],
    ['in a fence with blanks around it', ` \n\`\`\`\n${change}\`\`\`  \n \n`],
    ['in a fence without an end', `\`\`\`\n${change}`],
    ['with a signature', `${change}-- \n2.39.5\n\n`],
    ['with a signature that lost its blank', `${change}--\n2.39.5 (Apple Git-154)`],
  ])('is applied %s', (_name, patch) => {
    expect(contentOf(patch, 'x', text)).toBe('one\n2\nthree\n');
  });

  it('is refused where its lines repeat too often to search for its place', () => {
    const [count, half] = [80_000, 40_000];
    const hunk = `@@ -2,${half + 2} +2,${half + 2} @@\n${' a\n'.repeat(half)}-b\n+c\n a\n`;
    expect(() => contentOf(`--- a/x\n+++ b/x\n${hunk}`, 'x', 'a\n'.repeat(count))).toThrow(
      expect.objectContaining({
        code: 'input.invalid',
        message: expect.stringMatching(/^x, hunk 1 \(line 2\) is not at its line, .* Make the patch again/),
      }),
    );
  });

  it('searches no longer for many files than for one', () => {
    const hunk = `@@ -2,2002 +2,2002 @@\n${' a\n'.repeat(2_000)}-b\n+c\n a\n`;
    const paths = Array.from({ length: 20 }, (_, index) => `f${index}`);
    // Each takes two million comparisons, and has its place at the end.
    const content = `${'a\n'.repeat(3_000)}b\na\n`;
    const patch = paths.map((path) => `--- a/${path}\n+++ b/${path}\n${hunk}`).join('');
    expect(() => resultOf(patch, new Map(paths.map((path) => [path, file(content)])))).toThrow(
      /^f2, hunk 1 .* repeat too often/,
    );
  });

  it('is applied to repeated lines where its line number is right', () => {
    const half = 100_000;
    const hunk = `@@ -2,${half + 2} +2,${half + 2} @@\n${' a\n'.repeat(half)}-b\n+c\n a\n`;
    const before = `${'a\n'.repeat(half + 1)}b\n${'a\n'.repeat(half)}`;
    expect(contentOf(`--- a/x\n+++ b/x\n${hunk}`, 'x', before)).toBe(before.replace('b', 'c'));
  });

  it('takes half a million new lines', () => {
    const count = 450_000;
    const patch = `--- /dev/null\n+++ b/x\n@@ -0,0 +1,${count} @@\n${'+\n'.repeat(count)}`;
    expect(resultOf(patch, new Map()).get('x')?.content).toHaveLength(count);
  });
});

const refused = 'refused';
function outcome(work: () => string | undefined): string | undefined {
  try {
    return work();
  } catch {
    return refused;
  }
}
