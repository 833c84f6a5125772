import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';
import { type Browser, hidden, signedIn } from './browser.ts';
import { askToReplace } from './requests.ts';

let world: World;
let ada: Browser;
let jonas: Browser;
let maria: Browser;
beforeAll(async () => {
  world = await startWorld();
  const admin = world.aurora.people.find(({ role }) => role === 'admin');
  [ada, jonas, maria] = (await Promise.all(
    [admin?.email ?? '', 'jonas@aurora.example', 'maria@aurora.example'].map((email) => signedIn(world, email)),
  )) as [Browser, Browser, Browser];
});
afterAll(() => world.close());

const page = (browser: Browser) => browser.get('/console/policy');
const keep = async (browser: Browser, approval: string, token?: string) =>
  browser.post('/console/policy', {
    token: token ?? hidden(await page(browser), 'token'),
    capability: 'coding.replace-text',
    approval,
  });
async function decide(browser: Browser, effect: string, verdict: string) {
  const shown = await browser.get(`/console/approvals/${effect}`);
  const [token, hash] = [hidden(shown, 'token'), /name="hash" value="([^"]*)"/.exec(shown.text)?.[1] ?? ''];
  return browser.post(`/console/approvals/${effect}/decision`, { token, hash, verdict, reason: '' });
}

describe('the page that says who approves', () => {
  it('is read by all, and changed by an admin only', async () => {
    const { text } = await page(jonas);
    expect(text).toMatch(/coding\.replace-text[\s\S]*Who asked, or a colleague/);
    expect(text).not.toContain('<select');
    const refused = await keep(jonas, 'two');
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Only an admin')]);
    expect((await keep(ada, 'two', 'forged')).status).toBe(410);
    expect((await keep(ada, 'nobody')).status).toBe(400);
  });

  it('makes two persons approve, and says so where it is decided', async () => {
    expect((await keep(ada, 'two')).status).toBe(303);
    expect((await page(ada)).text).toMatch(/value="two" selected>Two persons who did not ask/);
    const { effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Good day' });
    expect((await jonas.get(`/console/approvals/${effect}`)).text).toContain('two persons who did not ask');
    expect((await decide(maria, effect, 'approve')).status).toBe(303);
    const once = await maria.get(`/console/approvals/${effect}`);
    expect(once.text).toMatch(/Approved by Maria Lindqvist\. One more person has to approve/);
    expect(once.text).not.toContain('value="approve"');
    expect((await decide(jonas, effect, 'withdraw')).status).toBe(303);
    expect((await jonas.get(`/console/approvals/${effect}`)).text).toContain('Withdrawn by Jonas Weber');
    expect((await ada.get('/console/audit?action=policy')).text).toMatch(
      /“two persons who did not ask; before: who asked, or a colleague”/,
    );
    expect((await keep(ada, 'requester')).status).toBe(303);
  });
});
