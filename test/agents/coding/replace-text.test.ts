import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/replace-text.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare, send } from './sending.ts';

let world: GitLabWorld;
beforeAll(async () => {
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`many/${index}.txt`, 'common word\n']));
  world = await createGitLabWorld({
    ...many,
    'src/user.ts': `export function getUser(id: string) {\n  return getUser.cache.get(id) ?? getUser(id);\n}\n${'// pad\n'.repeat(9)}\`\`\`getUser\`\`\`\n`,
    'src/long.ts': `const x = '${'-'.repeat(200)}'; getUser();\n`,
    'src/OTHER.ts': 'GETUSER\n',
    'docs/user.md': 'Call getUser first.\n',
    'places.txt': 'ab'.repeat(2_001),
    'long.txt': 'long word\n'.repeat(1_000),
  });
});
afterAll(() => world.close());

describe('coding.replace-text', () => {
  it('shows every place, and the change of each file', async () => {
    const input = { project, find: 'getUser', replace: 'findUser', paths: 'src/**' };
    const shown = await prepare(capability, input, world.context);
    expect(shown.preview).toMatchInlineSnapshot(`
      {
        "diff": "diff --git a/src/long.ts b/src/long.ts
      --- a/src/long.ts
      +++ b/src/long.ts
      @@ -1 +1 @@
      -const x = '--------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------'; getUser();
      +const x = '--------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------'; findUser();
      diff --git a/src/user.ts b/src/user.ts
      --- a/src/user.ts
      +++ b/src/user.ts
      @@ -1,5 +1,5 @@
      -export function getUser(id: string) {
      -  return getUser.cache.get(id) ?? getUser(id);
      +export function findUser(id: string) {
      +  return findUser.cache.get(id) ?? findUser(id);
       }
       // pad
       // pad
      @@ -10,4 +10,4 @@
       // pad
       // pad
       // pad
      -\`\`\`getUser\`\`\`
      +\`\`\`findUser\`\`\`
      ",
        "facts": {
          "Branch": "new branch from main (954ec083) → main",
          "Files": "2",
          "Left as they are": "1 in other letter case",
          "Lines": "+4 −4",
          "Places": "5",
          "Project": "aurora/adjutant",
        },
        "markdown": "Replace \`getUser\` with \`findUser\` in \`aurora/adjutant\` and open the merge request **Replace “getUser” with “findUser”**?

      \`\`\`\`
      src/long.ts:1  …-------------------------------------'; getUser(); → …-------------------------------------'; findUser();
      src/user.ts:1  export function getUser(id: string) { → export function findUser(id: string) {
      src/user.ts:2  return getUser.cache.get(id) ?? getUser(id); → return findUser.cache.get(id) ?? findUser(id);
      src/user.ts:13  \`\`\`getUser\`\`\` → \`\`\`findUser\`\`\`
      \`\`\`\`",
      }
    `);
    expect(world.effects()).toEqual({});
  });

  it.each(['docs/user.md', 'user.md'])('asks back when the file %s is to be renamed', async (find) => {
    const input = { project, find, replace: 'people.md' };
    await expect(prepare(capability, input, world.context)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(/`docs\/user\.md` is a file, and files cannot be renamed here.*paths=/),
    });
  });

  it('replaces what looks like a file name and is none, and a file name where it is said where', async () => {
    const member = { project, find: 'getUser.cache', replace: 'getUser.store' };
    expect((await prepare(capability, member, world.context)).preview.facts).toMatchObject({ Places: '1' });
    const mentioned = { project, find: 'user.md', replace: 'people.md', paths: 'docs/**' };
    await expect(prepare(capability, mentioned, world.context)).rejects.toThrow(/was not found/);
  });

  it('changes what it showed', async () => {
    const input = { project, find: 'getUser', replace: 'findUser', paths: '*.md', title: 'Say findUser' };
    const { parts, preview } = await prepare(capability, input, world.context);
    const [branch] = await send(parts, world);
    const { diff } = await world.gitlab.compare(project, 'main', String(branch?.output.name));
    expect(preview.facts).toMatchObject({ Files: '1' });
    expect(diff).toBe(preview.diff);
  });

  it('removes a text of several lines', async () => {
    const find = '  return getUser.cache.get(id) ?? getUser(id);\n}\n';
    const { preview } = await prepare(capability, { project, find, replace: '' }, world.context);
    expect(preview.diff).toContain('-  return getUser.cache.get(id) ?? getUser(id);\n-}\n');
    expect(preview.facts).toMatchObject({ Files: '1', Places: '1' });
  });

  it.each([
    [
      'a text that is nowhere',
      { find: 'no such words' },
      /“no such words” was not found\. Every file was read\. Copy the text from a file/,
    ],
    ['a text in other letter case', { find: 'GetUser' }, /was not found\. It stands in 7 places in other letter case/],
    ['a text outside the paths', { find: 'getUser', paths: 'many/**' }, /was not found in many\/\*\*/],
    [
      'paths that no file fits',
      { find: 'getUser', paths: 'lib/**' },
      /No file of aurora\/adjutant \(main\) fits lib\/\*\*/,
    ],
    ['too many files', { find: 'common word' }, /101 files hold this text; at most 100/],
    ['too many places', { find: 'ab' }, /more than 2000 places; at most 2000/],
    [
      'a file that would grow too large',
      { find: 'long word', replace: 'x'.repeat(10_000) },
      /10\d{6} bytes together; at most 5000000/,
    ],
    ['a replacement by itself', { find: 'getUser', replace: 'getUser' }, /nothing would change/],
    ['blanks that are nowhere', { find: '   \t ' }, /“␣␣␣⇥␣” was not found/],
    ['a branch that is not there', { find: 'getUser', target: 'nowhere' }, /no branch nowhere/],
  ])('refuses %s', async (_name, input, message) => {
    await expect(prepare(capability, { project, replace: 'x', ...input }, world.context)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
  });
});
