import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type Answer, Browser, hidden, signedIn } from './browser.ts';
import { type Asked, askToReplace } from './requests.ts';

let world: World;
let jonas: Browser;
let maria: Browser;
let priya: Browser;
let elena: Browser;
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
  [jonas, maria, priya, elena] = await Promise.all([
    signedIn(world, 'jonas@aurora.example'),
    signedIn(world, 'maria@aurora.example'),
    signedIn(world, 'priya@aurora.example'),
    signedIn(world, 'elena@borealis.example'),
  ]);
});
afterAll(() => world.close());

const pathOf = ({ effect }: Pick<Asked, 'effect'>): string => `/console/approvals/${effect}`;
const formOf = (page: Answer) => ({ token: hidden(page, 'token'), hash: hidden(page, 'hash') });
const state = (page: Answer): string | undefined => /<span class="badge [a-z]+">([^<]+)</.exec(page.text)?.[1];

/** The page, once the effect came to its end. */
const ended = (browser: Browser, asked: Asked): Promise<Answer> =>
  waitFor('the end of the effect', async () => {
    const page = await browser.get(pathOf(asked));
    return !['waits for a decision', 'approved', 'working', 'being undone'].includes(state(page) ?? '') && page;
  });

async function decide(browser: Browser, asked: Asked, verdict: string, reason = ''): Promise<Answer> {
  const page = await browser.get(pathOf(asked));
  return browser.post(`${pathOf(asked)}/decision`, { ...formOf(page), verdict, reason });
}

describe('the list of approvals', () => {
  it('says what to do when there is nothing', async () => {
    const page = await elena.get('/console/approvals');
    expect(page.text).toContain('Nothing waits for a decision');
    expect(page.text).toContain('/adjutant code replace-text');
  });

  it('shows what waits first, to those whose project it is', async () => {
    const asked = await askToReplace(world, 'maria@aurora.example', { find: 'tea', replace: 'coffee' });
    const page = await jonas.get('/console/approvals');
    expect(page.text).toContain(`href="${pathOf(asked)}"`);
    expect(page.text).toContain('Maria Lindqvist asked');
    expect(page.text).toContain('<code>coffee</code>');
    expect((await elena.get('/console/approvals')).text).not.toContain(asked.effect);
  });

  it('answers a page that looks again only when there is something new', async () => {
    const page = await jonas.get('/console/approvals');
    const [, again = ''] = /hx-get="([^"]+)"/.exec(page.text) ?? [];
    expect(await jonas.get(again, { 'hx-request': 'true' })).toMatchObject({ status: 204, text: '' });
    await askToReplace(world, 'maria@aurora.example', { find: 'Guide', replace: 'Manual' });
    expect(await jonas.get(again, { 'hx-request': 'true' })).toMatchObject({ status: 200 });
  });
});

describe('an approval', () => {
  it('shows what will be done, is decided once, and shows how it ended', async () => {
    const asked = await askToReplace(world, 'jonas@aurora.example', { find: 'Hello', replace: 'Welcome' });
    const page = await maria.get(pathOf(asked));
    expect(page.text).toContain('src/greet.ts');
    expect(page.text).toMatch(
      /class="removed"><td class="number">2<\/td><td class="number"><\/td><td class="sign">−<\/td><td class="text"> {2}return &quot;Hello/,
    );
    expect(page.text).toContain('Welcome, ');
    expect(page.text).toContain('waits for its turn');

    const sent = await maria.post(`${pathOf(asked)}/decision`, {
      ...formOf(page),
      verdict: 'approve',
      reason: 'friendlier',
    });
    expect(sent).toMatchObject({ status: 303 });
    expect(sent.headers.get('location')).toBe(pathOf(asked));
    const done = await ended(maria, asked);
    expect(state(done)).toBe('done');
    expect(done.text).toMatch(/Merge request !\d+ is open/);
    expect(done.text).toContain('<blockquote>friendlier</blockquote>');
    expect(done.text).toContain('<strong>Maria Lindqvist</strong> approved in the console');

    const twice = await maria.post(`${pathOf(asked)}/decision`, { ...formOf(page), verdict: 'approve' });
    expect(twice).toMatchObject({ status: 409, text: expect.stringContaining('This is no longer to be decided') });
    expect(await maria.get(`${pathOf(asked)}/decision`)).toMatchObject({ status: 303 });
  });

  it('lets one of two who click at once win, and tells the other', async () => {
    const asked = await askToReplace(world, 'jonas@aurora.example', { find: 'Shop', replace: 'Store' });
    const answers = await Promise.all([decide(maria, asked, 'reject'), decide(jonas, asked, 'reject')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(state(await ended(jonas, asked))).toBe('rejected');
  });

  it('can be taken back when it is done', async () => {
    const asked = await askToReplace(world, 'jonas@aurora.example', { find: 'currency', replace: 'unit' });
    await decide(jonas, asked, 'approve');
    expect((await ended(jonas, asked)).text).toContain('Take it back');
    expect(await decide(jonas, asked, 'undo')).toMatchObject({ status: 303 });
    expect(state(await ended(jonas, asked))).toBe('undone');
  });

  it('escapes the reason that somebody gives', async () => {
    const asked = await askToReplace(world, 'jonas@aurora.example', { find: '555', replace: '556' });
    await decide(jonas, asked, 'reject', '<img src=x onerror=alert(1)> **b** \0');
    const page = await ended(jonas, asked);
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)&gt; **b**');
    expect(page.text).not.toContain('<img src=x');
  });

  it('refuses a reason that is too long, and stays open', async () => {
    const asked = await askToReplace(world, 'jonas@aurora.example', { find: 'Call', replace: 'Ring' });
    const answer = await decide(jonas, asked, 'reject', 'x'.repeat(501));
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('at most 500 characters') });
    expect(state(answer)).toBe('waits for a decision');
    expect(await decide(jonas, asked, 'reject', 'x'.repeat(20_000))).toMatchObject({ status: 413 });
  });
});

