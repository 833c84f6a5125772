import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, refusal, type World } from './world.ts';

describe('GitLab sandbox: issues', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    world.sandbox.addUser({ username: 'maria', name: 'Maria Lindqvist', token: '', projects: [world.project] });
    world.sandbox.addUser({ username: 'elena', name: 'Elena Rossi', token: '', projects: [] });
  });
  afterAll(() => world.close());

  const userId = async (name: string): Promise<number> => {
    const users = await world.api.Projects.allUsers(world.project, { search: name });
    return users[0]?.id ?? 0;
  };

  it('makes one, counts it, and shows it', async () => {
    const before = world.sandbox.countEffects().issues ?? 0;
    const made = await world.api.Issues.create(world.project, ' Design ', {
      description: 'Why\n\n- [x] a\n- [ ] b',
      labels: 'zebra,adjutant,zebra',
      dueDate: '2026-12-03',
      assigneeIds: [await userId('maria')],
    });
    expect(made).toMatchObject({
      title: 'Design',
      state: 'opened',
      labels: ['adjutant', 'zebra'],
      due_date: '2026-12-03',
      assignee: { username: 'maria' },
      task_completion_status: { count: 2, completed_count: 1 },
      web_url: `${world.url}/${world.project}/-/issues/${made.iid}`,
      references: { full: `${world.project}#${made.iid}` },
    });
    expect(await world.api.Issues.show(made.iid, { projectId: world.project })).toEqual(made);
    expect(world.sandbox.countEffects().issues).toBe(before + 1);
  });

  it('counts ids for each project, apart from merge requests', async () => {
    const one = await world.api.Issues.create(world.project, 'One');
    const two = await world.api.Issues.create(world.project, 'Two');
    expect(two.iid).toBe(one.iid + 1);
  });

  it('closes, reopens and relabels', async () => {
    const { iid } = await world.api.Issues.create(world.project, 'Turn', { labels: 'a,b' });
    expect(await world.api.Issues.edit(world.project, iid, { stateEvent: 'close' })).toMatchObject({
      state: 'closed',
      closed_by: { username: 'adjutant-aurora' },
    });
    const reopened = await world.api.Issues.edit(world.project, iid, {
      stateEvent: 'reopen',
      addLabels: 'c',
      removeLabels: 'a',
    });
    expect(reopened).toMatchObject({ state: 'opened', closed_at: null, labels: ['b', 'c'] });
    expect(await world.api.Issues.edit(world.project, iid, { dueDate: '' })).toMatchObject({ due_date: null });
  });

  it('assigns one person of the project, and silently nobody else', async () => {
    const [maria, bot] = [await userId('maria'), await userId('adjutant-aurora')];
    expect(await userId('elena')).toBe(0);
    const made = await world.api.Issues.create(world.project, 'Who', { assigneeIds: [4_711, maria, bot] });
    expect(made.assignees).toMatchObject([{ username: 'maria' }]);
    expect(made.assignees).toHaveLength(1);
  });

  it('finds by state, label, author and words in title and description', async () => {
    const { Issues } = world.api;
    const first = await Issues.create(world.project, 'Find the Harbour', { description: 'blue boats', labels: 'sea' });
    const second = await Issues.create(world.project, 'Harbour again', { labels: 'sea,deep' });
    await Issues.edit(world.project, second.iid, { stateEvent: 'close' });
    const found = async (query: object): Promise<number[]> =>
      (await Issues.all({ projectId: world.project, ...query })).map(({ iid }) => iid);
    expect(await found({ labels: 'sea' })).toEqual([second.iid, first.iid]);
    expect(await found({ labels: 'sea,deep' })).toEqual([second.iid]);
    expect(await found({ labels: 'sea', state: 'opened' })).toEqual([first.iid]);
    expect(await found({ search: 'harbour BOATS' })).toEqual([first.iid]);
    expect(await found({ search: 'boats', in: 'title' })).toEqual([]);
    expect(await found({ search: 'harbour', orderBy: 'title', sort: 'asc' })).toEqual([first.iid, second.iid]);
    expect(await found({ labels: 'sea', scope: 'created_by_me', page: 2, perPage: 1 })).toEqual([first.iid]);
  });

  it.each<[object, number, object]>([
    [{}, 400, { error: 'title is missing' }],
    [{ title: ' ' }, 400, { message: { title: ["can't be blank"] } }],
    [{ title: 'x'.repeat(256) }, 400, { message: { title: ['is too long (maximum is 255 characters)'] } }],
    [
      { title: 'x', description: 'x'.repeat(1_048_577) },
      400,
      { message: { description: ['is too long (maximum is 1048576 characters)'] } },
    ],
    [{ title: 'x', due_date: '3.12.2026' }, 400, { error: 'due_date is invalid' }],
    [{ title: 'x', due_date: '2026-02-30' }, 400, { error: 'due_date is invalid' }],
    [{ title: 'x', weight: 3 }, 400, { error: 'weight is not supported by this sandbox' }],
    [
      { title: 'x', description: 'Now\n/close' },
      400,
      { error: 'description holds a quick action, which is not supported by this sandbox' },
    ],
    [{ title: 'x', confidential: 'perhaps' }, 400, { error: 'confidential is invalid' }],
  ])('refuses %j', async (body, status, answer) => {
    const before = world.sandbox.countEffects();
    const found = await world.request('POST', '/projects/1/issues', { body });
    expect({ status: found.status, body: found.body }).toEqual({ status, body: answer });
    expect(world.sandbox.countEffects()).toEqual(before);
  });

  it.each<[string, string, object | undefined, number]>([
    ['PUT', '/projects/1/issues/1', {}, 400],
    ['PUT', '/projects/1/issues/1', { state_event: 'burn' }, 400],
    ['GET', '/projects/1/issues/4711', undefined, 404],
    ['GET', '/projects/1/issues/x', undefined, 400],
    ['GET', '/projects/1/issues?state=merged', undefined, 400],
  ])('refuses %s %s %j', async (method, path, body, status) => {
    expect((await world.request(method, path, body ? { body } : {})).status).toBe(status);
  });

  it('shows nothing to whom the project is not open', async () => {
    const other = world.client('glpat-test-borealis');
    expect((await refusal(other.Issues.all({ projectId: world.project }))).status).toBe(404);
    expect((await refusal(other.Issues.create(world.project, 'x'))).status).toBe(404);
  });

  it('has a page of them, and one for each, where people close them', async () => {
    const { iid } = await world.api.Issues.create(world.project, 'On <b>page</b>', {
      description: '<i>why</i>',
      labels: 'seen',
      dueDate: '2026-12-03',
    });
    const base = `${world.url}/${world.project}/-/issues`;
    const list = await (await fetch(base)).text();
    expect(list).toContain('On &lt;b&gt;page&lt;/b&gt;');
    const page = await (await fetch(`${base}/${iid}`)).text();
    expect(page).toContain('&lt;i&gt;why&lt;/i&gt;');
    expect(page).toContain('due <strong>2026-12-03</strong>');
    const post = (verb: string, headers = {}) =>
      fetch(`${base}/${iid}/${verb}`, { method: 'POST', redirect: 'manual', headers });
    expect((await post('close', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('close')).status).toBe(303);
    expect(await world.api.Issues.show(iid, { projectId: world.project })).toMatchObject({
      state: 'closed',
      closed_by: { username: 'visitor' },
    });
    expect((await post('reopen')).status).toBe(303);
    expect((await fetch(`${base}/4711`)).status).toBe(404);
    expect((await fetch(`${base}/4711/close`, { method: 'POST' })).status).toBe(404);
    expect(await (await fetch(`${world.url}/${world.project}`)).text()).toContain('/-/issues');
  });

  it('forgets them when it is reset', async () => {
    await world.sandbox.reset();
    expect(await world.api.Issues.all({ projectId: world.project })).toEqual([]);
    expect(world.sandbox.countEffects()).toEqual({});
  });
});
