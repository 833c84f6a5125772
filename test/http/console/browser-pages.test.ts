import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { personIn } from '../../harness/chat.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { withMaps } from '../../road/maps.ts';
import { askToReplace, keepSchedule, request } from './requests.ts';

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
    world = await startWorld({ watchesContracts: false, registry: withMaps(registry) });
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
  const pictures = process.env.PICTURES;
  const picture = async (page: Page, name: string) => {
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  };
  async function tenantOfAurora(): Promise<string> {
    const { identity } = world.application.services;
    return (await identity.findInstallation('slack', world.aurora.slack.team))?.tenant ?? '';
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

  it('shows when a schedule fires in the clock of who reads', async () => {
    await keepSchedule(world, 'jonas@aurora.example', { title: 'Digest of the engineering channel' });
    const { page, complaints } = await open('/console/schedules', 'jonas@aurora.example', {
      timezoneId: 'Asia/Kolkata',
    });
    // Nine in Berlin is half past twelve there, or half past one in winter.
    await page.getByText(/(12:30|13:30) (IST|GMT\+5:30)/).waitFor();
    expect(complaints).toEqual([]);
    await picture(page, 'schedules');
    const plain = await open('/console/schedules', 'jonas@aurora.example', { javaScriptEnabled: false });
    await plain.page.getByText('09:00 Europe/Berlin').last().waitFor();
  });

  it.each([
    ['a screen', 1200],
    ['a phone', 390],
  ])('shows the picture of an answer on %s', async (_what, width) => {
    const run = await request(world, 'jonas@aurora.example', 'maps.show-map', { title: 'Atlas' });
    const viewport = { width, height: 780 };
    const { page, complaints } = await open(`/console/runs/${run}`, 'jonas@aurora.example', { viewport });
    await page.getByRole('img', { name: 'Atlas: a likely and severe risk.' }).waitFor({ timeout: 20_000 });
    const drawn = () => page.evaluate<number>("document.querySelector('.picture img').naturalWidth");
    await expect.poll(drawn, { timeout: 10_000 }).toBeGreaterThan(300);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await picture(page, `run-picture-${width}`);
    expect(complaints).toEqual([]);
  });

  it.each<[string, number, 'light' | 'dark']>([
    ['a screen', 1200, 'light'],
    ['a phone', 390, 'light'],
    ['a phone in the dark', 390, 'dark'],
  ])('shows on %s what was typed, and what is being done', async (what, width, colorScheme) => {
    const goal = `plan ${'open-the-shop-in-the-old-town'.repeat(5)} with tea, coffee, cocoa, milk and rice for everybody who comes by`;
    await personIn(world, world.aurora, 'Maria').command(goal);
    await personIn(world, world.aurora, 'Maria').command('identity who-am-i');
    const { run, effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: `Hi ${what}` });
    await world.application.services.database.withTenant(await tenantOfAurora(), (tx) =>
      tx.query("update effects set state = 'approved', not_before = now() + interval '1 hour' where id = $1", [effect]),
    );
    const viewport = { width, height: 780 };
    const { page, complaints } = await open('/console/runs', 'maria@aurora.example', { viewport, colorScheme });
    const row = page.locator('tr', { has: page.locator(`a[href="/console/runs/${run}"]`) });
    await row.getByText('is being done').waitFor();
    await page.locator('q', { hasText: 'identity who-am-i' }).first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await picture(page, `runs-${width}-${colorScheme}`);
    expect(complaints).toEqual([]);
  });

  it('is used with keys alone: an answer is rated, and a schedule paused', async () => {
    const run = await request(world, 'jonas@aurora.example', 'identity.who-am-i', {});
    const { page, complaints } = await open(`/console/runs/${run}`, 'jonas@aurora.example');
    const thumb = page.getByRole('button', { name: 'Bad' });
    await thumb.waitFor({ timeout: 20_000 });
    await page.getByLabel('Why').focus();
    await page.keyboard.type('Too short');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('You rated it bad.').waitFor();
    expect(await thumb.getAttribute('aria-pressed')).toBe('true');
    await page.goto(`${world.url}/console/feedback`);
    await page.getByText('Too short').waitFor();
    const { title } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Weekly digest' });
    await page.goto(`${world.url}/console/schedules`);
    await page.getByRole('button', { name: `Pause: ${title}` }).press('Enter');
    await page.getByText('rests now').waitFor({ timeout: 20_000 });
    expect(complaints).toEqual([]);
  });

  it('fits a phone, and every field and button has a name', async () => {
    const { effect, run } = await askToReplace(world, 'jonas@aurora.example', { find: 'price', replace: 'amount' });
    await keepSchedule(world, 'jonas@aurora.example', { title: 'Digest-of-the-engineering-channel-in-one-long-word' });
    const done = await request(world, 'maria@aurora.example', 'identity.who-am-i', {});
    const { page } = await open('/console', 'maria@aurora.example', { viewport: { width: 360, height: 740 } });
    const shown = [
      '/approvals',
      `/approvals/${effect}`,
      '/runs',
      `/runs/${run}`,
      `/runs/${done}`,
      '/schedules',
      '/feedback',
    ];
    for (const path of [...shown, '/audit', '/audit?from=nonsense', '/sign-in', '/nothing']) {
      await page.goto(`${world.url}/console${path}`);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
      await picture(page, `phone${path.replace(/\W+/g, '-').replace(/[0-9a-f-]{30,}/, '')}`);
      const nameless = await page.evaluate(
        `[...document.querySelectorAll('button, textarea, a, input:not([type=hidden]), select')].filter((each) => !(each.textContent.trim() || each.labels?.length || each.ariaLabel)).length`,
      );
      expect(nameless, path).toBe(0);
      expect(await page.locator('h1').count(), path).toBe(1);
    }
  });
});