describe('a decision is refused', () => {
  let asked: Asked;
  let form: { token: string; hash: string };
  const send = (browser: Browser, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer> =>
    browser.post(`${pathOf(asked)}/decision`, { ...form, verdict: 'approve', ...fields }, headers);
  beforeAll(async () => {
    asked = await askToReplace(world, 'maria@aurora.example', { find: 'sells', replace: 'trades' });
    form = formOf(await jonas.get(pathOf(asked)));
  });
  // Whatever was tried, it still waits: nothing of it came through.
  afterAll(async () => expect(state(await jonas.get(pathOf(asked)))).toBe('waits for a decision'));

  it('without the token of the session', async () => {
    expect(await send(jonas, { token: '' })).toMatchObject({ status: 410 });
    expect(await send(jonas, { token: `${form.token}x` })).toMatchObject({ status: 410 });
  });

  it('with the token of another session', async () => {
    const token = hidden(await maria.get('/console/approvals'), 'token');
    expect(await send(jonas, { token })).toMatchObject({ status: 410 });
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:1' },
  ])('from another site: %j', async (headers) => {
    expect(await send(jonas, {}, headers)).toMatchObject({ status: 403 });
  });

  it('for other content than what was shown', async () => {
    const answer = await send(jonas, { hash: '0'.repeat(64) });
    expect(answer).toMatchObject({
      status: 409,
      text: expect.stringContaining('has changed since this card was shown'),
    });
    expect(hidden(answer, 'hash')).toBe(form.hash);
  });

  it.each(['', 'publish', 'undo', 'constructor'])('with the verdict %j', async (verdict) => {
    const { status } = await send(jonas, { verdict });
    expect([400, 409]).toContain(status);
  });

  it('from who may only look, who sees no buttons either', async () => {
    const page = await priya.get(pathOf(asked));
    expect(page).toMatchObject({
      status: 200,
      text: expect.stringContaining('Your role does not let you decide this'),
    });
    expect(page.text).not.toContain('name="verdict"');
    const token = hidden(page, 'token');
    expect(await send(priya, { token })).toMatchObject({ status: 403 });
  });

  it('from another organisation, to which it does not exist', async () => {
    expect(await elena.get(pathOf(asked))).toMatchObject({ status: 404 });
    const token = hidden(await elena.get('/console/approvals'), 'token');
    expect(await send(elena, { token })).toMatchObject({ status: 404 });
  });

  it('from nobody, who is led to sign in and back to the request', async () => {
    const answer = await send(new Browser(world.url), {});
    expect(answer).toMatchObject({ status: 303 });
    expect(answer.headers.get('location')).toBe(`/console/sign-in?return=${encodeURIComponent(pathOf(asked))}`);
  });

  it('as a link', async () => {
    const query = new URLSearchParams({ ...form, verdict: 'approve' });
    expect(await jonas.get(`${pathOf(asked)}/decision?${query}`)).toMatchObject({ status: 303 });
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    '/console/approvals/00000000-0000-4000-8000-000000000000',
    '/console/approvals/x',
    '/console/approvals/%00',
    "/console/approvals/'%20or%201=1",
    '/console/nothing/at/all',
  ])('%s says what to do', async (path) => {
    expect(await jonas.get(path)).toMatchObject({
      status: 404,
      text: expect.stringContaining('There is nothing here'),
    });
  });

  it('that cannot be read at all is told as well', async () => {
    expect(await jonas.get('/console/approvals/%E0%A4%A')).toMatchObject({
      status: 400,
      text: expect.stringContaining('There is nothing here'),
    });
  });
});
