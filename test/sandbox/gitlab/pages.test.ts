import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePatch } from '../../../sandbox/gitlab/pages/diff-view.ts';
import { relativeTime } from '../../../sandbox/gitlab/pages/layout.ts';
import { createWorld, type World } from './world.ts';

const evil = '<script>alert(1)</script>';

describe('GitLab sandbox: pages', () => {
  let world: World;
  let base: string;
  beforeAll(async () => {
    world = await createWorld();
    const { api, project } = world;
    base = `${world.url}/${project}`;
    const actions = [
      { action: 'create' as const, filePath: `evil/${evil.replace('/', '-')}.txt`, content: `${evil}\n` },
    ];
    for (const name of ['feature/a', 'feature/b'])
      await api.Commits.create(project, name, `${name} ${evil}`, actions, { startBranch: 'main' });
    const mr = await api.MergeRequests.create(project, 'feature/a', 'main', evil, { description: evil });
    await api.MergeRequestNotes.create(project, mr.iid, evil);
    await api.MergeRequests.create(project, 'feature/b', 'main', 'Second');
  });
  afterAll(() => world.close());

  const get = async (url: string) => {
    const response = await fetch(url);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const post = (url: string, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: '',
    });

  it.each([
    ['', 'aurora/adjutant'],
    ['/', 'aurora/adjutant'],
    ['/aurora/adjutant', 'The staff officer.'],
    ['/aurora/adjutant/-/merge_requests', 'Second'],
    ['/aurora/adjutant/-/merge_requests/1', 'git clone -b feature/a'],
    ['/aurora/adjutant/-/tree/main', 'README.md'],
    ['/aurora/adjutant/-/tree/feature/a/src', 'main.ts'],
    ['/aurora/adjutant/-/blob/main/src/main.ts', 'greeting'],
    ['/aurora/adjutant/-/commit/feature/a', 'Adjutant (Aurora)'],
    ['/aurora/adjutant/-/compare/main...feature/a', 'Commits'],
  ])('shows %s, without letting anybody else write markup', async (path, text) => {
    const page = await get(world.url + path);
    expect(page.status).toBe(200);
    expect(page.text).toContain(text);
    expect(page.text).toContain("Adjutant's stand-in for GitLab");
    expect(page.text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    '/no/such',
    '/aurora/adjutant/-/nope',
    '/aurora/adjutant/-/merge_requests/99',
    '/aurora/adjutant/-/blob/main/none',
    '/aurora/adjutant/-/tree/none',
    '/aurora/adjutant/-/commit/none',
  ])('has no page %s', async (path) => {
    expect((await get(world.url + path)).status).toBe(404);
  });

  it('says so when an address cannot be read', async () => {
    expect(await get(`${world.url}/%E0%A4%A`)).toMatchObject({ status: 400, text: 'The address is not readable.' });
  });

  it('serves its stylesheet', async () => {
    const sheet = await get(`${world.url}/-/pages.css`);
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  it('closes, reopens and merges by its buttons, once', async () => {
    const url = `${base}/-/merge_requests/1`;
    const state = async () => (await world.api.MergeRequests.show(world.project, 1)).state;
    expect((await post(`${url}/close`)).status).toBe(303);
    expect(await state()).toBe('closed');
    expect((await get(url)).text).toContain('Closed by');
    await post(`${url}/reopen`);
    expect(await state()).toBe('opened');
    expect((await post(`${url}/merge`, { Origin: new URL(world.url).origin })).status).toBe(303);
    expect(await world.api.MergeRequests.show(world.project, 1)).toMatchObject({
      state: 'merged',
      merge_user: { username: 'visitor' },
    });
    expect((await get(url)).text).toContain('Merged by');
    const again = await post(`${url}/merge`);
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('That did not work')]);
    expect(world.sandbox.countEffects().merges).toBeUndefined();
  });

  it('does not let another site press its buttons', async () => {
    const url = `${base}/-/merge_requests/2/merge`;
    expect((await post(url, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(url, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await world.api.MergeRequests.show(world.project, 2)).state).toBe('opened');
  });
});

describe('a patch', () => {
  it('gets the numbers of both sides', () => {
    const lines = parsePatch(
      '@@ -1,2 +1,2 @@ head\n one\n-two\n+zwei\n\\ No newline at end of file\n@@ -9 +9,0 @@\n-nine\n',
    );
    expect(lines.map(({ kind, old, current, text }) => [kind, old, current, text])).toEqual([
      ['hunk', undefined, undefined, '@@ -1,2 +1,2 @@ head'],
      ['context', 1, 1, 'one'],
      ['removed', 2, undefined, 'two'],
      ['added', undefined, 2, 'zwei'],
      ['note', undefined, undefined, 'No newline at end of file'],
      ['hunk', undefined, undefined, '@@ -9 +9,0 @@'],
      ['removed', 9, undefined, 'nine'],
    ]);
  });
});

describe('the time on a page', () => {
  it.each([
    [5, 'just now'],
    [60, '1 minute ago'],
    [7200, '2 hours ago'],
    [86_400 * 3, '3 days ago'],
    [86_400 * 800, '2 years ago'],
  ])('%i s back is "%s"', (seconds, text) => {
    expect(relativeTime('2026-01-01T00:00:00.000Z', Date.parse('2026-01-01T00:00:00.000Z') + seconds * 1000)).toBe(
      text,
    );
  });
});
