import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const isMissing = !existsSync(browserPath);

describe.skipIf(isMissing && process.env.CI !== 'true')('the Teams page', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    world = await startWorld();
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
    page = await open({ width: 1_200, height: 900 });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  afterEach(() => expect(faults.splice(0)).toEqual([]));

  async function open(viewport: { width: number; height: number }): Promise<Page> {
    const opened = await browser.newPage({ viewport });
    opened.on('pageerror', ({ message }) => faults.push(message));
    opened.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await opened.goto(`${world.vendors.url}/teams`);
    return opened;
  }
  const say = async (text: string): Promise<void> => {
    await page.fill('#composer textarea', text);
    await page.keyboard.press('Enter');
  };
  const sees = (text: string | RegExp) => page.getByText(text).first().waitFor();

  it('greets, and takes a request to its approval', async () => {
    await sees('Three things to begin with:');
    await say('code replace-text find="tea." replace="**tea** <at>all</at> <b>." paths=README.md');
    await sees('+The shop sells **tea** <at>all</at> <b>.');
    expect(await page.locator('.card b, .card strong, .card at').count()).toBe(0);
    await page.getByRole('button', { name: 'Approve' }).click();
    await sees(/Approved by Maria Lindqvist and done/);
    await page.getByRole('button', { name: 'Good answer' }).last().click();
    await sees('Thank you. Your rating is kept.');
  });

  it('opens a dialog, and says what is missing in it', async () => {
    await say('risk update-risk');
    await page.getByRole('button', { name: 'Fill in a form' }).last().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Run' }).click();
    expect(await dialog.getByText('is needed').first().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
  });

  it('shows a picture that the product drew', async () => {
    await say('plan launch the new website by the end of March');
    const image = page.locator('.card img').last();
    await image.waitFor();
    expect(await image.getAttribute('alt')).toContain('Gantt chart');
    await expect
      .poll(() => image.evaluate((node) => 'naturalWidth' in node && Number(node.naturalWidth) > 100))
      .toBe(true);
  });

  it('lets another person look, and answers below a post', async () => {
    await page.selectOption('#person', { label: 'Jonas Weber · developer' });
    await page.getByRole('button', { name: 'engineering' }).click();
    await say('@Adjutant identity who-am-i');
    await page.locator('.post').getByText('You are Jonas Weber.').waitFor();
    await page.getByRole('button', { name: 'Reply' }).click();
    expect(await page.locator('.post textarea').isVisible()).toBe(true);
  });

  it('stays where somebody went while the person was still being changed', async () => {
    await page.route('**/personal', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.selectOption('#person', { label: 'Maria Lindqvist · manager' });
    await page.getByRole('button', { name: 'general' }).click();
    await page.waitForResponse(/personal/);
    const shown = await page.waitForResponse(/state/);
    await shown.finished();
    await page.unrouteAll({ behavior: 'wait' });
    expect(await page.locator('#title').textContent()).toBe('general');
  });

  it('fits on a phone', async () => {
    const phone = await open({ width: 390, height: 780 });
    await phone.getByText('Three things').waitFor();
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await phone.getByRole('button', { name: 'Chats and channels' }).click();
    await phone.getByRole('button', { name: 'general' }).click();
    await phone.getByText('Nothing here yet').waitFor();
    await phone.close();
  });
});
