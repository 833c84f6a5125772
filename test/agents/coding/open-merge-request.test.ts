import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/open-merge-request.ts';
import { parse } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { takeBack } from '../take-back.ts';
import { complete, effectId, preview } from './sending.ts';

let world: GitLabWorld;
beforeAll(async () => {
  world = await createGitLabWorld({ 'README.md': '# Adjutant\n', 'src/main.ts': 'one\ntwo\nthree\n' });
});
afterAll(() => world.close());

async function push(branch: string, message = 'Fix *the* login'): Promise<void> {
  const startCommit = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
  const changes = [{ action: 'update' as const, path: 'src/main.ts', content: 'one\n2\nthree\n' }];
  await world.gitlab.createBranchWithCommit({ project, branch, startCommit, message, changes });
}
const inputFor = async (source: string, more: object = {}) =>
  parse(capability.input, await complete(capability, { project, source, ...more }, world.context));

describe('coding.open-merge-request', () => {
  it('shows the branch, its change and its title before it opens anything', async () => {
    await push('fix-login');
    const input = { project, source: 'fix-login', description: 'Closes the *gap*.\n/merge' };
    expect(await preview(capability, input, world.context)).toMatchInlineSnapshot(`
      {
        "diff": "diff --git a/src/main.ts b/src/main.ts
      --- a/src/main.ts
      +++ b/src/main.ts
      @@ -1,3 +1,3 @@
       one
      -two
      +2
       three
      ",
        "facts": {
          "Branch": "fix-login → main",
          "Commits": "1",
          "Files": "1",
          "Lines": "+1 −1",
          "Project": "aurora/adjutant",
        },
        "markdown": "Open the merge request **Fix \\*the\\* login** in \`aurora/adjutant\`?

      > Closes the \\*gap\\*.
      > /merge",
      }
    `);
    expect(await world.gitlab.mergeRequestsOf(project, 'fix-login')).toEqual([]);
  });

  it.each([
    ['a source that is not there', { source: 'nowhere' }, 'input.invalid', /no branch nowhere in aurora\/adjutant/],
    ['a target that is not there', { source: 'refused', target: 'nowhere' }, 'input.invalid', /no branch nowhere/],
    ['a branch into itself', { source: 'main' }, 'input.invalid', /cannot be merged into itself/],
    [
      'a branch without news',
      { source: 'main', target: 'refused' },
      'input.invalid',
      /no commits that refused does not have/,
    ],
  ])('refuses %s', async (_name, input, code, message) => {
    if (!(await world.gitlab.branch(project, 'refused'))) await push('refused');
    await expect(preview(capability, { project, ...input }, world.context)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('opens it with the mark, who asked, and no orders to GitLab', async () => {
    await push('opened', 'Open me\n\nMore words');
    const input = await inputFor('opened', { description: 'Why.\n/merge\n  /label ~bug' });
    const output = parse(capability.output, await capability.run(input, world.effectContext(effectId)));
    const [opened] = await world.gitlab.mergeRequestsOf(project, 'opened');
    expect(opened).toMatchObject({
      iid: output.iid,
      url: output.url,
      title: 'Open me',
      target: 'main',
      state: 'opened',
    });
    expect(opened?.description).toBe(
      `Why.\n\\/merge\n  \\/label ~bug\n\nRequested by Maria Lindqvist with Adjutant.\n\nAdjutant-Effect: ${effectId}`,
    );
    expect(capability.present(output)).toEqual({
      markdown: `Merge request !${output.iid} is open.`,
      links: [{ label: 'Review', url: output.url }],
    });
    await expect(preview(capability, input, world.context)).rejects.toMatchObject({
      code: 'upstream.conflict',
      message: expect.stringContaining(String(output.url)),
    });
  });

  it('is found by its mark in any state, and by nothing else', async () => {
    await push('found');
    const [ctx, other] = [world.effectContext('effect-1'), world.effectContext('effect-10')];
    const input = await inputFor('found');
    expect(await capability.find(input, ctx)).toBe('absent');
    const made = await capability.run(input, ctx);
    expect(await capability.find(input, ctx)).toEqual({ found: made });
    expect(await capability.find(input, other)).toBe('absent');
    await takeBack(capability, parse(capability.output, made), input, ctx);
    expect(await capability.find(input, ctx)).toEqual({ found: made });
    expect(await world.gitlab.mergeRequestsOf(project, 'found')).toMatchObject([{ state: 'closed' }]);
  });

  it('is refused when the branch was pushed to after it was shown', async () => {
    await push('moving');
    const input = await inputFor('moving');
    await world.gitlab.deleteBranch(project, 'moving');
    await push('moving', 'Something else');
    await expect(capability.run(input, world.effectContext('effect-3'))).rejects.toMatchObject({
      code: 'upstream.refused',
      message: expect.stringContaining('new commits since it was shown'),
    });
    expect(await world.gitlab.mergeRequestsOf(project, 'moving')).toEqual([]);
  });

  it('stays when it was merged meanwhile', async () => {
    await push('merged');
    const ctx = world.effectContext('effect-2');
    const input = await inputFor('merged');
    const output = parse(capability.output, await capability.run(input, ctx));
    await world.mergeByHand(Number(output.iid));
    expect(await takeBack(capability, output, input, ctx)).toEqual({
      stays: expect.stringContaining('is merged, so it stays'),
    });
  });
});
