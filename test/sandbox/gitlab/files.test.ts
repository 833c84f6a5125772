import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, files, refusal, type World } from './world.ts';

describe('GitLab sandbox: files, tree, compare and search', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ ...files, 'a/needle.txt': 'nothing\n', 'wide/%41?&#.txt': 'odd name\n' });
  });
  afterAll(() => world.close());

  it('reads a file with its figures, raw and by HEAD', async () => {
    const { api, project } = world;
    const content = files['src/main.ts'] ?? '';
    const file = await api.RepositoryFiles.show(project, 'src/main.ts', 'main');
    const commit = (await api.Branches.show(project, 'main')).commit.id;
    expect(file).toMatchObject({
      file_name: 'main.ts',
      file_path: 'src/main.ts',
      size: content.length,
      encoding: 'base64',
      content: Buffer.from(content).toString('base64'),
      content_sha256: createHash('sha256').update(content).digest('hex'),
      ref: 'main',
      commit_id: commit,
      last_commit_id: commit,
      execute_filemode: false,
    });
    expect(await api.RepositoryFiles.showRaw(project, 'src/main.ts', 'main')).toBe(content);
    expect(await api.RepositoryFiles.showRaw(project, 'wide/%41?&#.txt', 'main')).toBe('odd name\n');
    const head = await world.request('HEAD', '/projects/1/repository/files/src%2Fmain.ts?ref=main');
    expect([head.status, head.headers.get('x-gitlab-blob-id'), head.headers.get('x-gitlab-content-sha256')]).toEqual([
      200,
      file.blob_id,
      file.content_sha256,
    ]);
  });

  it.each([
    ['nope.txt', 'main', 404, '404 File Not Found'],
    ['src', 'main', 404, '404 File Not Found'],
    ['README.md', 'nope', 404, '404 Commit Not Found'],
    ['../../etc/passwd', 'main', 400, 'file_path should be a valid file path'],
    ['.git/config', 'main', 400, 'file_path should be a valid file path'],
  ])('refuses the file %s at %s', async (path, ref, status, text) => {
    expect(await refusal(world.api.RepositoryFiles.show(world.project, path, ref))).toEqual({ status, text });
  });

  it('needs a revision for the file and none for the raw one', async () => {
    expect((await world.request('GET', '/projects/1/repository/files/README.md')).body).toEqual({
      error: 'ref is missing',
    });
    expect((await world.request('GET', '/projects/1/repository/files/README.md/raw')).body).toBe(files['README.md']);
  });

  it('lists folders first, one level or all', async () => {
    const { api, project } = world;
    const top = await api.Repositories.allRepositoryTrees(project);
    expect(top.map(({ type, path, mode }) => `${mode} ${type} ${path}`)).toEqual([
      '040000 tree a',
      '040000 tree docs',
      '040000 tree src',
      '040000 tree wide',
      '100644 blob README.md',
    ]);
    const all = await api.Repositories.allRepositoryTrees(project, { recursive: true, path: 'src', perPage: 1 });
    expect(all.map(({ path, name }) => [path, name])).toEqual([
      ['src/deep', 'deep'],
      ['src/deep/notes.txt', 'notes.txt'],
      ['src/main.ts', 'main.ts'],
    ]);
    expect(await refusal(api.Repositories.allRepositoryTrees(project, { path: 'nope' }))).toEqual({
      status: 404,
      text: '404 invalid revision or path Not Found',
    });
    expect(await refusal(api.Repositories.allRepositoryTrees(project, { ref: 'nope' }))).toEqual({
      status: 404,
      text: '404 Tree Not Found',
    });
    expect((await world.request('GET', '/projects/1/repository/tree?pagination=keyset')).status).toBe(400);
  });

  it('compares from the fork point, or straight', async () => {
    const { api, project } = world;
    await api.Commits.create(project, 'side', 'Side', [{ action: 'create', filePath: 'side', content: 's\n' }], {
      startBranch: 'main',
    });
    await api.Commits.create(project, 'main', 'Ahead', [{ action: 'create', filePath: 'ahead', content: 'a\n' }]);
    expect(await api.Repositories.compare(project, 'main', 'side')).toMatchObject({
      commits: [{ title: 'Side' }],
      diffs: [{ new_path: 'side', new_file: true }],
    });
    expect(await api.Repositories.compare(project, 'main', 'side', { straight: true })).toMatchObject({
      diffs: [
        { new_path: 'ahead', deleted_file: true },
        { new_path: 'side', deleted_file: false },
      ],
    });
    expect(await api.Repositories.compare(project, 'main', 'main')).toMatchObject({
      commit: null,
      commits: [],
      diffs: [],
      compare_same_ref: true,
    });
    expect(await refusal(api.Repositories.compare(project, 'main', 'nope'))).toEqual({
      status: 404,
      text: '404 Ref Not Found',
    });
    const unified = await world.request('GET', '/projects/1/repository/compare?from=main&to=side&unidiff=true');
    expect(unified.body).toMatchObject({ diffs: [{ diff: '--- /dev/null\n+++ b/side\n@@ -0,0 +1 @@\n+s\n' }] });
  });

  it('shows renames, binary files, modes and links as git does', async () => {
    const { api, project } = world;
    await api.Commits.create(
      project,
      'kinds',
      'Kinds',
      [
        { action: 'move', filePath: 'guide.md', previousPath: 'docs/guide.md' },
        { action: 'create', filePath: 'image.bin', content: 'AAEC', encoding: 'base64' },
        { action: 'chmod', filePath: 'README.md', execute_filemode: true },
        { action: 'create', filePath: 'big.txt', content: 'line\n'.repeat(60_000) },
        { action: 'create', filePath: 'heading', content: 'diff --git a/x b/x\n' },
      ],
      { startBranch: 'main' },
    );
    const { diffs } = await api.Repositories.compare(project, 'main', 'kinds');
    const shows = (path: string, fields: object) =>
      expect(diffs).toContainEqual(expect.objectContaining({ new_path: path, ...fields }));
    shows('guide.md', { old_path: 'docs/guide.md', renamed_file: true, diff: '' });
    shows('image.bin', {
      a_mode: '0',
      b_mode: '100644',
      new_file: true,
      diff: 'Binary files /dev/null and b/image.bin differ\n',
    });
    shows('README.md', { a_mode: '100644', b_mode: '100755', diff: '' });
    shows('big.txt', { too_large: true, diff: '' });
    shows('heading', { diff: '@@ -0,0 +1 @@\n+diff --git a/x b/x\n' });
  });

  it('finds text with two lines around it, file names, and nothing for words that are too small', async () => {
    const search = async (term: string, more = {}) =>
      world.api.Search.all('blobs', term, { projectId: world.project, ...more });
    expect(await search('NEEDLE')).toEqual([
      {
        basename: 'a/needle',
        data: 'nothing\n',
        path: 'a/needle.txt',
        filename: 'a/needle.txt',
        id: null,
        ref: 'main',
        startline: 1,
        project_id: 1,
      },
      {
        basename: 'src/deep/notes',
        data: 'four\nfive\nsix needle seven\neight\nnine\n',
        path: 'src/deep/notes.txt',
        filename: 'src/deep/notes.txt',
        id: null,
        ref: 'main',
        startline: 4,
        project_id: 1,
      },
    ]);
    expect(await search('[greeting,')).toMatchObject([{ path: 'src/main.ts', startline: 2 }]);
    expect(await search('side', { ref: 'side' })).toMatchObject([{ path: 'side', ref: 'side' }]);
    expect(await search('-e')).toEqual([]);
    for (const term of ['x', 'the', 'y'.repeat(101)]) expect(await search(term)).toEqual([]);
    expect((await refusal(search('x'.repeat(4097)))).status).toBe(400);
    expect((await refusal(search('path:src needle'))).text).toContain('not supported');
    expect((await refusal(search('needle', { ref: 'nope' }))).status).toBe(404);
    expect((await world.request('GET', '/projects/1/-/search?scope=blobs&search=needle')).status).toBe(200);
    expect((await world.request('GET', '/projects/1/search?scope=issues&search=needle')).body).toEqual({
      error: 'scope does not have a valid value',
    });
  });
});
