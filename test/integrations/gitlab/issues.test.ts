import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGitLabWorld, type GitLabWorld, project } from './world.ts';

let world: GitLabWorld;
beforeAll(async () => {
  world = await createGitLabWorld({ 'README.md': '# Shop\n' });
});
afterAll(() => world.close());
beforeEach(() => {
  world.requests.length = 0;
});

const draft = {
  project,
  title: 'Design',
  description: 'Why\n\nMark: 1',
  labels: ['adjutant', 'later'],
  dueDate: '2026-12-03',
  assignees: [],
};

describe('GitLab issues', () => {
  it('are made with everything that was said, once', async () => {
    world.addPerson('maria', 'Maria Lindqvist');
    const [maria] = (await world.gitlab.people(project)).filter(({ username }) => username === 'maria');
    expect(maria).toMatchObject({ name: 'Maria Lindqvist' });
    const made = await world.gitlab.createIssue({ ...draft, assignees: [maria?.id ?? 0] });
    expect(made).toEqual({
      iid: expect.any(Number),
      url: expect.stringMatching(/\/-\/issues\/\d+$/),
      title: 'Design',
      description: 'Why\n\nMark: 1',
      state: 'opened',
    });
    expect(await world.rawIssue(made.iid)).toMatchObject({
      labels: ['adjutant', 'later'],
      due_date: '2026-12-03',
      assignees: [{ username: 'maria' }],
    });
    expect(world.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('need no day and nobody to do them', async () => {
    const { iid } = await world.gitlab.createIssue({ ...draft, dueDate: '' });
    expect(await world.rawIssue(iid)).toMatchObject({ due_date: null, assignees: [] });
  });

  it('are told when they are there, and clearly not there when not', async () => {
    const { iid } = await world.gitlab.createIssue(draft);
    expect(await world.gitlab.issue(project, iid)).toMatchObject({ iid, title: 'Design' });
    expect(await world.gitlab.issue(project, 4_711)).toBeUndefined();
    await expect(world.gitlab.issue('aurora/other', iid)).rejects.toMatchObject({ code: 'upstream.not-found' });
  });

  it('are closed with another description', async () => {
    const { iid } = await world.gitlab.createIssue(draft);
    await world.gitlab.closeIssue(project, iid, 'Taken back.');
    expect(await world.gitlab.issue(project, iid)).toMatchObject({ state: 'closed', description: 'Taken back.' });
  });

  it('of this account are listed by their label over many pages, newest first, closed ones too', async () => {
    for (let count = 0; count < 105; count += 1)
      await world.gitlab.createIssue({ ...draft, title: `Many ${count}`, labels: ['many'] });
    const first = (await world.gitlab.ownIssues(project, 'many')).at(-1);
    await world.gitlab.closeIssue(project, first?.iid ?? 0, '');
    world.requests.length = 0;
    const found = await world.gitlab.ownIssues(project, 'many');
    expect(found.map(({ title }) => title)).toEqual(Array.from({ length: 105 }, (_, index) => `Many ${104 - index}`));
    expect(found.at(-1)?.state).toBe('closed');
    expect(world.requests).toHaveLength(2);
    expect(await world.gitlab.ownIssues(project, 'none')).toEqual([]);
  });

  it('are refused in words where GitLab says no', async () => {
    const refused = { code: 'upstream.refused' };
    await expect(world.gitlab.createIssue({ ...draft, title: 'x'.repeat(256) })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('is too long'),
    });
    await expect(world.gitlab.createIssue({ ...draft, dueDate: '2026-02-30' })).rejects.toMatchObject(refused);
  });

  it('are made once even when the answer is lost: nothing is sent again by itself', async () => {
    world.fault({ method: 'POST', path: '/issues', times: 1, kind: 'drop-after' });
    await expect(world.gitlab.createIssue({ ...draft, labels: ['lost'] })).rejects.toMatchObject({
      code: 'upstream.unavailable',
    });
    expect(await world.gitlab.ownIssues(project, 'lost')).toHaveLength(1);
  });
});
