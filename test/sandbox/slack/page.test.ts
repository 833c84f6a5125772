import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstTasks } from '../../../sandbox/slack/page/first-tasks.js';
import { createLog } from '../../../src/platform/log.ts';
import { createPictures } from '../../../src/services/pictures/pictures.ts';
import { asBlocks, asView, engineering, jonas, maria, type Received, type Stand, startStand, team } from './stand.ts';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const isMissing = !existsSync(browserPath);
if (isMissing && process.env.CI !== 'true')
  console.warn(`The chat page is not tested: there is no Chromium at ${browserPath} (apt-get install chromium).`);

const modal = {
  type: 'modal',
  callback_id: 'ask',
  title: { type: 'plain_text', text: 'Open a merge request' },
  submit: { type: 'plain_text', text: 'Preview' },
  blocks: [
    {
      type: 'input',
      block_id: 'project',
      label: { type: 'plain_text', text: 'Project' },
      hint: { type: 'plain_text', text: 'Full path, for example platform/api' },
      element: { type: 'plain_text_input', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'patch',
      label: { type: 'plain_text', text: 'Patch' },
      element: { type: 'plain_text_input', action_id: 'v', multiline: true },
    },
    {
      type: 'input',
      block_id: 'target',
      optional: true,
      label: { type: 'plain_text', text: 'Target branch' },
      element: {
        type: 'external_select',
        action_id: 'v',
        min_query_length: 0,
        placeholder: { type: 'plain_text', text: 'Find a branch' },
      },
    },
  ],
};
const plain = (text: string) => ({ type: 'plain_text', text });
const actions = {
  type: 'actions',
  block_id: 'decide',
  elements: [
    {
      type: 'button',
      action_id: 'approve',
      style: 'primary',
      text: { type: 'plain_text', text: 'Approve' },
      value: 'e1',
      confirm: {
        title: { type: 'plain_text', text: 'Approve?' },
        text: { type: 'mrkdwn', text: 'This opens a *real* branch.' },
        confirm: { type: 'plain_text', text: 'Yes, approve' },
        deny: { type: 'plain_text', text: 'No' },
      },
    },
    {
      type: 'button',
      action_id: 'reject',
      style: 'danger',
      text: { type: 'plain_text', text: 'Reject' },
      value: 'e1',
    },
    { type: 'button', action_id: 'change', text: { type: 'plain_text', text: 'Change' }, value: 'e1' },
  ],
};
const card = [
  { type: 'header', text: { type: 'plain_text', text: 'Open “Fix login” in platform/api?' } },
  {
    type: 'section',
    fields: [
      { type: 'mrkdwn', text: '*Branch*\nfix-login → main' },
      { type: 'mrkdwn', text: '*Files*\n2' },
    ],
  },
  {
    type: 'markdown',
    text: '```diff\n--- a/login.ts\n+++ b/login.ts\n@@ -1,2 +1,2 @@\n-const limit = 3;\n+const limit = 5;\n export { limit };\n```\n| Check | Result |\n|---|---|\n| Tests | **passed** |\n',
  },
  {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: 'Asked by <@U0AURMARIA> · expires in 24 h · :lock: needs a second person' }],
  },
  actions,
];

let browser: Browser;
let stand: Stand;
let page: Page;
let faults: string[];
const pictures = process.env.PICTURES;
const picture = async (name: string) => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
};
const open = async (options: { width: number; height: number } = { width: 1280, height: 820 }, hash = '') => {
  page = await browser.newPage({ viewport: options });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('409')) faults.push(message.text());
  });
  await page.goto(`${stand.url}/${hash}`);
  await page.getByRole('heading', { level: 1, name: /./ }).first().waitFor();
  await page.getByLabel('Message').first().waitFor();
};
const list = () => page.locator('#messages');
const write = async (text: string, label = 'Message') => {
  await page.getByRole('textbox', { name: label }).first().fill(text);
  await page.keyboard.press('Enter');
};
const commands = () => stand.received.map(({ body }) => body).filter(({ command }) => command !== undefined);

