import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/upgrade-dependency.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare, send } from './sending.ts';

const packageJson = (version: string): string => `{\n  "dependencies": {\n    "express": "${version}"\n  }\n}\n`;

let world: GitLabWorld;
beforeAll(async () => {
  const many = Object.fromEntries(
    Array.from({ length: 201 }, (_, index) => [`gems/${index}/Gemfile`, "gem 'x', '1'\n"]),
  );
  world = await createGitLabWorld({
    ...many,
    'package.json': packageJson('^4.18.2'),
    'package-lock.json': '{}\n',
    'web app/package.json': packageJson('4.18.2'),
    'web app/yarn.lock': '\n',
    'old/package.json': packageJson('file:../express'),
    'broken/package.json': '{',
    'binary/package.json': Buffer.from([0, 1, 2]),
    'node_modules/express/package.json': packageJson('1.0.0'),
    'requirements.txt': 'redis==5.0.0\n',
    'Cargo.toml': '[dependencies]\nredis = "0.25"\n',
    'Cargo.lock': '\n',
  });
});
afterAll(() => world.close());

describe('coding.upgrade-dependency', () => {
  it('shows every place, what the step means, and which lock files it leaves', async () => {
    const input = { project, dependency: 'express', version: '5.1.0', ecosystem: 'npm' };
    const { preview } = await prepare(capability, input, world.context);
    expect(preview).toMatchInlineSnapshot(`
      {
        "diff": "diff --git a/package.json b/package.json
      --- a/package.json
      +++ b/package.json
      @@ -1,5 +1,5 @@
       {
         "dependencies": {
      -    "express": "^4.18.2"
      +    "express": "^5.1.0"
         }
       }
      diff --git a/web app/package.json b/web app/package.json
      --- a/web app/package.json	
      +++ b/web app/package.json	
      @@ -1,5 +1,5 @@
       {
         "dependencies": {
      -    "express": "4.18.2"
      +    "express": "5.1.0"
         }
       }
      ",
        "facts": {
          "Branch": "new branch from main (4158b9ac) → main",
          "Files": "2",
          "Left as they are": "old/package.json:3: it comes from file:",
          "Lines": "+2 −2",
          "Not readable, left out": "binary/package.json, broken/package.json",
          "Project": "aurora/adjutant",
          "Step": "a major step: it may break what uses it, so read its release notes",
        },
        "markdown": "Upgrade \`express\` in \`aurora/adjutant\` and open the merge request **Upgrade express to 5.1.0**?

      \`\`\`
      package.json:3  ^4.18.2 → ^5.1.0
      web app/package.json:3  4.18.2 → 5.1.0
      \`\`\`

      \`package-lock.json\` is not changed, because only its own tool can write it. Run \`npm install\` on the branch and commit what it writes.

      \`web app/yarn.lock\` is not changed, because only its own tool can write it. Run \`yarn install\` in \`web app\` on the branch and commit what it writes.",
      }
    `);
    expect(world.effects()).toEqual({});
  });

  it('changes what it showed, and tells reviewers what is left to do', async () => {
    const input = { project, dependency: 'redis', version: '0.27.6', ecosystem: 'cargo' };
    const { parts, preview } = await prepare(capability, input, world.context);
    const [branch, opened] = await send(parts, world);
    const { diff } = await world.gitlab.compare(project, 'main', String(branch?.output.name));
    expect(diff).toBe(preview.diff);
    const mergeRequest = await world.gitlab.mergeRequestStatus(project, Number(opened?.output.iid));
    expect(mergeRequest?.title).toBe('Upgrade redis from 0.25 to 0.27.6');
    expect(mergeRequest?.description).toContain(
      'This is a major step: it may break what uses it, so read its release notes.',
    );
    expect(mergeRequest?.description).toContain(
      '`Cargo.lock` is not changed, because only its own tool can write it. Run `cargo update redis` on the branch',
    );
  });

  it.each([
    ['express 5.1.0', { dependency: 'express', version: '5.1.0' }],
    ['express to ^5', { dependency: 'express', version: '^5' }],
    ['requests >=2.32, <3', { dependency: 'requests', version: '>=2.32, <3' }],
    ['express', {}],
    ['', {}],
  ])('reads “%s”', (words, input) => {
    expect(capability.fromWords?.(words)).toEqual(input);
  });

  it.each([
    ['a name that is nowhere', { dependency: 'expres' }, /No manifest here names expres\. There are: express\./],
    [
      'what stands in several ecosystems',
      { dependency: 'redis', ecosystem: 'pip', version: '^5' },
      /pip does not know “\^5”/,
    ],
    ['“latest”', { version: 'latest' }, /no registry is asked for the latest one/],
    ['a version with a line break', { version: '5.0.0\n"x": "1' }, /Give the version to go to/],
    ['a version in a fence', { version: '`5.0.0`' }, /Give the version to go to/],
    ['two names', { dependency: 'express react' }, /Give the name of one dependency/],
    ['a name in another script', { dependency: '快递' }, /No manifest here names 快递/],
    ['what is there already', { version: '4.18.2' }, /express is there already: .*says so already/],
    ['an ecosystem without manifests', { ecosystem: 'maven' }, /has no manifest of maven/],
    ['too many manifests', { ecosystem: 'gem' }, /201 manifests are there; at most 200/],
    ['a branch that is not there', { target: 'nowhere' }, /no branch nowhere/],
  ])('refuses %s', async (_name, input, message) => {
    const whole = { project, dependency: 'express', version: '5.1.0', ecosystem: 'npm', ...input };
    await expect(prepare(capability, whole, world.context)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
    });
  });
});
