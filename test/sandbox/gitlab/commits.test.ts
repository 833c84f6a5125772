import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, files, refusal, type World } from './world.ts';

describe('GitLab sandbox: commits', () => {
  let world: World;
  let branches = 0;
  const fresh = () => `work/${++branches}`;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  const text = async (path: string, ref: string) =>
    Buffer.from((await world.api.RepositoryFiles.show(world.project, path, ref)).content, 'base64').toString();

  it('creates, updates, moves, deletes and changes modes in one commit on a new branch', async () => {
    const { api, project } = world;
    const branch = fresh();
    const commit = await api.Commits.create(
      project,
      branch,
      'Change many files\n\nEffect-Id: 42\n',
      [
        { action: 'create', filePath: 'docs/neu/ümlaut "x".md', content: 'Grüße\n' },
        {
          action: 'create',
          filePath: 'bin/run',
          content: Buffer.from([0, 1, 2]).toString('base64'),
          encoding: 'base64',
        },
        { action: 'update', filePath: 'README.md', content: '# Changed\n' },
        { action: 'move', filePath: 'src/entry.ts', previousPath: 'src/main.ts' },
        { action: 'delete', filePath: 'docs/guide.md' },
        { action: 'chmod', filePath: 'bin/run', execute_filemode: true },
      ],
      { startBranch: 'main', authorName: 'Maria Lindqvist', authorEmail: 'maria@aurora.example' },
    );
    expect(commit).toMatchObject({
      title: 'Change many files',
      author_name: 'Maria Lindqvist',
      committer_name: 'Adjutant (Aurora)',
      trailers: { 'Effect-Id': '42' },
    });
    expect((await api.Branches.show(project, branch)).commit.id).toBe(commit.id);
    expect(await text('docs/neu/ümlaut "x".md', branch)).toBe('Grüße\n');
    expect(await text('src/entry.ts', branch)).toBe(files['src/main.ts']);
    const run = await api.RepositoryFiles.show(project, 'bin/run', branch);
    expect(run).toMatchObject({ size: 3, execute_filemode: true, last_commit_id: commit.id });
    expect(await refusal(api.RepositoryFiles.show(project, 'docs/guide.md', branch))).toEqual({
      status: 404,
      text: '404 File Not Found',
    });
    expect(await text('README.md', 'main')).toBe(files['README.md']);
  });

  it('starts at a commit id, and commits on top of a branch', async () => {
    const { api, project } = world;
    const branch = fresh();
    const start = (await api.Branches.show(project, 'main')).commit.id;
    await api.Commits.create(project, branch, 'One', [{ action: 'create', filePath: 'one', content: '1' }], {
      startSha: start,
    });
    await api.Commits.create(project, branch, 'Two', [{ action: 'update', filePath: 'one', content: '2' }]);
    expect((await api.Commits.all(project, { refName: branch })).map(({ title }) => title)).toEqual([
      'Two',
      'One',
      'First commit',
    ]);
  });

  it('refuses a branch that exists when a start is given, and writes nothing', async () => {
    const { api, project } = world;
    const branch = fresh();
    await api.Branches.create(project, branch, 'main');
    const before = world.sandbox.countEffects();
    const create = (start: object) =>
      api.Commits.create(project, branch, 'x', [{ action: 'create', filePath: 'new', content: '' }], start);
    const text = `A branch called '${branch}' already exists. Switch to that branch in order to make changes`;
    const sha = (await api.Branches.show(project, 'main')).commit.id;
    expect(await refusal(create({ startBranch: 'main' }))).toEqual({ status: 400, text });
    expect(await refusal(create({ startSha: sha }))).toEqual({ status: 400, text });
    expect(world.sandbox.countEffects()).toEqual(before);
  });

  const notOnBranch = 'You can only create or edit files when you are on a branch';
  const create = { action: 'create', file_path: 'x', content: '' };
  it.each([
    ['an unknown branch', { branch: 'nope', actions: [create] }, { message: notOnBranch }],
    ['an unknown start branch', { branch: 'new', start_branch: 'nope', actions: [create] }, { message: notOnBranch }],
    [
      'an unknown start commit',
      { branch: 'new', start_sha: 'a'.repeat(40), actions: [create] },
      { message: `Cannot find start_sha '${'a'.repeat(40)}'` },
    ],
    [
      'a start that is no id',
      { branch: 'new', start_sha: 'main', actions: [create] },
      { message: "Invalid start_sha 'main'" },
    ],
    [
      'two starts',
      { branch: 'new', start_sha: 'a'.repeat(40), start_branch: 'main', actions: [create] },
      { message: "You can't pass both start_branch and start_sha" },
    ],
    [
      'a bad new name',
      { branch: 'a..b', start_branch: 'main', actions: [create] },
      { message: "Something went wrong when we tried to create 'a..b' for you: Branch name is invalid" },
    ],
    ['no branch', { actions: [create] }, { error: 'branch is missing' }],
    ['no actions', { branch: 'main' }, { error: 'actions is missing' }],
    ['an empty list', { branch: 'main', actions: [] }, { error: 'actions is empty' }],
    [
      'an unknown action',
      { branch: 'main', actions: [{ ...create, action: 'copy' }] },
      { error: 'actions[0][action] does not have a valid value' },
    ],
    [
      'an action without a path',
      { branch: 'main', actions: [{ action: 'create' }] },
      { error: 'actions[0][file_path] is missing' },
    ],
    [
      'an update without content',
      { branch: 'main', actions: [{ action: 'update', file_path: 'README.md' }] },
      { error: 'actions[0][content] is missing' },
    ],
    [
      'a move from nowhere',
      { branch: 'main', actions: [{ action: 'move', file_path: 'y' }] },
      { error: 'actions[0][previous_path] is missing' },
    ],
    [
      'a mode without a value',
      { branch: 'main', actions: [{ action: 'chmod', file_path: 'README.md' }] },
      { error: 'actions[0][execute_filemode] is missing' },
    ],
    [
      'another project as start',
      { branch: 'main', start_project: 2, actions: [create] },
      { error: 'start_project is not supported by this sandbox' },
    ],
  ])('refuses %s', async (_name, body, answer) => {
    const found = await world.request('POST', `/projects/1/repository/commits`, {
      body: { commit_message: 'x', ...body },
    });
    expect({ status: found.status, body: found.body }).toEqual({ status: 400, body: answer });
  });

  const taken = 'A file with this name already exists';
  const absent = "A file with this name doesn't exist";
  it.each([
    [{ action: 'create', file_path: 'README.md', content: '' }, taken],
    [{ action: 'create', file_path: 'README.md/below', content: '' }, taken],
    [{ action: 'create', file_path: 'src', content: '' }, 'A directory with this name already exists'],
    [{ action: 'update', file_path: 'nope', content: '' }, absent],
    [{ action: 'delete', file_path: 'nope' }, absent],
    [{ action: 'chmod', file_path: 'nope', execute_filemode: true }, absent],
    [{ action: 'move', file_path: 'new', previous_path: 'nope' }, absent],
    [{ action: 'move', file_path: 'README.md', previous_path: 'src/main.ts' }, taken],
    [{ action: 'create', file_path: '', content: '' }, 'You must provide a file path'],
    [{ action: 'create', file_path: '../x', content: '' }, 'Path cannot include directory traversal'],
    [{ action: 'create', file_path: 'a/../../x', content: '' }, 'Path cannot include directory traversal'],
    [{ action: 'create', file_path: '.git/hooks/pre-commit', content: '' }, "invalid path: '.git/hooks/pre-commit'"],
    [{ action: 'create', file_path: 'a/.GIT/config', content: '' }, "invalid path: 'a/.GIT/config'"],
    [{ action: 'create', file_path: 'git~1/config', content: '' }, "invalid path: 'git~1/config'"],
    [{ action: 'create', file_path: '.g\u200cit/config', content: '' }, "invalid path: '.g\u200cit/config'"],
    [{ action: 'create', file_path: 'a//b', content: '' }, "invalid path: 'a//b'"],
    [{ action: 'create', file_path: 'x', content: '%%%', encoding: 'base64' }, 'illegal base64 data'],
    [
      { action: 'update', file_path: 'README.md', content: '', last_commit_id: 'a'.repeat(40) },
      'The file has changed since you started editing it: README.md',
    ],
  ])('refuses %o and keeps the branch', async (action, message) => {
    const before = (await world.api.Branches.show(world.project, 'main')).commit.id;
    const ok = { action: 'create', file_path: `ok-${branches++}`, content: '' };
    const body = { branch: 'main', commit_message: 'x', actions: [ok, action] };
    const found = await world.request('POST', '/projects/1/repository/commits', { body });
    expect({ status: found.status, body: found.body }).toEqual({ status: 400, body: { message } });
    expect((await world.api.Branches.show(world.project, 'main')).commit.id).toBe(before);
  });

  it('answers 400 to all but one of those who commit to one branch at once, or takes them one after the other', async () => {
    const { api, project } = world;
    const branch = fresh();
    await api.Branches.create(project, branch, 'main');
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        api.Commits.create(project, branch, `Try ${index}`, [{ action: 'create', filePath: `f${index}`, content: '' }]),
      ),
    );
    const done = tries.filter(({ status }) => status === 'fulfilled').length;
    const commits = await api.Commits.all(project, { refName: branch });
    expect(done).toBeGreaterThan(0);
    expect(commits.filter(({ title }) => title.startsWith('Try'))).toHaveLength(done);
  });

  it('takes over a branch only when forced', async () => {
    const branch = fresh();
    await world.api.Branches.create(world.project, branch, 'main');
    const body = { branch, start_branch: 'main', force: true, commit_message: 'Again', actions: [create] };
    expect((await world.request('POST', '/projects/1/repository/commits', { body })).status).toBe(201);
  });

  it('shows a commit with figures, its diff and who is unknown', async () => {
    const { api, project } = world;
    const branch = fresh();
    const { id } = await api.Commits.create(
      project,
      branch,
      'Edit',
      [{ action: 'update', filePath: 'docs/guide.md', content: 'Another guide.\n' }],
      { startBranch: 'main' },
    );
    expect((await api.Commits.show(project, id)).stats).toEqual({ additions: 1, deletions: 1, total: 2 });
    expect((await world.request('GET', `/projects/1/repository/commits/${id}?stats=false`)).body).not.toHaveProperty(
      'stats',
    );
    expect(await api.Commits.showDiff(project, id)).toMatchObject([
      { new_path: 'docs/guide.md', diff: '@@ -1 +1 @@\n-A guide.\n+Another guide.\n' },
    ]);
    expect(await refusal(api.Commits.show(project, 'nope'))).toEqual({ status: 404, text: '404 Commit Not Found' });
    expect(await refusal(api.Commits.all(project, { refName: 'nope' }))).toEqual({
      status: 404,
      text: '404 Commit Not Found',
    });
  });

  it('walks long lists of commits page by page without counting them', async () => {
    const { api, project } = world;
    const branch = fresh();
    await api.Branches.create(project, branch, 'main');
    for (let index = 0; index < 5; index += 1) {
      await api.Commits.create(project, branch, `Step ${index}`, [
        { action: 'create', filePath: `step/${index}`, content: '' },
      ]);
    }
    const all = await api.Commits.all(project, { refName: branch, perPage: 2 });
    expect(all.map(({ title }) => title)).toEqual(['Step 4', 'Step 3', 'Step 2', 'Step 1', 'Step 0', 'First commit']);
    const page = await world.request(
      'GET',
      `/projects/1/repository/commits?ref_name=${encodeURIComponent(branch)}&per_page=2&page=2`,
    );
    expect([page.headers.get('x-total'), page.headers.get('x-next-page'), page.headers.get('x-prev-page')]).toEqual([
      null,
      '3',
      '1',
    ]);
    expect(await api.Commits.all(project, { refName: branch, path: 'step/3' })).toHaveLength(1);
    expect(await api.Commits.all(project, { refName: branch, author: 'Jonas' })).toHaveLength(1);
  });
});
