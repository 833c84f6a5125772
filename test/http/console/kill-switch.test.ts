import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type Browser, hidden, signedIn } from './browser.ts';
import { askToReplace } from './requests.ts';

let world: World;
let priya: Browser;
let jonas: Browser;
let ada: Browser;
beforeAll(async () => {
  world = await startWorld();
  const admin = world.aurora.people.find(({ role }) => role === 'admin');
  [ada, jonas, priya] = await Promise.all([
    signedIn(world, admin?.email ?? ''),
    signedIn(world, 'jonas@aurora.example'),
    signedIn(world, 'priya@aurora.example'),
  ]);
});
afterAll(() => world.close());

const page = (browser: Browser) => browser.get('/console/kill-switch');
const press = async (browser: Browser, action: 'pull' | 'lift', fields: Record<string, string> = {}) =>
  browser.post(`/console/kill-switch/${action}`, { token: hidden(await page(browser), 'token'), ...fields });

describe('the page of the kill switch', () => {
  it('lets an admin pull it, tells everybody on every page, and asks again for what it held', async () => {
    const { effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Good day' });
    expect((await page(ada)).text).toContain('Not pulled');
    const empty = await press(ada, 'pull', { reason: ' ' });
    expect([empty.status, empty.text]).toEqual([400, expect.stringContaining('Say why')]);
    const pulled = await press(ada, 'pull', { reason: 'A <wrong> post' });
    expect([pulled.status, pulled.headers.get('location')]).toEqual([303, '/console/kill-switch']);
    for (const path of ['approvals', 'runs', 'files', 'schedules', 'feedback', 'kill-switch', `approvals/${effect}`]) {
      const { text } = await priya.get(`/console/${path}`);
      expect(text).toMatch(
        /Nothing goes out\.<\/strong> .* pulled the kill switch of your organisation.*A &lt;wrong&gt; post/,
      );
    }
    const held = await jonas.get(`/console/approvals/${effect}`);
    expect(held.text).not.toContain('value="approve"');
    const hash = /name="hash" value="([^"]*)"/.exec(held.text)?.[1] ?? '';
    const token = hidden(held, 'token');
    const clicked = await jonas.post(`/console/approvals/${effect}/decision`, {
      token,
      hash,
      verdict: 'approve',
      reason: '',
    });
    expect([clicked.status, clicked.text]).toEqual([409, expect.stringContaining('nothing can be approved')]);
    expect((await press(ada, 'pull', { reason: 'Again' })).status).toBe(409);
    expect((await press(ada, 'lift')).status).toBe(303);
    expect((await page(priya)).text).toMatch(/Before[\s\S]*A &lt;wrong&gt; post/);
    await waitFor('the buttons', async () =>
      (await jonas.get(`/console/approvals/${effect}`)).text.includes('value="approve"'),
    );
    const trail = await ada.get('/console/audit?action=kill+switch');
    expect(trail.text).toMatch(/kill switch[\s\S]*lifted[\s\S]*“A &lt;wrong&gt; post”[\s\S]*pulled/);
  });

  it('is read by everybody, and refuses who is no admin', async () => {
    const { text } = await page(priya);
    expect(text).toContain('Only an admin of your organisation can pull it');
    expect(text).not.toContain('<textarea');
    const refused = await press(priya, 'pull', { reason: 'I want to' });
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Only an admin')]);
    const forged = await ada.post('/console/kill-switch/pull', { token: 'x', reason: 'x' });
    expect(forged.status).toBe(410);
    expect((await page(ada)).text).toContain('Not pulled');
  });

  it('has no door for programs', async () => {
    for (const path of ['/v1/kill-switch/pull', '/v1/approvals/pull', '/kill-switch/pull']) {
      const headers = { authorization: `Bearer ${world.tokenOf(world.aurora)}`, 'content-type': 'application/json' };
      const { status } = await fetch(`${world.url}${path}`, { method: 'POST', headers, body: '{"reason":"x"}' });
      expect(status).toBe(404);
    }
  });
});
