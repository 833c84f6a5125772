import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, files, refusal, type World } from './world.ts';

describe('GitLab sandbox: merge requests', () => {
  let world: World;
  let number = 0;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  async function branch(content: Record<string, string>, from = 'main'): Promise<string> {
    const name = `change/${++number}`;
    await world.api.Commits.create(
      world.project,
      name,
      `Change ${number}`,
      Object.entries(content).map(([filePath, text]) => ({
        action: files[filePath] === undefined ? ('create' as const) : ('update' as const),
        filePath,
        content: text,
      })),
      { startBranch: from },
    );
    return name;
  }

  const open = (source: string, title = 'A change', options = {}) =>
    world.api.MergeRequests.create(world.project, source, 'main', title, options);

  it('opens one, shows its diff against the fork point, and finds it again', async () => {
    const { api, project } = world;
    const source = await branch({ 'README.md': '# Other\n' });
    await api.Commits.create(project, 'main', 'Meanwhile', [
      { action: 'create', filePath: `meanwhile-${number}`, content: 'm\n' },
    ]);
    const mr = await open(source, 'Read me', {
      description: 'Why.\n\n- [x] a\n- [ ] b',
      labels: 'docs,adjutant',
      removeSourceBranch: true,
    });
    expect(mr).toMatchObject({
      title: 'Read me',
      state: 'opened',
      source_branch: source,
      target_branch: 'main',
      labels: ['docs', 'adjutant'],
      force_remove_source_branch: true,
      merge_status: 'can_be_merged',
      detailed_merge_status: 'mergeable',
      changes_count: '1',
      task_completion_status: { count: 2, completed_count: 1 },
      web_url: `${world.url}/${project}/-/merge_requests/${mr.iid}`,
    });
    expect(await api.MergeRequests.allDiffs(project, mr.iid)).toMatchObject([
      { new_path: 'README.md', diff: '@@ -1,3 +1 @@\n-# Adjutant\n-\n-The staff officer.\n+# Other\n' },
    ]);
    expect((await api.MergeRequests.allCommits(project, mr.iid)).map(({ title }) => title)).toEqual([
      `Change ${number}`,
    ]);
    const changes = await world.request('GET', `/projects/1/merge_requests/${mr.iid}/changes`);
    expect(changes.body).toMatchObject({ iid: mr.iid, overflow: false, changes: [{ old_path: 'README.md' }] });
    const found = await api.MergeRequests.all({ projectId: project, sourceBranch: source, state: 'opened' });
    expect(found.map(({ iid }) => iid)).toEqual([mr.iid]);
  });

  it('counts ids for each project and refuses a second open one for the same branches', async () => {
    const { api, project } = world;
    const source = await branch({ a1: '' });
    const mr = await open(source);
    expect(await refusal(open(source))).toEqual({
      status: 409,
      text: JSON.stringify([`Another open merge request already exists for this source branch: !${mr.iid}`]),
    });
    await api.Branches.create(project, `target-${number}`, 'main');
    const other = await api.MergeRequests.create(project, source, `target-${number}`, 'Elsewhere');
    expect(other.iid).toBe(mr.iid + 1);
    await api.MergeRequests.edit(project, mr.iid, { stateEvent: 'close' });
    const again = await open(source, 'Again');
    expect((await refusal(api.MergeRequests.edit(project, mr.iid, { stateEvent: 'reopen' }))).status).toBe(409);
    await api.MergeRequests.edit(project, again.iid, { stateEvent: 'close' });
    expect((await api.MergeRequests.edit(project, mr.iid, { stateEvent: 'reopen' })).state).toBe('opened');
  });

  it('opens one of many that are asked for at once', async () => {
    const source = await branch({ race: '' });
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => open(source)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    [
      { source_branch: 'main', title: 'x' },
      422,
      { error: ["You can't use same project/branch for source and target"] },
    ],
    [{ source_branch: 'nope', title: 'x' }, 422, { error: ['Source branch "nope" does not exist'] }],
    [
      { source_branch: 'change/1', target_branch: 'nope', title: 'x' },
      422,
      { error: ['Target branch "nope" does not exist'] },
    ],
    [{ source_branch: 'change/1' }, 400, { error: 'title is missing' }],
    [{ source_branch: 'change/1', title: ' ' }, 400, { message: { title: ["can't be blank"] } }],
    [
      { source_branch: 'change/1', title: 'x'.repeat(256) },
      400,
      { message: { title: ['is too long (maximum is 255 characters)'] } },
    ],
    [
      { source_branch: 'change/1', title: 'x', description: 'x'.repeat(1_048_577) },
      400,
      { message: { description: ['is too long (maximum is 1048576 characters)'] } },
    ],
    [
      { source_branch: 'change/1', title: 'x', assignee_id: 1 },
      400,
      { error: 'assignee_id is not supported by this sandbox' },
    ],
    [{ source_branch: 'change/1', title: 'x', squash: 'perhaps' }, 400, { error: 'squash is invalid' }],
  ])('refuses what cannot be opened', async (body, status, answer) => {
    const found = await world.request('POST', '/projects/1/merge_requests', {
      body: { target_branch: 'main', ...body },
    });
    expect({ status: found.status, body: found.body }).toEqual({ status, body: answer });
  });

  it('merges for real, removes the branch when asked to, and keeps the diff', async () => {
    const { api, project } = world;
    const source = await branch({ 'docs/guide.md': 'A better guide.\n' });
    const mr = await open(source);
    const before = await api.MergeRequests.allDiffs(project, mr.iid);
    const merged = await api.MergeRequests.merge(project, mr.iid, { shouldRemoveSourceBranch: true, sha: mr.sha });
    expect(merged).toMatchObject({ state: 'merged', merge_user: { username: 'adjutant-aurora' }, sha: mr.sha });
    const commit = await api.Commits.show(project, String(merged.merge_commit_sha));
    expect(commit.parent_ids).toHaveLength(2);
    expect(commit.message).toBe(
      `Merge branch '${source}' into 'main'\n\nA change\n\nSee merge request ${project}!${mr.iid}`,
    );
    expect(await api.RepositoryFiles.showRaw(project, 'docs/guide.md', 'main')).toBe('A better guide.\n');
    expect((await refusal(api.Branches.show(project, source))).status).toBe(404);
    expect(await api.MergeRequests.allDiffs(project, mr.iid)).toEqual(before);
    expect(await refusal(api.MergeRequests.merge(project, mr.iid))).toEqual({
      status: 405,
      text: '405 Method Not Allowed',
    });
    expect((await api.MergeRequests.edit(project, mr.iid, { stateEvent: 'close' })).state).toBe('merged');
  });

  it('merges once when asked several times at once', async () => {
    const { api, project } = world;
    const mr = await open(await branch({ once: 'x' }));
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => api.MergeRequests.merge(project, mr.iid)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const commits = await api.Commits.all(project, { refName: 'main' });
    expect(commits.filter(({ message }) => message.endsWith(`See merge request ${project}!${mr.iid}`))).toHaveLength(1);
  });

  it('squashes into one commit', async () => {
    const { api, project } = world;
    const base = (await api.Branches.show(project, 'main')).commit.id;
    const source = await branch({ s1: '1' });
    await api.Commits.create(project, source, 'Second', [{ action: 'create', filePath: 's2', content: '2' }]);
    const mr = await open(source, 'Squashed title', { squash: true });
    const merged = await api.MergeRequests.merge(project, mr.iid);
    const commit = await api.Commits.show(project, String(merged.squash_commit_sha));
    expect(commit).toMatchObject({
      title: 'Squashed title',
      parent_ids: [base],
      stats: { additions: 2 },
    });
  });

  it('does not merge conflicts, drafts, empty branches, another head or what is closed', async () => {
    const { api, project } = world;
    const [left, right] = [await branch({ 'src/main.ts': 'left\n' }), await branch({ 'src/main.ts': 'right\n' })];
    const [one, other] = [await open(left), await open(right)];
    await api.MergeRequests.merge(project, one.iid);
    expect(await api.MergeRequests.show(project, other.iid)).toMatchObject({
      has_conflicts: true,
      detailed_merge_status: 'conflict',
      merge_status: 'cannot_be_merged',
    });
    expect(await refusal(api.MergeRequests.merge(project, other.iid))).toEqual({
      status: 422,
      text: 'Branch cannot be merged',
    });

    const draft = await open(await branch({ d: '' }), 'Draft: not yet');
    expect(draft).toMatchObject({ draft: true, detailed_merge_status: 'draft_status' });
    expect((await refusal(api.MergeRequests.merge(project, draft.iid))).status).toBe(405);
    expect(await refusal(api.MergeRequests.edit(project, draft.iid, {}))).toMatchObject({ status: 400 });
    await api.MergeRequests.edit(project, draft.iid, { title: 'Now', description: 'Ready.' });
    expect(await refusal(api.MergeRequests.merge(project, draft.iid, { sha: 'a'.repeat(40) }))).toEqual({
      status: 409,
      text: `SHA does not match HEAD of source branch: ${draft.sha}`,
    });
    await api.MergeRequests.edit(project, draft.iid, { stateEvent: 'close' });
    expect((await refusal(api.MergeRequests.merge(project, draft.iid))).status).toBe(405);

    await api.Branches.create(project, 'nothing-new', 'main');
    const empty = await open('nothing-new');
    expect(empty).toMatchObject({ detailed_merge_status: 'commits_status', changes_count: null });
  });

  it('follows the source branch while open and keeps the diff when the branch goes away', async () => {
    const { api, project } = world;
    const source = await branch({ grow: '1\n' });
    const mr = await open(source);
    const { id } = await api.Commits.create(project, source, 'More', [
      { action: 'update', filePath: 'grow', content: '2\n' },
    ]);
    expect((await api.MergeRequests.show(project, mr.iid)).sha).toBe(id);
    const last = await api.Commits.create(project, source, 'Last', [
      { action: 'update', filePath: 'grow', content: '3\n' },
    ]);
    await api.Branches.remove(project, source);
    expect(await api.MergeRequests.show(project, mr.iid)).toMatchObject({
      sha: last.id,
      state: 'opened',
      detailed_merge_status: 'commits_status',
    });
    expect(await api.MergeRequests.allDiffs(project, mr.iid)).toMatchObject([{ diff: '@@ -0,0 +1 @@\n+3\n' }]);
  });

  it('filters, sorts and pages the list', async () => {
    const { api, project } = world;
    const all = await api.MergeRequests.all({ projectId: project, perPage: 3 });
    expect(all.map(({ iid }) => iid)).toEqual(Array.from({ length: all.length }, (_, index) => all.length - index));
    const list = async (query: string) =>
      (await world.request('GET', `/projects/1/merge_requests?${query}`)).body as { iid: number }[];
    expect(await list('search=squashed+title')).toHaveLength(1);
    expect(await list('search=squashed&in=description')).toHaveLength(0);
    expect(await list('state=merged&order_by=title&sort=asc')).not.toHaveLength(0);
    expect((await list('labels=docs')).length).toBe(1);
    expect((await list('iids[]=1&iids[]=2')).map(({ iid }) => iid).sort()).toEqual([1, 2]);
    expect(await list('author_username=nobody')).toEqual([]);
    expect(await list(`created_after=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`)).toEqual([]);
    const page = await world.request('GET', '/projects/1/merge_requests?per_page=2&page=2');
    expect(
      Object.fromEntries(
        ['x-page', 'x-per-page', 'x-next-page', 'x-prev-page', 'x-total', 'x-total-pages'].map((name) => [
          name,
          page.headers.get(name),
        ]),
      ),
    ).toEqual({
      'x-page': '2',
      'x-per-page': '2',
      'x-next-page': '3',
      'x-prev-page': '1',
      'x-total': String(all.length),
      'x-total-pages': String(Math.ceil(all.length / 2)),
    });
    expect(page.headers.get('link')).toContain(
      `<${world.url}/api/v4/projects/1/merge_requests?per_page=2&page=3>; rel="next"`,
    );
    for (const query of ['state=odd', 'milestone=1', 'created_after=soon', 'per_page=0', 'page=x']) {
      expect((await world.request('GET', `/projects/1/merge_requests?${query}`)).status).toBe(400);
    }
    expect((await refusal(api.MergeRequests.show(project, 999))).text).toBe('404 Merge Request Not Found');
  });

  it('takes notes and gives them back, newest first', async () => {
    const { api, project } = world;
    const first = await api.MergeRequestNotes.create(project, 1, 'First <script>');
    await api.MergeRequestNotes.create(project, 1, 'Second');
    expect(first).toMatchObject({
      body: 'First <script>',
      noteable_type: 'MergeRequest',
      noteable_iid: 1,
      system: false,
    });
    expect((await api.MergeRequestNotes.all(project, 1)).map(({ body }) => body)).toEqual(['Second', 'First <script>']);
    expect((await api.MergeRequestNotes.all(project, 1, { sort: 'asc', perPage: 1 })).map(({ body }) => body)).toEqual([
      'First <script>',
      'Second',
    ]);
    expect((await api.MergeRequestNotes.show(project, 1, first.id)).id).toBe(first.id);
    expect((await api.MergeRequests.show(project, 1)).user_notes_count).toBe(2);
    expect(await refusal(api.MergeRequestNotes.create(project, 1, ' '))).toEqual({
      status: 400,
      text: `400 Bad request - Note {:note=>["can't be blank"]}`,
    });
    expect((await refusal(api.MergeRequestNotes.create(project, 1, 'x'.repeat(1_000_001)))).text).toContain(
      'is too long',
    );
    expect((await refusal(api.MergeRequestNotes.create(project, 1, 'Good.\n/merge'))).text).toContain('quick action');
    expect((await refusal(api.MergeRequestNotes.create(project, 999, 'x'))).status).toBe(404);
  });
});
