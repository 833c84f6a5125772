import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, refusal, type World } from './world.ts';

describe('GitLab sandbox: REST API', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('knows who asks, by either header', async () => {
    expect(await world.api.Users.showCurrentUser()).toMatchObject({
      username: 'adjutant-aurora',
      name: 'Adjutant (Aurora)',
      state: 'active',
    });
    const bearer = await world.request('GET', '/user', {
      token: null,
      headers: { Authorization: `Bearer ${world.token}` },
    });
    expect(bearer.status).toBe(200);
    expect(await world.api.Metadata.show()).toMatchObject({ enterprise: false });
    expect((await world.request('GET', '/version')).body).toMatchObject({ revision: 'sandbox' });
  });

  it.each([null, 'wrong', ''])('refuses the token %o', async (token) => {
    const answer = await world.request('GET', '/user', { token });
    expect([answer.status, answer.body]).toEqual([401, { message: '401 Unauthorized' }]);
  });

  it('hides a project from those who are no members, also in lists', async () => {
    const other = world.client('glpat-test-borealis');
    const hidden = { status: 404, text: '404 Project Not Found' };
    expect(await refusal(other.Projects.show(world.project))).toEqual(hidden);
    expect(await refusal(other.Branches.all(world.project))).toEqual(hidden);
    expect(await refusal(world.api.Projects.show('no/such'))).toEqual(hidden);
    expect(await other.Projects.all({ membership: true })).toEqual([]);
    expect((await world.api.Projects.all({ membership: true })).map((project) => project.path_with_namespace)).toEqual([
      world.project,
    ]);
  });

  it('shows a project by path and by number', async () => {
    const byPath = await world.api.Projects.show(world.project);
    expect(byPath).toMatchObject({
      default_branch: 'main',
      visibility: 'private',
      http_url_to_repo: `${world.url}/${world.project}.git`,
      empty_repo: false,
    });
    expect(await world.api.Projects.show(byPath.id)).toEqual(byPath);
  });

  it('has no pipelines', async () => {
    expect(await world.api.Pipelines.all(world.project, { ref: 'main' })).toEqual([]);
  });

  it.each([
    ['GET', '/nope', 404, { error: '404 Not Found' }],
    ['GET', '/projects/1/wikis', 404, { error: '404 Not Found' }],
    ['GET', '/projects?page=x', 400, { error: 'page is invalid' }],
    ['GET', '/projects?per_page=0', 400, { error: 'per_page has a value not allowed' }],
    ['GET', '/projects?statistics=true', 400, { error: 'statistics is not supported by this sandbox' }],
    ['GET', '/projects/%E0%A4%A', 400, { error: '400 Bad Request' }],
  ])('answers %s %s with %i', async (method, path, status, body) => {
    const answer = await world.request(method, path);
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  it('refuses bodies that it cannot read', async () => {
    const post = (body: string, type: string) =>
      world.request('POST', '/projects/1/repository/branches', { body, headers: { 'Content-Type': type } });
    expect((await post('{', 'application/json')).body).toEqual({
      error: 'message body does not match declared format',
    });
    expect((await post('<x/>', 'application/xml')).status).toBe(415);
    expect((await post(JSON.stringify({ branch: 'x'.repeat(33 * 1024 * 1024) }), 'application/json')).status).toBe(413);
    expect((await post('branch=from-form&ref=main', 'application/x-www-form-urlencoded')).status).toBe(201);
  });

  it('cuts pages at 100 and starts at the first', async () => {
    const answer = await world.request('GET', '/projects?per_page=500&page=-3');
    expect([answer.headers.get('x-per-page'), answer.headers.get('x-page'), answer.headers.get('x-next-page')]).toEqual(
      ['100', '1', ''],
    );
  });

  it('counts what clients changed and forgets it with everything else on reset', async () => {
    const { api, project, sandbox } = world;
    await sandbox.reset();
    expect(sandbox.countEffects()).toEqual({});
    await api.Commits.create(project, 'x', 'x', [{ action: 'create', filePath: 'x', content: '' }], {
      startBranch: 'main',
    });
    const mr = await api.MergeRequests.create(project, 'x', 'main', 'x');
    await api.MergeRequestNotes.create(project, mr.iid, 'x');
    await refusal(api.MergeRequests.create(project, 'x', 'main', 'x'));
    expect(sandbox.countEffects()).toEqual({ commits: 1, branches: 1, mergeRequests: 1, notes: 1 });
    await sandbox.reset();
    expect(sandbox.countEffects()).toEqual({});
    expect((await api.Branches.all(project)).map(({ name }) => name)).toEqual(['main']);
    expect(await api.MergeRequests.all({ projectId: project })).toEqual([]);
  });

  it('comes back whole after the store was cleared by somebody else', async () => {
    world.store.clear();
    await world.sandbox.reset();
    expect((await world.api.Projects.show(world.project)).default_branch).toBe('main');
  });
});
