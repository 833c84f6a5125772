import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDiff } from '../../src/http/diff.ts';
import { diffView, showUnseen } from '../../src/http/diff-view.ts';

const twoFiles = `diff --git a/a.txt b/a.txt
--- a/a.txt
+++ b/a.txt
@@ -2,3 +2,4 @@ section
 same
-old
--- not a header
+new
++++ neither
+more
\\ No newline at end of file
diff --git "a/caf\\303\\251.txt" b/tea.txt
similarity index 90%
rename from "caf\\303\\251.txt"
rename to tea.txt
diff --git a/run me.sh b/run me.sh
old mode 100644
new mode 100755
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-x
`;

describe('readDiff', () => {
  it('finds the files and what happens to them', () => {
    expect(readDiff(twoFiles).map(({ lines: _lines, ...file }) => file)).toEqual([
      { path: 'a.txt', previousPath: undefined, change: 'changed', added: 3, removed: 2 },
      { path: 'tea.txt', previousPath: 'café.txt', change: 'moved', added: 0, removed: 0 },
      { path: 'run me.sh', previousPath: undefined, change: 'changed', added: 0, removed: 0 },
      { path: 'gone.txt', previousPath: undefined, change: 'deleted', added: 0, removed: 1 },
    ]);
  });

  it('numbers the lines of both sides', () => {
    const [file] = readDiff(twoFiles);
    expect(file?.lines.slice(3).map(({ kind, old, current }) => [kind, old, current])).toEqual([
      ['hunk', undefined, undefined],
      ['context', 2, 2],
      ['removed', 3, undefined],
      ['removed', 4, undefined],
      ['added', undefined, 3],
      ['added', undefined, 4],
      ['added', undefined, 5],
      ['note', undefined, undefined],
    ]);
  });

  it('reads a diff without git headers', () => {
    const files = readDiff('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n');
    expect(files.map(({ path, added, removed }) => [path, added, removed])).toEqual([
      ['x', 1, 1],
      ['y', 1, 1],
    ]);
  });

  it('leaves nothing out, whatever it is given', () => {
    const lines = fc.constantFrom(
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/y',
      '@@ -1,2 +1,3 @@',
      '+a',
      '-b',
      ' c',
      'd',
      'rename from "',
    );
    const diffs = fc
      .array(
        fc.oneof(
          lines,
          fc.string().map((text) => text.replaceAll('\n', '')),
        ),
      )
      .map((all) => all.join('\n'));
    const signs = { added: '+', removed: '-', context: ' ', header: '', hunk: '', note: '' };
    fc.assert(
      fc.property(diffs, (diff) => {
        const shown = readDiff(diff).flatMap(({ lines }) => lines.map(({ kind, text }) => signs[kind] + text));
        const normal = (line: string): string => line.replace(/^\\\s*/, '').trim();
        expect(shown.map(normal)).toEqual(diff.replace(/\n$/, '').split('\n').map(normal));
      }),
    );
  });
});

describe('diffView', () => {
  it('escapes what stands in files and their names', () => {
    const view = String(diffView('--- a/<b>\n+++ b/<b>\n@@ -1 +1 @@\n-<script>\n+"&\n'));
    expect(view).toContain('&lt;b&gt;');
    expect(view).toContain('&lt;script&gt;');
    expect(view).not.toMatch(/<b>|<script>/);
  });

  it('names characters that would turn or hide the text', () => {
    expect(String(showUnseen('a\u202eb\u200bc\td'))).toBe(
      'a<span class="unseen">U+202E</span>b<span class="unseen">U+200B</span>c\td',
    );
  });

  it('folds a long file and shows it whole', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `+line ${index}`);
    const view = String(diffView(`--- a/x\n+++ b/x\n@@ -0,0 +1,500 @@\n${lines.join('\n')}\n`));
    expect(view).toMatch(/<details class="file">/);
    expect(view).toContain('line 499');
  });

  it('is nothing where there is no diff', () => {
    expect(String(diffView(undefined))).toBe('');
    expect(String(diffView(''))).toBe('');
  });
});
