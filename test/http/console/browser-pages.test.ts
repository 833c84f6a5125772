import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';
import { askToReplace } from './requests.ts';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const isMissing = !existsSync(browserPath);
if (isMissing && process.env.CI !== 'true')
  console.warn(
    `The console is not tested in a browser: there is no Chromium at ${browserPath} (apt-get install chromium).`,
  );

describe.skipIf(isMissing && process.env.CI !== 'true')('the console in a browser', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    world = await startWorld({ watchesContracts: false });
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  /** Opens a page of the console, signs in on the way, and notes whatever the browser complains about. */
  async function open(path: string, email: string, options: BrowserContextOptions = {}) {
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${world.url}${path}`);
    await page.click(`button[value="${email}"]`);
    return { page, complaints };
  }
  const badge = (page: Page) => page.locator('.page-head .badge');

  it('follows a decision to its end without being loaded again', async () => {
    const { effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Welcome' });
    const [mine, theirs] = await Promise.all([
      open(`/console/approvals/${effect}`, 'jonas@aurora.example'),
      open(`/console/approvals/${effect}`, 'maria@aurora.example'),
    ]);
    await mine.page.click('button[value="approve"]');
    // Who only looks on sees it as well.
    for (const { page, complaints } of [mine, theirs]) {
      await badge(page).getByText('done', { exact: true }).waitFor({ timeout: 20_000 });
      expect(new URL(page.url()).pathname).toBe(`/console/approvals/${effect}`);
      expect(await page.locator('main').count()).toBe(1);
      expect(complaints).toEqual([]);
    }
  });

  it('shows a new request on the list by itself', async () => {
    const { page, complaints } = await open('/console/approvals', 'maria@aurora.example');
    const { effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'Guide', replace: 'Manual' });
    await page.locator(`a[href="/console/approvals/${effect}"]`).waitFor({ timeout: 20_000 });
    expect(complaints).toEqual([]);
  });

  it('lets one decide without any script', async () => {
    const { effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'sells', replace: 'trades' });
    const { page } = await open(`/console/approvals/${effect}`, 'maria@aurora.example', { javaScriptEnabled: false });
    await page.fill('textarea[name="reason"]', 'not now');
    await page.click('button[value="reject"]');
    await page.getByText('not now').first().waitFor();
    expect(await badge(page).textContent()).toBe('rejected');
  });

  it('fits a phone, and every field and button has a name', async () => {
    const { effect, run } = await askToReplace(world, 'jonas@aurora.example', { find: 'price', replace: 'amount' });
    const { page } = await open('/console', 'jonas@aurora.example', { viewport: { width: 360, height: 740 } });
    for (const path of ['/approvals', `/approvals/${effect}`, '/runs', `/runs/${run}`, '/sign-in', '/nothing']) {
      await page.goto(`${world.url}/console${path}`);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
      const nameless = await page.evaluate(
        `[...document.querySelectorAll('button, textarea, a')].filter((each) => !(each.textContent.trim() || each.labels?.length || each.ariaLabel)).length`,
      );
      expect(nameless, path).toBe(0);
      expect(await page.locator('h1').count(), path).toBe(1);
    }
  });
});