describe.skipIf(isMissing && process.env.CI !== 'true')('the chat page', () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    faults = [];
    stand = await startStand();
  });
  afterEach(async () => {
    await page.close();
    await stand.stop();
    expect(faults).toEqual([]);
  });

  it('tells a newcomer what to type, and runs it', async () => {
    stand.answer.with = () => ({
      body: { text: '*Adjutant* can:\n• plan\n> ask away :tada:\n<https://example.com|Docs> `code`' },
    });
    await open();
    await page.getByText('Sandbox: no real Slack.').waitFor();
    await picture('1-empty');
    await page.getByRole('button', { name: '/adjutant help' }).click();
    await page.keyboard.press('Enter');
    const note = list().locator('.ephemeral');
    await note.getByText('Only visible to you').waitFor();
    await picture('2-help');
    expect(await note.locator('strong').allTextContents()).toContain('Adjutant');
    expect(await note.getByRole('link', { name: 'Docs' }).getAttribute('href')).toBe('https://example.com');
    expect(commands()).toMatchObject([
      { command: '/adjutant', text: 'help', user_id: maria, channel_name: 'engineering' },
    ]);
  });

  it.each([
    ['a screen', 1280],
    ['a phone', 390],
  ])('offers a task of each agent on %s, and fills it in by the keyboard alone', async (_what, width) => {
    await open({ width, height: 780 });
    const tasks = list().locator('.task-chip');
    expect(await tasks.locator('strong').allTextContents()).toEqual(firstTasks.map(({ title }) => title));
    await picture(`1-welcome-${width}`);
    await tasks.nth(3).focus();
    await page.keyboard.press('Enter');
    const box = page.getByRole('textbox', { name: 'Message' });
    expect(await box.inputValue()).toBe(`/adjutant ${firstTasks[3]?.words}`);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    expect(commands()).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => commands().at(-1)?.text).toBe(firstTasks[3]?.words);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('offers them without the slash command where one talks to Adjutant alone', async () => {
    await open();
    await page.locator('#directs button').click();
    await list().locator('.task-chip').first().click();
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe(firstTasks[0]?.words);
  });

  it.each([
    ['a screen', 1280],
    ['a phone', 390],
  ])('says that a command was taken without covering what was said last, on %s', async (_what, width) => {
    for (let number = 1; number <= 30; number += 1)
      await stand.client.chat.postMessage({ channel: engineering, text: `Message ${number}` });
    await open({ width, height: 780 });
    await write('/adjutant identity who-am-i');
    const toast = page.getByRole('status');
    await toast.getByText('Adjutant has it').waitFor();
    await stand.client.chat.postMessage({ channel: engineering, text: 'The newest answer' });
    const newest = list().getByText('The newest answer');
    await newest.waitFor();
    await picture(`2-toast-${width}`);
    const [over, under] = [await toast.boundingBox(), await newest.boundingBox()];
    const room = await page.locator('#composer').boundingBox();
    expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThan(under?.y ?? 0);
    expect((under?.y ?? 0) + (under?.height ?? 0)).toBeLessThanOrEqual(room?.y ?? 0);
    await toast.click();
    await toast.waitFor({ state: 'hidden' });
  });

  it('suggests commands while a slash is typed, and keeps the lines of what was pasted', async () => {
    await open();
    const box = page.getByRole('textbox', { name: 'Message' });
    await box.fill('/adj');
    await page.getByRole('listbox', { name: 'Commands' }).getByText('/adjutant help').waitFor();
    await picture('3-slash');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('/adjutant ');
    const pasted = '/adjutant code apply-patch patch=```\n--- a/x <1>\n+++ b/x & y\n@@ -1 +1 @@\n-a\n+b\n```';
    await box.fill(pasted);
    await picture('4-paste');
    await page.keyboard.press('Enter');
    await expect.poll(() => commands().at(-1)?.text).toBe(pasted.slice('/adjutant '.length));
  });

  it('adds a line with Shift+Enter and sends with Enter, mention and all', async () => {
    await open();
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('@Adjutant first <b>');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second & last');
    await page.keyboard.press('Enter');
    await list().getByText('first <b>').waitFor();
    await expect.poll(() => stand.events('app_mention').length).toBe(1);
    expect(stand.events('app_mention')[0]).toMatchObject({ text: '<@U0AURORBOT> first &lt;b&gt;\nsecond &amp; last' });
  });

  it('sends files that are chosen or dropped, and shows them', async () => {
    await open();
    const file = { name: 'plan <1>.txt', mimeType: 'text/plain', buffer: Buffer.from('words') };
    await page.locator('#composer input[type="file"]').setInputFiles(file);
    await page.getByRole('list', { name: 'Attached files' }).getByText('plan <1>.txt').waitFor();
    // In the page’s own words: the types of a browser are not known here.
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['more'], 'dropped.txt'));
      return transfer;
    })()`);
    await page.locator('main').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: 'Remove plan <1>.txt' }).click();
    await page.locator('#composer').getByRole('button', { name: 'Send', exact: true }).click();
    await list().getByRole('link', { name: 'dropped.txt' }).waitFor();
    await expect
      .poll(() => stand.events('message').at(-1))
      .toMatchObject({ files: [{ name: 'dropped.txt', size: 4 }] });
  });

  it('opens the thread in which the bot answers, shows the card and asks before it sends a click', async () => {
    stand.answer.with = async ({ body }: Received) => {
      const event = body.event as { type: string; ts: string } | undefined;
      if (event?.type === 'app_mention')
        await stand.client.chat.postMessage({
          channel: engineering,
          thread_ts: event.ts,
          text: 'Please decide',
          blocks: asBlocks(card),
        });
      return {};
    };
    await open();
    await write('@Adjutant open the merge request for fix-login');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('button', { name: 'Approve' }).waitFor();
    expect(await thread.locator('.diff .added').allTextContents()).toEqual(['+const limit = 5;\n']);
    expect(await thread.getByRole('cell', { name: 'passed' }).count()).toBe(1);
    await list().getByText('1 reply').waitFor();
    await picture('5-thread');
    await thread.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'Approve?' }).waitFor();
    await picture('6-confirm');
    await page.keyboard.press('Escape');
    expect(stand.received.some(({ body }) => body.type === 'block_actions')).toBe(false);
    await thread.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Yes, approve' }).click();
    await expect.poll(() => stand.received.filter(({ body }) => body.type === 'block_actions').length).toBe(1);
    await page.keyboard.press('Escape');
    await thread.waitFor({ state: 'hidden' });
  });

  it('fills in a modal: hint, options of the application, its errors, and Esc', async () => {
    stand.answer.with = async ({ body }: Received) => {
      if (body.command !== undefined)
        await stand.client.views.open({ trigger_id: String(body.trigger_id), view: asView(modal) });
      if (body.type === 'block_suggestion')
        return { body: { options: [{ text: { type: 'plain_text', text: 'main' }, value: 'main' }] } };
      const values = (body.view as { state?: { values: { project?: { v: { value: string } } } } } | undefined)?.state
        ?.values;
      if (body.type === 'view_submission' && values?.project?.v.value === 'nope')
        return { body: { response_action: 'errors', errors: { project: 'There is no such project.' } } };
      return {};
    };
    await open();
    await write('/adjutant coding open-merge-request');
    const dialog = page.getByRole('dialog', { name: 'Open a merge request' });
    await dialog.getByText('Full path, for example platform/api').waitFor();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText('Please complete this required field.').first().waitFor();
    await dialog.getByLabel('Project').fill('nope');
    await dialog.getByLabel('Patch').fill('line 1\nline 2');
    await dialog.getByLabel('Target branch').click();
    await dialog.getByRole('option', { name: 'main' }).click();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText('There is no such project.').waitFor();
    await picture('7-modal');
    await dialog.getByLabel('Project').fill('platform/api');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.waitFor({ state: 'detached' });
    const last = stand.received.filter(({ body }) => body.type === 'view_submission').at(-1);
    expect(last?.body).toMatchObject({
      view: {
        state: {
          values: {
            project: { v: { value: 'platform/api' } },
            patch: { v: { value: 'line 1\nline 2' } },
            target: { v: { selected_option: { value: 'main' } } },
          },
        },
      },
    });
    await write('/adjutant coding open-merge-request');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(stand.slack.drive.views(maria)).toEqual([]);
  });

  it('lets another person look: what is for one only is not shown to the other', async () => {
    await stand.client.chat.postEphemeral({ channel: engineering, user: maria, text: 'for Maria only' });
    await stand.client.chat.postMessage({ channel: engineering, text: 'for everybody', blocks: asBlocks(card) });
    await open();
    await list().getByText('for Maria only').waitFor();
    await page.getByLabel('You are').selectOption({ label: 'Jonas Weber · developer' });
    await list().getByRole('button', { name: 'Approve' }).waitFor();
    await picture('8-jonas');
    expect(await list().getByText('for Maria only').count()).toBe(0);
    await list().getByRole('button', { name: 'Reject' }).click();
    await expect
      .poll(() => stand.received.find(({ body }) => body.type === 'block_actions')?.body)
      .toMatchObject({ user: { id: jonas }, actions: [{ action_id: 'reject', value: 'e1' }] });
  });

  it('never runs what a message contains, and says when Adjutant fails', async () => {
    await stand.client.chat.postMessage({
      channel: engineering,
      text: '<img src=x onerror=alert(1)> <javascript:alert(1)|click>',
      mrkdwn: true,
    });
    stand.answer.with = () => ({ status: 500 });
    await open();
    await list().getByText('click').waitFor();
    expect(await list().locator('img, script').count()).toBe(0);
    expect(await list().getByRole('link').count()).toBe(0);
    await write('/adjutant help');
    await list().getByText('/adjutant failed with the error "dispatch_failed"').waitFor();
    await picture('9-failed');
    const answer = await fetch(stand.url);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('shows the Home that the application publishes when it is looked at', async () => {
    const blocks = [{ type: 'header', text: plain('Waiting for you') }, actions];
    stand.answer.with = async ({ body }: Received) => {
      const event = body.event as { type: string; user: string } | undefined;
      if (event?.type === 'app_home_opened')
        await stand.client.views.publish({ user_id: event.user, view: asView({ type: 'home', blocks }) });
      return {};
    };
    await open();
    await page.locator('#directs button').click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
    await picture('d-home');
    await page.getByRole('button', { name: 'Reject' }).click();
    await expect
      .poll(() => stand.received.at(-1)?.body)
      .toMatchObject({
        type: 'block_actions',
        container: { type: 'view' },
        view: { type: 'home' },
        actions: [{ action_id: 'reject' }],
      });
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByText('Talk to Adjutant').waitFor();
  });

  it('leads from a permalink to the message, in its thread', async () => {
    const { ts } = await stand.client.chat.postMessage({ channel: engineering, text: 'Root' });
    const reply = await stand.client.chat.postMessage({ channel: engineering, thread_ts: ts ?? '', text: 'The reply' });
    const { permalink = '' } = await stand.client.chat.getPermalink({
      channel: engineering,
      message_ts: reply.ts ?? '',
    });
    await open(undefined, permalink.replace(`${stand.url}/`, ''));
    await page.locator('#thread-messages .pointed').getByText('The reply').waitFor();
  });

  /** A message with a plan as a picture, and thumbs below it. */
  async function postPicture(): Promise<void> {
    const pictures = createPictures(createLog('silent'));
    const day = (index: number) => `2026-03-${String(index + 2).padStart(2, '0')}`;
    const bars = ['Prepare', 'Build', 'Test', 'Release'].map((label, index) => ({
      label,
      from: day(index * 4),
      to: day(index * 4 + 4),
      isCritical: index !== 1,
    }));
    const png = await pictures.png({ kind: 'gantt', title: 'Shop', alt: 'Four tasks in a row.', bars });
    await pictures.close();
    const { upload_url: url = '', file_id: id = '' } = await stand.client.files.getUploadURLExternal({
      filename: 'gantt.png',
      length: png.length,
    });
    await fetch(url, { method: 'POST', body: new Uint8Array(png) });
    await stand.client.files.completeUploadExternal({ files: [{ id }] });
    const thumb = (text: string, value: string) => ({ text: plain(text), value });
    await stand.client.chat.postMessage({
      channel: engineering,
      text: 'The plan',
      blocks: asBlocks([
        { type: 'section', text: { type: 'mrkdwn', text: 'The *plan* stands.' } },
        { type: 'image', alt_text: 'Four tasks in a row.', title: plain('Shop'), slack_file: { id } },
        {
          type: 'context_actions',
          elements: [
            {
              type: 'feedback_buttons',
              action_id: 'rate',
              positive_button: thumb('Good answer', 'good'),
              negative_button: thumb('Bad answer', 'bad'),
            },
          ],
        },
      ]),
    });
  }

  it.each([
    ['a screen', 1280],
    ['a phone', 390],
  ])('shows a picture on %s, and larger when it is clicked', async (_what, width) => {
    await postPicture();
    await open({ width, height: 780 });
    const small = list().getByRole('img', { name: 'Four tasks in a row.' });
    await small.waitFor();
    const naturalWidth = () => page.evaluate<number>("document.querySelector('#messages img.wide').naturalWidth");
    await expect.poll(naturalWidth).toBeGreaterThan(600);
    await picture(`d-picture-${width}`);
    await list().getByRole('button', { name: 'Four tasks in a row.' }).press('Enter');
    const large = page.getByRole('dialog', { name: 'Four tasks in a row.' });
    await large.getByRole('img').waitFor();
    expect(await large.locator('.words').innerText()).toContain('Four tasks in a row.');
    const whole = await large.getByRole('link', { name: 'Full size' }).getAttribute('href');
    expect((await fetch(new URL(whole ?? '', stand.url))).headers.get('content-type')).toBe('image/png');
    await picture(`e-enlarged-${width}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
    await list().getByRole('button', { name: 'Four tasks in a row.' }).click();
    await large.getByRole('button', { name: 'Close the picture' }).click();
    await large.waitFor({ state: 'detached' });
  });

  it('sends which thumb was pressed, and keeps it pressed', async () => {
    await postPicture();
    await open();
    const thumb = (name: string) => list().getByRole('button', { name });
    const actions = () =>
      stand.received.flatMap(({ body }) => (body.type === 'block_actions' ? (body.actions as object[]) : []));
    await thumb('Good answer').click();
    await expect.poll(() => actions().length).toBe(1);
    await thumb('Bad answer').click();
    await expect
      .poll(() => actions())
      .toMatchObject([
        { type: 'feedback_buttons', action_id: 'rate', value: 'good', text: plain('Good answer') },
        { type: 'feedback_buttons', action_id: 'rate', value: 'bad', text: plain('Bad answer') },
      ]);
    const pressed = () =>
      Promise.all(['Good answer', 'Bad answer'].map((each) => thumb(each).getAttribute('aria-pressed')));
    expect(await pressed()).toEqual(['false', 'true']);
    await picture('f-thumbs');
  });

  it('takes orders from its own origin only, in JSON, with every field checked', async () => {
    await open();
    const order = (headers: Record<string, string>, body: string) =>
      fetch(`${stand.url}/chat/message`, { method: 'POST', headers, body });
    const body = JSON.stringify({ team, user: maria, channel: engineering, text: 'x' });
    const json = { 'content-type': 'application/json' };
    const answers = [
      await order({ ...json, origin: 'https://evil.example' }, body),
      await order({ 'content-type': 'text/plain' }, body),
      await order(json, '{"team":1}'),
      await order(json, '{'),
      await order(json, body),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 400, 400, 200]);
    expect(stand.slack.drive.channelHistory(engineering)).toHaveLength(1);
  });

  it('works at the width of a phone', async () => {
    await stand.client.chat.postMessage({ channel: engineering, text: 'Please decide', blocks: asBlocks(card) });
    await open({ width: 390, height: 780 });
    await list().getByRole('button', { name: 'Approve' }).waitFor();
    await picture('a-phone');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await page.getByRole('button', { name: 'Channels and people' }).click();
    await page.getByRole('button', { name: 'Adjutant', exact: false }).first().waitFor();
    await picture('b-phone-menu');
    await page.locator('#directs button').click();
    await page.getByText('Talk to Adjutant').waitFor();
    await picture('c-phone-direct');
    await write('hello');
    await expect.poll(() => stand.events('message').at(-1)).toMatchObject({ channel_type: 'im', text: 'hello', team });
  });
});
