import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type Answer, type Browser, hidden, signedIn } from './browser.ts';
import { askToReplace, request } from './requests.ts';

let world: World;
let jonas: Browser;
let priya: Browser;
let elena: Browser;
let run: number;
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
  [jonas, priya, elena] = await Promise.all([
    signedIn(world, 'jonas@aurora.example'),
    signedIn(world, 'priya@aurora.example'),
    signedIn(world, 'elena@borealis.example'),
  ]);
  run = await request(world, 'priya@aurora.example', 'communications.write-report', { project: 'aurora/adjutant' });
  await waitFor('the end of the run', async () => (await pageOf(priya)).text.includes('Was this answer good?'));
});
afterAll(() => world.close());

const pageOf = (browser: Browser, number = run): Promise<Answer> => browser.get(`/console/runs/${number}`);
async function rate(browser: Browser, rating: string, comment = '', number = run): Promise<Answer> {
  const token = hidden(await browser.get('/console/runs'), 'token');
  return browser.post(`/console/runs/${number}/rating`, { token, rating, comment });
}

describe('the page of feedback', () => {
  it('says how to give some when there is none', async () => {
    expect((await elena.get('/console/feedback')).text).toContain('Nobody has rated an answer yet');
  });
});

describe('the answer of a run', () => {
  it('is rated by two thumbs, once for each person, and the latest stands', async () => {
    expect((await pageOf(priya)).text).toContain('Nobody has rated it yet.');
    const answer = await rate(priya, 'bad', 'My <b>role</b>\r\nis missing');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/console/runs/${run}`]);
    const page = await pageOf(priya);
    expect(page.text).toContain('You rated it bad. Rated good 0, bad 1.');
    expect(page.text).toContain('My &lt;b&gt;role&lt;/b&gt;\nis missing</textarea>');
    await rate(jonas, 'good');
    await rate(priya, 'good', 'Now it is there');
    expect((await pageOf(jonas)).text).toContain('You rated it good. Rated good 2, bad 0.');
  });

  it('is shown with its shares and its words to those who may see the run', async () => {
    await rate(jonas, 'bad', 'Too <i>long</i>');
    const page = await jonas.get('/console/feedback');
    expect(page.text).toContain('Write a report');
    expect(page.text).toContain('50 % <meter');
    expect(page.text).toContain('1 good, 1 bad');
    expect(page.text).toContain('Too &lt;i&gt;long&lt;/i&gt;');
    expect(page.text).toContain('Priya');
    expect((await elena.get('/console/feedback')).text).not.toContain('Too');
  });

  it.each([
    ['no rating', '', ''],
    ['another rating', 'so so', ''],
  ])('is not rated by a form with %s', async (_what, rating, comment) => {
    expect(await rate(priya, rating, comment)).toMatchObject({
      status: 400,
      text: expect.stringContaining('Press “Good answer” or “Bad answer”'),
    });
  });

  it('takes no comment that is too long, and says so on its page', async () => {
    expect(await rate(priya, 'bad', 'x'.repeat(1_001))).toMatchObject({
      status: 413,
      text: expect.stringContaining('at most 1000 characters; this one has 1001'),
    });
    expect((await pageOf(priya)).text).toContain('You rated it good.');
  });

  it('is not rated by who may not see it, from another site, or without the token of the session', async () => {
    expect(await rate(elena, 'good')).toMatchObject({ status: 404 });
    expect(await priya.post(`/console/runs/${run}/rating`, { rating: 'good', token: 'x' })).toMatchObject({
      status: 410,
    });
    const foreign = { origin: 'https://evil.example' };
    expect(await priya.post(`/console/runs/${run}/rating`, { rating: 'good' }, foreign)).toMatchObject({ status: 403 });
    expect((await priya.get(`/console/runs/${run}/rating`)).headers.get('location')).toBe(`/console/runs/${run}`);
  });

  it('is not rated while it waits', async () => {
    const { run: waiting } = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Welcome' });
    expect((await pageOf(jonas, waiting)).text).not.toContain('Was this answer good?');
    expect(await rate(jonas, 'good', '', waiting)).toMatchObject({
      status: 400,
      text: expect.stringContaining(`Run ${waiting} has not answered yet`),
    });
  });
});
