import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/open-merge-request.ts';
import { parse } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { effectId, preview } from './sending.ts';

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
const inputFor = (source: string, more: object = {}) => parse(capability.input, { project, source, ...more });

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
    const input = inputFor('opened', { description: 'Why.\n/merge\n  /label ~bug' });
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
    await expect(preview(capability, inputFor('opened'), world.context)).rejects.toMatchObject({
      code: 'upstream.conflict',
      message: expect.stringContaining(String(output.url)),
    });
  });

  it('is found by its mark in any state, and by nothing else', async () => {
    await push('found');
    const [ctx, other] = [world.effectContext('effect-1'), world.effectContext('effect-10')];
    expect(await capability.find(inputFor('found'), ctx)).toBe('absent');
    const made = await capability.run(inputFor('found'), ctx);
    expect(await capability.find(inputFor('found'), ctx)).toEqual({ found: made });
    expect(await capability.find(inputFor('found'), other)).toBe('absent');
    await capability.undo?.(parse(capability.output, made), inputFor('found'), ctx);
    expect(await capability.find(inputFor('found'), ctx)).toEqual({ found: made });
    expect(await world.gitlab.mergeRequestsOf(project, 'found')).toMatchObject([{ state: 'closed' }]);
  });

  it('stays when it was merged meanwhile', async () => {
    await push('merged');
    const ctx = world.effectContext('effect-2');
    const output = parse(capability.output, await capability.run(inputFor('merged'), ctx));
    await world.mergeByHand(Number(output.iid));
    await expect(capability.undo?.(output, inputFor('merged'), ctx)).rejects.toMatchObject({
      code: 'upstream.conflict',
      message: expect.stringContaining('is merged, so it stays'),
    });
  });
});
