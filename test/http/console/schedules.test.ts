import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type Answer, type Browser, hidden, signedIn } from './browser.ts';
import { keepSchedule } from './requests.ts';

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

const list = (browser: Browser): Promise<Answer> => browser.get('/console/schedules');
const press = async (browser: Browser, number: number, action: string, name: string = randomUUID()) =>
  browser.post(`/console/schedules/${number}/${action}`, {
    token: hidden(await list(browser), 'token'),
    request: name,
  });
const endOf = (answer: Answer, browser = jonas): Promise<Answer> =>
  waitFor('the end of the run', async () => {
    const page = await browser.get(answer.headers.get('location') ?? '');
    return page.text.includes('How it ended') && page;
  });

describe('the page of schedules', () => {
  it('says how to set one up when there is none', async () => {
    expect((await list(elena)).text).toContain('/adjutant digest in #general every weekday at 9:00 Europe/Berlin');
  });

  it('shows when each fires, in words and as a moment, to the members of its project', async () => {
    const { number, nextAt } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Digest for <engineering>' });
    const { text } = await list(jonas);
    expect(text).toContain(`Digest for &lt;engineering&gt; <span class="quiet">no. ${number}</span>`);
    expect(text).toContain('every weekday at 09:00 Europe/Berlin');
    expect(text).toContain(`<time datetime="${nextAt?.toISOString()}" data-local>`);
    expect(text).toMatch(/09:00 Europe\/Berlin<\/time>/);
    expect(text).toContain('<dt>Set up by</dt><dd>Jonas Weber</dd>');
    expect((await list(elena)).text).not.toContain('Digest for');
  });

  it('pauses, resumes and deletes by a run that is shown', async () => {
    const { number } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Morning' });
    const paused = await press(jonas, number, 'pause');
    expect([paused.status, paused.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/console\/runs\/\d+$/),
    ]);
    expect((await endOf(paused)).text).toContain('rests now');
    expect((await list(jonas)).text).toContain('paused');
    expect((await endOf(await press(jonas, number, 'resume'))).text).toContain('Door</dt><dd>the console');
    await endOf(await press(jonas, number, 'delete'));
    expect((await list(jonas)).text).not.toContain(`no. ${number}<`);
  });

  it('takes a button that is pressed twice as one request', async () => {
    const { number } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Twice' });
    const name = randomUUID();
    const [one, two] = [await press(jonas, number, 'pause', name), await press(jonas, number, 'pause', name)];
    expect(one.headers.get('location')).toBe(two.headers.get('location'));
  });

  it('has no buttons for who may only look, and refuses them', async () => {
    const { number } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Looked at' });
    expect((await list(priya)).text).not.toContain(`/console/schedules/${number}/pause`);
    expect(await press(priya, number, 'pause')).toMatchObject({
      status: 403,
      text: expect.stringContaining('Your role does not allow this'),
    });
  });

  it('says what is wrong with a schedule that is not of one’s projects, and changes nothing', async () => {
    const { number } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Foreign' });
    const told = await endOf(await press(elena, number, 'delete'), elena);
    expect(told.text).toContain(`There is no schedule ${number} in your projects`);
    expect((await list(jonas)).text).toContain('Foreign');
  });

  it.each([
    ['/console/schedules/x/pause', 404],
    ['/console/schedules/1/explode', 404],
    ['/console/schedules/1/constructor', 404],
  ])('knows nothing of %s', async (path, status) => {
    const token = hidden(await list(jonas), 'token');
    expect(await jonas.post(path, { token, request: randomUUID() })).toMatchObject({ status });
  });

  it('refuses forms of others, and forms that are not complete', async () => {
    const { number } = await keepSchedule(world, 'jonas@aurora.example', { title: 'Guarded' });
    const path = `/console/schedules/${number}/delete`;
    const token = hidden(await list(jonas), 'token');
    expect(await jonas.post(path, { token, request: randomUUID() }, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    });
    expect(await jonas.post(path, { token: 'x', request: randomUUID() })).toMatchObject({ status: 410 });
    expect(await jonas.post(path, { token })).toMatchObject({ status: 400 });
    expect((await jonas.get(path)).headers.get('location')).toBe('/console/schedules');
    expect((await list(jonas)).text).toContain('Guarded');
  });
});
