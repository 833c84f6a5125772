import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../harness/world.ts';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const isMissing = !existsSync(browserPath);
if (isMissing && process.env.CI !== 'true')
  console.warn(`The guided task is not tested: there is no Chromium at ${browserPath} (apt-get install chromium).`);

const title = 'Replace “# Adjutant” with “# Hello, Adjutant”';
const borealis = '/#team=T0BOREAL01';
const jonas = '/#team=T0AURORA01&user=U0AURJONAS';
const priya = '/#team=T0AURORA01&user=U0AURPRIYA';

/** The guide on a page, and what it leads to. */
const on = (page: Page) => ({
  guide: page.getByRole('region', { name: 'Your first merge request' }),
  says: (words: string | RegExp) => page.locator('#guide .says').getByText(words).waitFor(),
  step: (number: number) => page.locator(`#guide li:nth-child(${number})[aria-current="step"]`).waitFor(),
  ask: page.getByRole('button', { name: /^(Send it|Do it once more)$/ }),
  open: page.getByRole('link', { name: 'Open the merge request' }),
  card: page.locator('#thread-messages').getByRole('button', { name: 'Approve' }),
});

describe.skipIf(isMissing && process.env.CI !== 'true')('the guided first task', () => {
  let world: World;
  let browser: Browser;
  let context: BrowserContext;
  let faults: string[];
  beforeAll(async () => {
    const files = { 'README.md': '# Adjutant\n\nThe staff officer.\n', 'src/a.ts': 'export const a = 1;\n' };
    // One person after the other begins anew in the same channel, faster than Slack lets a bot post.
    world = await startWorld({ watchesContracts: false, files, slackLimits: { postBurst: 1_000, tierFactor: 1_000 } });
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  beforeEach(async () => {
    faults = [];
    context = await browser.newContext({ viewport: { width: 1280, height: 820 } });
    context.setDefaultTimeout(10_000);
  });
  afterEach(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });

  async function open(hash = '/'): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(`${world.vendors.url}${hash}`);
    return page;
  }
  async function reject(page: Page): Promise<void> {
    await page.locator('#thread-messages').getByRole('button', { name: 'Reject' }).last().click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').fill('Not today');
    await form.getByRole('button', { name: 'Reject' }).click();
  }

  it('leads with three clicks to a real merge request, and tells how to take it back', async () => {
    const page = await open();
    const { ask, says, step, card, open: link } = on(page);
    await says('nothing happens before somebody approves');
    await page.locator('#guide').getByText('/adjutant code replace-text find="# Adjutant"').waitFor();
    await ask.click();
    await card.waitFor();
    await step(2);
    await says('You asked and may approve it yourself');
    expect(await page.locator('#thread-messages').innerText()).toContain('May approve: who asked, or a colleague');
    await card.click();
    await step(3);
    const [request] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await request.getByRole('heading', { level: 1, name: title }).waitFor();
    await request.getByText('# Hello, Adjutant', { exact: true }).waitFor();

    await says('Undo on its card takes it back');
    await page.getByRole('button', { name: 'A question in words' }).click();
    expect(await page.getByRole('textbox', { name: 'Message' }).first().inputValue()).toBe(
      '@Adjutant what can you do?',
    );
    await page.reload();
    await says('Undo on its card takes it back');
    await page.getByRole('button', { name: 'Open thread' }).click();
    await page.locator('#thread-messages').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await says('Undone by Maria Lindqvist.');
    await step(1);
  });

  it('comes back to the right step after a reload, and follows whoever decides, in every tab', async () => {
    const [page, other] = [await open(borealis), await open(borealis)];
    await on(page).ask.click();
    await on(page).card.waitFor();
    await on(other).step(2);
    await page.reload();
    await on(page).step(2);
    await on(page).card.waitFor();
    await on(page).card.click();
    await on(other).open.waitFor();
    await page.reload();
    await on(page).step(3);
    // An older thread is open: the new card opens in its place.
    await page.getByRole('button', { name: 'Open thread' }).last().click();
    await on(page).ask.click();
    await on(page).card.waitFor();
    await reject(page);
    await on(page).step(1);
    await on(other).says('Rejected by Elena Rossi');
  });

  it('says what the bot said when it is rejected, or asked for twice', async () => {
    const page = await open(jonas);
    const { ask, says, step, card } = on(page);
    await ask.click();
    await card.waitFor();
    await page.getByRole('button', { name: 'Close thread' }).click();
    await page.getByRole('button', { name: 'Go to the card' }).click();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Approve');
    await page
      .getByRole('textbox', { name: 'Message' })
      .first()
      .fill('/adjutant code replace-text find="# Adjutant" replace="# Hello, Adjutant" paths=README.md');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#messages').getByText('Waits: see the card').count()).toBe(2);
    await step(2);
    await reject(page);
    await says('Rejected by Jonas Weber (“Not today”). Nothing was changed.');
    await step(1);
    await ask.waitFor();
  });

  it('leads a colleague to the card of who asked, and tells who may not that they may not', async () => {
    const page = await open(jonas);
    await on(page).ask.click();
    await on(page).card.waitFor();
    const viewer = await open(priya);
    await on(viewer).says('Jonas Weber asked, and you may approve it if your role allows');
    await on(viewer).card.click();
    await on(viewer).says('Your role does not let you decide this.');
    await page.getByRole('combobox', { name: 'You are' }).selectOption({ label: 'Amina Diallo · admin' });
    await on(page).says('Jonas Weber asked');
    await on(page).card.click();
    await on(page).step(3);
    await on(viewer).step(3);
  });

  it('tells why nothing came of it where the text is not there', async () => {
    const page = await open(borealis);
    const { ask, says, step, card, open: link } = on(page);
    await ask.click();
    await card.click();
    await link.waitFor();
    const [request] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await request.getByRole('button', { name: 'Merge', exact: true }).click();
    await request.getByText('Merged').first().waitFor();
    await ask.click();
    await says('“# Adjutant” was not found in README.md');
    await step(1);
  });

  it('asks and shows from wherever one is', async () => {
    const page = await open();
    await page.locator('#directs button').click();
    await on(page).ask.click();
    await page.getByRole('heading', { name: '# engineering' }).waitFor();
    await on(page).card.waitFor();
    await page.locator('#directs button').click();
    await page.getByRole('button', { name: 'Go to the card' }).click();
    await on(page).card.waitFor();
    await reject(page);
    await on(page).step(1);
  });

  it('fits a phone at every step, where the thread lies over the channel and not over the guide', async () => {
    const page = await open();
    await page.setViewportSize({ width: 390, height: 780 });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    const { ask, guide, card, open: link } = on(page);
    await ask.waitFor();
    expect(await overflow()).toBe(0);
    await ask.click();
    await card.waitFor();
    expect(await overflow()).toBe(0);
    const [above, below] = [await guide.boundingBox(), await page.locator('#thread').boundingBox()];
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    await card.click();
    await link.waitFor();
    expect(await overflow()).toBe(0);
    const [request] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await request.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('button', { name: 'A plan with a picture' }).click();
    await page.locator('#composer').getByRole('textbox', { name: 'Message' }).waitFor();
    expect(await overflow()).toBe(0);
  });

  it('stays away once it is dismissed, in every tab, and is found again', async () => {
    const [page, other] = [await open(), await open()];
    await on(other).guide.waitFor();
    await page.getByRole('button', { name: 'Hide the first steps' }).press('Enter');
    await on(page).guide.waitFor({ state: 'hidden' });
    await on(other).guide.waitFor({ state: 'hidden' });
    await page.reload();
    const opener = page.getByRole('button', { name: 'First steps' });
    await opener.waitFor();
    expect(await on(page).guide.isVisible()).toBe(false);
    await opener.press('Enter');
    await on(page).guide.waitFor();
    await page.reload();
    await on(page).guide.waitFor();
  });
});
