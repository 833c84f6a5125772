import { describe, expect, it } from 'vitest';
import { type FileDiff, gitDiff } from '../../../src/integrations/gitlab/diff.ts';

const file: FileDiff = {
  diff: '@@ -1 +1 @@\n-a\n+b\n',
  old_path: 'x',
  new_path: 'x',
  a_mode: '100644',
  b_mode: '100644',
  new_file: false,
  deleted_file: false,
  renamed_file: false,
};
const head = 'diff --git a/x b/x\n';

describe('the diff of one file of GitLab', () => {
  it.each<[string, Partial<FileDiff>, string]>([
    ['a change', {}, `${head}--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n`],
    ['a change of a newer GitLab', { diff: `--- a/x\n+++ b/x\n${file.diff}` }, `${head}--- a/x\n+++ b/x\n${file.diff}`],
    [
      'a removed line that looks like a side',
      { diff: '@@ -1 +1 @@\n--- y\n+++ z\n' },
      `${head}--- a/x\n+++ b/x\n@@ -1 +1 @@\n--- y\n+++ z\n`,
    ],
    [
      'a new file',
      { new_file: true, a_mode: '0' },
      `${head}new file mode 100644\n--- /dev/null\n+++ b/x\n${file.diff}`,
    ],
    ['a new empty file', { new_file: true, a_mode: '0', diff: '' }, `${head}new file mode 100644\n`],
    [
      'a deleted file',
      { deleted_file: true, b_mode: '0' },
      `${head}deleted file mode 100644\n--- a/x\n+++ /dev/null\n${file.diff}`,
    ],
    ['a move', { renamed_file: true, new_path: 'y', diff: '' }, 'diff --git a/x b/y\nrename from x\nrename to y\n'],
    ['a mode', { b_mode: '100755', diff: '' }, `${head}old mode 100644\nnew mode 100755\n`],
    [
      'no line break at the end',
      { diff: '@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file' },
      `${head}--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n`,
    ],
    ['a binary file', { diff: 'Binary files a/x and b/x differ\n' }, `${head}Binary files a/x and b/x differ\n`],
    [
      'a file too large to show',
      { diff: '', too_large: true },
      `${head}The change of this file is too large for GitLab to show.\n`,
    ],
    [
      'a folded file',
      { diff: '', collapsed: true },
      `${head}The change of this file is too large for GitLab to show.\n`,
    ],
  ])('says %s as git does', (_name, change, expected) => {
    expect(gitDiff({ ...file, ...change })).toBe(expected);
  });
});
