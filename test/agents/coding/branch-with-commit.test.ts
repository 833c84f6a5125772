import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/branch-with-commit.ts';
import { parse } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { takeBack } from '../take-back.ts';
import { preview } from './sending.ts';

let world: GitLabWorld;
let base = '';
beforeAll(async () => {
  world = await createGitLabWorld({ 'README.md': '# Adjutant\n' });
  base = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
});
afterAll(() => world.close());

const inputFor = (slug: string) =>
  parse(capability.input, {
    project,
    base,
    slug,
    message: `Add ${slug}`,
    changes: [{ action: 'create', path: `${slug}.txt`, content: '1\n' }],
  });

/** Somebody else's commit on top of the branch. */
async function pushOnto(branch: string, start: string): Promise<void> {
  const changes = [{ action: 'create' as const, path: `more-${branch}.txt`, content: '2\n' }];
  await world.gitlab.deleteBranch(project, branch);
  await world.gitlab.createBranchWithCommit({ project, branch, startCommit: start, message: 'More', changes });
}

describe('coding.branch-with-commit', () => {
  it('says what it would do', async () => {
    expect(await preview(capability, inputFor('notes'), world.context)).toMatchInlineSnapshot(`
      {
        "facts": {
          "Files": "1",
          "From": "1ca1b9a5",
        },
        "markdown": "Make a branch in \`aurora/adjutant\` with the commit \`Add notes\`?",
      }
    `);
  });

  it('carries the effect in its branch and its commit', async () => {
    const made = await capability.run(inputFor('marked'), world.effectContext('effect-1'));
    expect(made.name).toBe('adjutant/effect-1-marked');
    const commit = await world.gitlab.commit(project, String(made.commit));
    expect(commit?.message).toBe('Add marked\n\nAdjutant-Effect: effect-1\n');
  });

  it('is refused by GitLab the second time', async () => {
    await capability.run(inputFor('twice'), world.effectContext('effect-2'));
    const again = capability.run(inputFor('twice'), world.effectContext('effect-2'));
    await expect(again).rejects.toMatchObject({ code: 'upstream.refused' });
  });

  it('is found by its mark, also under a newer commit', async () => {
    const ctx = world.effectContext('effect-3');
    expect(await capability.find(inputFor('found'), ctx)).toBe('absent');
    const made = await capability.run(inputFor('found'), ctx);
    const found = { found: { ...made, url: expect.stringContaining('/-/tree/') } };
    expect(await capability.find(inputFor('found'), ctx)).toEqual(found);
    await pushOnto(String(made.name), String(made.commit));
    expect(await capability.find(inputFor('found'), ctx)).toEqual(found);
  });

  it('is in doubt when the branch is there without the mark', async () => {
    const ctx = world.effectContext('effect-4');
    await pushOntoNew('adjutant/effect-4-strange');
    expect(await capability.find(inputFor('strange'), ctx)).toBe('unknown');
  });

  it('is taken back as long as nobody built on it', async () => {
    const ctx = world.effectContext('effect-5');
    const output = parse(capability.output, await capability.run(inputFor('undone'), ctx));
    await takeBack(capability, output, inputFor('undone'), ctx);
    expect(await world.gitlab.branch(project, String(output.name))).toBeUndefined();
    expect(await takeBack(capability, output, inputFor('undone'), ctx)).toBe('gone');
  });

  it('stays when somebody built on it', async () => {
    const ctx = world.effectContext('effect-6');
    const output = parse(capability.output, await capability.run(inputFor('kept'), ctx));
    await pushOnto(String(output.name), String(output.commit));
    expect(await takeBack(capability, output, inputFor('kept'), ctx)).toEqual({
      stays: expect.stringMatching(/newer commits by somebody else, so it stays/),
    });
    expect(await world.gitlab.branch(project, String(output.name))).toBeDefined();
  });
});

async function pushOntoNew(branch: string): Promise<void> {
  const changes = [{ action: 'create' as const, path: 'strange.txt', content: '2\n' }];
  await world.gitlab.createBranchWithCommit({ project, branch, startCommit: base, message: 'Strange', changes });
}
