import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type Answer, type Browser, hidden, signedIn } from './browser.ts';
import { askToReplace, request } from './requests.ts';

let world: World;
let jonas: Browser;
let priya: Browser;
let elena: Browser;
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
  [jonas, priya, elena] = await Promise.all([
    signedIn(world, 'jonas@aurora.example'),
    signedIn(world, 'priya@aurora.example'),
    signedIn(world, 'elena@borealis.example'),
  ]);
});
afterAll(() => world.close());

const formOf = (page: Answer) => ({ token: hidden(page, 'token'), hash: hidden(page, 'hash') });
const ended = (browser: Browser, run: number): Promise<Answer> =>
  waitFor('the end of the run', async () => {
    const page = await browser.get(`/console/runs/${run}`);
    return page.text.includes('How it ended') && page;
  });

describe('the list of runs', () => {
  it('says what a run is when there is none', async () => {
    expect((await elena.get('/console/runs')).text).toContain('No runs yet');
  });

  it('shows who may decide those of the project, others their own, and foreigners none', async () => {
    const { run } = await askToReplace(world, 'maria@aurora.example', { find: 'tea', replace: 'coffee' });
    const own = await request(world, 'priya@aurora.example', 'communications.write-report', {
      project: 'aurora/adjutant',
    });
    await ended(priya, own);
    const links = async (browser: Browser) =>
      [...(await browser.get('/console/runs')).text.matchAll(/<a href="\/console\/runs\/(\d+)"/g)].map(([, number]) =>
        Number(number),
      );
    expect(await links(jonas)).toEqual([own, run]);
    expect(await links(priya)).toEqual([own]);
    expect(await links(elena)).toEqual([]);
    expect(await priya.get(`/console/runs/${run}`)).toMatchObject({ status: 404 });
    expect(await elena.get(`/console/runs/${run}`)).toMatchObject({ status: 404 });
  });
});

describe('a run that was approved', () => {
  it('is being done while it is sent, and waits for nobody', async () => {
    const asked = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Good day' });
    world.vendors.faults.add({ vendor: 'gitlab', kind: 'delay', delayMs: 8_000, times: 1, method: 'POST' });
    const card = `/console/approvals/${asked.effect}`;
    const rowOf = (list: string): string =>
      list.split('<tr>').find((row) => row.includes(`/console/runs/${asked.run}"`)) ?? '';
    expect(rowOf((await jonas.get('/console/runs')).text)).toContain('waits for a decision');
    await jonas.post(`${card}/decision`, { ...formOf(await jonas.get(card)), verdict: 'approve', reason: '' });
    const list = await waitFor('the list to say so', async () => {
      const { text } = await jonas.get('/console/runs');
      return rowOf(text).includes('is being done') && text;
    });
    expect(rowOf(list)).not.toContain('waits for');
    await waitFor('its page to say so', async () =>
      (await jonas.get(`/console/runs/${asked.run}`)).text.includes('It is approved and being done.'),
    );
    await ended(jonas, asked.run);
  });
});

describe('a run', () => {
  it('shows what was asked, what it waits for, and where it came from', async () => {
    const { run, effect } = await askToReplace(world, 'jonas@aurora.example', {
      find: 'Hello',
      replace: 'Welcome <b>',
    });
    const page = await jonas.get(`/console/runs/${run}`);
    expect(page.text).toContain('It waits for a decision.');
    expect(page.text).toContain(`href="/console/approvals/${effect}"`);
    expect(page.text).toContain('Welcome &lt;b&gt;');
    expect(page.text).toContain('<dt>Door</dt><dd>MCP</dd>');
    expect(page.text).toMatch(/Correlation in the audit trail<\/dt><dd><code>[0-9a-f-]{36}</);
  });

  it('shows its steps and how it ended', async () => {
    const run = await request(world, 'jonas@aurora.example', 'identity.who-am-i', {});
    const page = await ended(jonas, run);
    expect(page.text).toContain('You are <strong>Jonas Weber</strong>');
    expect(page.text).toContain('<h2>Steps</h2>');
    expect(page.text).not.toContain('hx-get');
  });

  it('shows why it was not done', async () => {
    const run = await request(world, 'jonas@aurora.example', 'coding.replace-text', {
      project: 'aurora/adjutant',
      find: 'no such words',
      replace: 'x',
    });
    const page = await ended(jonas, run);
    expect(page.text).toContain('not done');
    expect(page.text).toContain('was not found');
  });

  it('shows what was said in the chat, and that it arrived there', async () => {
    await world.vendors.slack.drive.command({
      team: world.aurora.slack.team,
      channel: 'C0AURORENG',
      user: 'U0AURJONAS',
      command: '/adjutant',
      text: 'identity  who-am-i ',
    });
    const page = await waitFor('the answer in the chat', async () => {
      const [, number = '0'] = /<a href="\/console\/runs\/(\d+)"/.exec((await jonas.get('/console/runs')).text) ?? [];
      const latest = await jonas.get(`/console/runs/${number}`);
      return (
        latest.text.includes('<dt>Door</dt><dd>Slack</dd>') &&
        !latest.text.includes('On its way') &&
        latest.text.includes('How it ended') &&
        latest
      );
    });
    expect(page.text).toContain('<h2>Messages</h2>');
    expect(page.text).toContain('Stands in Slack');
    expect(page.text).toContain('<q class="asked">identity who-am-i</q>');
    expect((await jonas.get('/console/runs')).text).toContain('<q class="asked">identity who-am-i</q>');
    expect(page.text).toContain('<strong>Jonas Weber</strong> asked: <strong>Show who I am</strong>');
  });

  it.each(['0', '99999999', '99999999999999', '2147483648', '-1', '1e3', 'x', '%00', '1001.5'])(
    'that is not there, %s, says what to do',
    async (number) => {
      expect(await jonas.get(`/console/runs/${number}`)).toMatchObject({
        status: 404,
        text: expect.stringContaining('There is nothing here'),
      });
    },
  );
});
