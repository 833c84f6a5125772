import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/apply-patch.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare, send } from './sending.ts';

const largeFiles = Array.from({ length: 6 }, (_, index) => `large/${index}.txt`);

let world: GitLabWorld;
beforeAll(async () => {
  const large = Object.fromEntries(largeFiles.map((path) => [path, `0\n${'x\n'.repeat(450_000)}`]));
  world = await createGitLabWorld({
    ...large,
    'src/main.ts': 'one\ntwo\nthree\nfour\nfive\nsix\n',
    'logo.png': Buffer.from([0x89, 0x50, 0, 1]),
  });
});
afterAll(() => world.close());

const patch = `From ${'a'.repeat(40)} Mon Sep 17 00:00:00 2001
From: Jonas Weber <jonas@aurora.example>
Date: Fri, 20 Nov 2026 10:00:00 +0100
Subject: [PATCH] Count in *digits*

The display has no letters.
---
 src/main.ts | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/src/main.ts b/src/main.ts
index 1111111..2222222 100644
--- a/src/main.ts
+++ b/src/main.ts
@@ -1,5 +1,5 @@
 one
-two
+2
 three
 four
 five
diff --git a/run.sh b/run.sh
new file mode 100755
index 0000000..3333333
--- /dev/null
+++ b/run.sh
@@ -0,0 +1 @@
+echo
--${' '}
2.39.5
`;

describe('coding.apply-patch', () => {
  it('shows what the branch will hold, from which commit', async () => {
    const shown = await prepare(capability, { project, patch }, world.context);
    expect(shown.preview).toMatchInlineSnapshot(`
      {
        "diff": "diff --git a/run.sh b/run.sh
      new file mode 100755
      --- /dev/null
      +++ b/run.sh
      @@ -0,0 +1 @@
      +echo
      diff --git a/src/main.ts b/src/main.ts
      --- a/src/main.ts
      +++ b/src/main.ts
      @@ -1,5 +1,5 @@
       one
      -two
      +2
       three
       four
       five
      ",
        "facts": {
          "Branch": "new branch from main (6ee3b595) → main",
          "Files": "2",
          "Lines": "+2 −1",
          "Project": "aurora/adjutant",
        },
        "markdown": "Apply this patch to \`main\` of \`aurora/adjutant\` and open the merge request **Count in \\*digits\\***?

      > The display has no letters.",
      }
    `);
    expect(world.effects()).toEqual({});
  });

  it('makes one branch with one commit and one merge request', async () => {
    const { parts, preview } = await prepare(capability, { project, patch, title: 'Digits' }, world.context);
    const [branch, request] = await send(parts, world);
    expect(branch?.output.name).toMatch(/^adjutant\/[0-9a-f-]{36}-digits$/);
    const name = String(branch?.output.name);
    const { commits, diff } = await world.gitlab.compare(project, 'main', name);
    expect(diff).toBe(preview.diff);
    expect(commits.map((commit) => commit.message)).toEqual([
      `Digits\n\nThe display has no letters.\n\nAdjutant-Effect: ${branch?.effect}\n`,
    ]);
    const [opened] = await world.gitlab.mergeRequestsOf(project, name);
    expect(opened).toMatchObject({ iid: request?.output.iid, title: 'Digits', target: 'main', state: 'opened' });
  });

  it('takes its name from the files when nobody gave one', async () => {
    const plain = '--- a/src/main.ts\n+++ b/src/main.ts\n@@ -1,4 +1,4 @@\n one\n-two\n+2\n three\n four\n';
    const { preview } = await prepare(capability, { project, patch: plain }, world.context);
    expect(preview.markdown).toContain('**Apply patch to src/main.ts**');
  });

  it.each([
    ['a branch that is not there', { patch, target: 'nowhere' }, /no branch nowhere/],
    [
      'a patch that does not fit',
      { patch: patch.replace('-two', '-zwei') },
      /src\/main.ts, hunk 1 \(line 1\) does not fit: expected "zwei"/,
    ],
    [
      'changes of files that are too large together',
      { patch: largeFiles.map((path) => `--- a/${path}\n+++ b/${path}\n@@ -1,2 +1,2 @@\n-0\n+1\n x\n`).join('') },
      /5\d{6} bytes together; at most 5000000/,
    ],
    ['a binary file', { patch: '--- a/logo.png\n+++ b/logo.png\n@@ -1 +1 @@\n-a\n+b\n' }, /logo.png is a binary file/],
    [
      'a patch that changes nothing',
      { patch: 'diff --git a/src/main.ts b/src/main.ts\nold mode 100755\nnew mode 100644\n' },
      /nothing would change/,
    ],
    ['no patch', { patch: 'hello' }, /no change in this patch/],
  ])('refuses %s', async (_name, input, message) => {
    await expect(prepare(capability, { project, ...input }, world.context)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
  });

  it('has one key for the same patch', () => {
    const input = { project, patch, target: '', title: '' };
    expect(capability.key(input)).toBe(capability.key({ ...input, title: 'Other' }));
    expect(capability.key(input)).not.toBe(capability.key({ ...input, patch: `${patch}\n` }));
  });
});
