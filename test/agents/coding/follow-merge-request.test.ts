import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/follow-merge-request.ts';
import { type FollowStore, parse, type Stores } from '../../../src/core/index.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';

let world: GitLabWorld;
let url: string;
const until = new Date('2026-12-21T10:00:00Z');
const calls: string[] = [];

/** What would be kept; the store itself is tested where it is written. */
const storesWith = (follows: Partial<FollowStore>): Stores => ({ follows }) as Stores;
const here = storesWith({
  follow: async (path, { iid }) => {
    calls.push(`follow ${path}!${iid}`);
    return until;
  },
  stop: async (path, iid) => calls.push(`stop ${path}!${iid}`),
});

async function ask(input: object, stores = here) {
  const parsed = parse(capability.input, { project, ...input });
  return capability.output.parse(await capability.store(await capability.compute(parsed, world.context), stores));
}

beforeAll(async () => {
  world = await createGitLabWorld({ 'README.md': 'Tea\n' });
  const commit = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
  for (const branch of ['coffee', 'cocoa']) {
    const changes = [{ action: 'update' as const, path: 'README.md', content: `${branch}\n` }];
    await world.gitlab.createBranchWithCommit({ project, branch, startCommit: commit, message: branch, changes });
    const request = { project, source: branch, target: 'main', title: `Sell *${branch}*`, description: '' };
    url = (await world.gitlab.openMergeRequest(request)).url;
  }
  await world.onPage(2, 'pipelines', { verb: 'run' });
  await world.onPage(2, 'pipelines', { verb: 'pass', pipeline: '1' });
  await world.onPage(2, 'approvals', { verb: 'approve' });
  for (const word of ['one', 'two', 'three', `<!channel> **four** ${'x'.repeat(500)}`]) {
    await world.onPage(2, 'notes', { body: word });
  }
});
afterAll(() => world.close());

describe('coding.follow-merge-request', () => {
  it('tells state, pipeline and last comments, and follows it', async () => {
    calls.length = 0;
    const told = await ask({ mergeRequest: '!2' });
    expect(calls).toEqual([`follow ${project}!2`]);
    const dated = { ...told, url: 'URL', pipelineUrl: told.pipelineUrl.replace(/^.*\/gitlab/, '') };
    expect(capability.present(dated)).toMatchInlineSnapshot(`
      {
        "facts": {
          "Approved by": "Sandbox Visitor",
          "At the latest until": "2026-12-21",
          "Pipeline": "passed",
          "State": "Open",
        },
        "links": [
          {
            "label": "Merge request",
            "url": "URL",
          },
          {
            "label": "Pipeline",
            "url": "/aurora/adjutant/-/pipelines/1",
          },
        ],
        "markdown": "**!2 Sell \\*cocoa\\*** in \`aurora/adjutant\`

      Last comments:
      - **Sandbox Visitor**: “two”
      - **Sandbox Visitor**: “three”
      - **Sandbox Visitor**: “\\<\\!channel\\> \\*\\*four\\*\\* xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”

      From now on its changes are told here, until it is merged or closed.",
      }
    `);
  });

  it.each([
    ['the link of its page', () => ({ mergeRequest: url })],
    ['its number', () => ({ mergeRequest: '2' })],
    ['its whole name', () => ({ mergeRequest: `${project}!2` })],
  ])('knows it by %s', async (_what, input) => {
    expect(await ask(input())).toMatchObject({ iid: 2, state: 'opened', following: 'on' });
  });

  it('stops', async () => {
    calls.length = 0;
    expect(await ask({ mergeRequest: '2', stop: true })).toMatchObject({ following: 'stopped', until: '' });
    const none = storesWith({ stop: async () => 0 });
    expect(await ask({ mergeRequest: '2', stop: true }, none)).toMatchObject({ following: 'off' });
    expect(calls).toEqual([`stop ${project}!2`]);
  });

  it('says so where there is no place to tell changes in', async () => {
    const told = await ask({ mergeRequest: '2' }, storesWith({ follow: async () => undefined }));
    expect(told).toMatchObject({ following: 'nowhere', until: '' });
    expect(capability.present(told).markdown).toContain('ask for it in Slack');
  });

  it('does not follow what is over', async () => {
    await world.mergeByHand(1);
    calls.length = 0;
    expect(await ask({ mergeRequest: '1' })).toMatchObject({ state: 'merged', following: 'over' });
    expect(calls).toEqual([]);
  });

  it.each([
    ['a number that is not there', '99', /There is no merge request !99 in aurora\/adjutant/],
    ['no name at all', 'the one of yesterday', /Give the number of a merge request, such as !12, or the link/],
    ['words in another script', '合并请求', /Give the number/],
    ['one of another project', 'aurora/till!2', /of aurora\/till, and not of aurora\/adjutant/],
    ['a link to another host', `https://gitlab.example/${project}/-/merge_requests/2`, /leads to another place/],
    ['a link to another project', 'https://gitlab.example/a/b/-/merge_requests/2', /leads to another place/],
  ])('refuses %s', async (_what, mergeRequest, message) => {
    await expect(ask({ mergeRequest })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringMatching(message),
      fields: { mergeRequest: expect.any(String) },
    });
  });

  it.each([
    ['!12', { mergeRequest: '!12' }],
    ['a/b!12 please', { mergeRequest: 'a/b!12', project: 'a/b' }],
    ['stop 12', { mergeRequest: '12', stop: true }],
    [
      'https://g.example/a/b/-/merge_requests/1',
      { mergeRequest: 'https://g.example/a/b/-/merge_requests/1', project: 'a/b' },
    ],
    ['the one of yesterday', {}],
    ['', {}],
  ])('reads “%s”', (words, input) => {
    expect(capability.fromWords?.(words)).toEqual(input);
  });
});
