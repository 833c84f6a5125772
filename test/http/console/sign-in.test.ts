import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxRealm } from '../../../sandbox/onboard.ts';
import { type ConsoleOptions, createConsole, type SignIn } from '../../../src/http/index.ts';
import { createAttempts } from '../../../src/platform/attempts.ts';
import { createHttpServer } from '../../../src/platform/http.ts';
import { unlimited } from '../../harness/unlimited.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { Browser, hidden, signedIn } from './browser.ts';

const key = Buffer.alloc(32, 3);
let world: World;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  world = await startWorld({ watchesContracts: false });
});
afterAll(async () => {
  for (const close of closing) await close();
  await world.close();
});

/** Another console on the same services, with other settings. */
async function serve(options: Partial<ConsoleOptions> & Pick<ConsoleOptions, 'signIn'>): Promise<Browser> {
  const { services } = world.application;
  const attempts = createAttempts({ limiter: unlimited, most: 100 });
  const router = createConsole({ services, sessionKey: key, isSandbox: false, attempts, ...options });
  const server = createHttpServer({ log: services.log, doors: [['/console', router]], isReady: async () => true });
  const port = await server.listen(0, '127.0.0.1');
  closing.push(() => server.drain(1_000));
  return new Browser(`http://127.0.0.1:${port}`);
}

/** As a provider on the web does it: away, and back with a code. */
const provider: SignIn = {
  answersBy: 'get',
  start: async ({ state, finishUrl }) => ({
    redirectTo: `https://login.example/authorize?${new URLSearchParams({ state, redirect_uri: finishUrl })}`,
  }),
  finish: async ({ code }) => ({ provider: 'console', realm: sandboxRealm, subject: String(code) }),
};

describe('signing in', () => {
  it('leads to the page that was asked for', async () => {
    const browser = new Browser(world.url);
    const asked = await browser.get('/console/runs/5?x=1');
    expect(asked).toMatchObject({ status: 303 });
    expect(asked.headers.get('location')).toBe('/console/sign-in?return=%2Fconsole%2Fruns%2F5%3Fx%3D1');
    const done = await browser.signIn('jonas@aurora.example', '/console/runs/5?x=1');
    expect(done).toMatchObject({ status: 303 });
    expect(done.headers.get('location')).toBe('/console/runs/5?x=1');
  });

  it.each(['https://evil.example/', '//evil.example', '/slack/events', '/console/../slack'])(
    'does not lead to %s',
    async (to) => {
      const done = await new Browser(world.url).signIn('jonas@aurora.example', to);
      expect(done.headers.get('location')).toBe('/console');
    },
  );

  it('is on record', async () => {
    await signedIn(world, 'priya@aurora.example');
    const { identity, database } = world.application.services;
    const found = await identity.findPerson({
      provider: 'console',
      realm: sandboxRealm,
      subject: 'priya@aurora.example',
    });
    const rows = await database.withTenant(found?.tenant ?? '', (tx) =>
      tx.query(
        'select door, outcome from audit_rows where action = $1 and pseudonym = (select pseudonym from people where id = $2)',
        ['signed in', found?.id],
      ),
    );
    expect(rows).toEqual([{ door: 'console', outcome: 'done' }]);
  });

  it('shows all people of the sandbox, and does not take others', async () => {
    const browser = new Browser(world.url);
    const page = await browser.get('/console/sign-in');
    for (const { name } of [...world.aurora.people, ...world.borealis.people]) expect(page.text).toContain(name);
    const refused = await browser.signIn('mallory@evil.example');
    expect(refused).toMatchObject({ status: 401, text: expect.stringContaining('no such person') });
    expect(await browser.get('/console/approvals')).toMatchObject({ status: 303 });
  });

  it('refuses an answer that another browser began, that another site sent, or that nobody began', async () => {
    const [mine, theirs] = [new Browser(world.url), new Browser(world.url)];
    const state = hidden(await mine.get('/console/sign-in'), 'state');
    const fields = { state, person: 'jonas@aurora.example' };
    const finish = '/console/sign-in/finish';
    await theirs.get('/console/sign-in');
    expect(await theirs.post(finish, fields)).toMatchObject({ status: 410 });
    expect(await mine.post(finish, fields, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await mine.post(finish, fields, { origin: 'null' })).toMatchObject({ status: 403 });
    expect(await mine.post(finish, fields, {})).toMatchObject({ status: 403 });
    expect(await mine.post(finish, { ...fields, state: 'x' })).toMatchObject({ status: 410 });
    expect(await mine.get(`${finish}?${new URLSearchParams(fields)}`)).toMatchObject({ status: 303 });
    expect(mine.cookies.has('adjutant')).toBe(false);
    expect(await mine.post(finish, fields)).toMatchObject({ status: 303 });
  });

  it('keeps two tabs apart', async () => {
    const browser = new Browser(world.url);
    const first = hidden(await browser.get('/console/sign-in?return=/console/runs'), 'state');
    const second = hidden(await browser.get('/console/sign-in?return=/console/approvals'), 'state');
    const finish = (state: string) =>
      browser.post('/console/sign-in/finish', { state, person: 'jonas@aurora.example' });
    expect((await finish(first)).headers.get('location')).toBe('/console/runs');
    expect((await finish(second)).headers.get('location')).toBe('/console/approvals');
  });

  it('works with a provider that sends people back by a link', async () => {
    const browser = await serve({ signIn: provider });
    const away = await browser.get('/console/sign-in?return=/console/runs');
    const address = new URL(away.headers.get('location') ?? '');
    expect(address.searchParams.get('redirect_uri')).toBe(`${world.url}/console/sign-in/finish`);
    const state = address.searchParams.get('state') ?? '';
    const back = (code: string) => browser.get(`/console/sign-in/finish?${new URLSearchParams({ code, state })}`);
    expect(await back('stranger@x.example')).toMatchObject({
      status: 403,
      text: expect.stringContaining('does not know you yet'),
    });
    const done = await back('maria@aurora.example');
    expect(done.headers.get('location')).toBe('/console/runs');
    expect((await browser.get('/console/runs')).text).toContain('Maria Lindqvist');
  });
});

describe('a session', () => {
  it('is a cookie that scripts and other sites do not get', async () => {
    const browser = new Browser(world.url);
    const done = await browser.signIn('jonas@aurora.example');
    const [cookie = ''] = done.headers.getSetCookie();
    expect(cookie).toMatch(/^adjutant=[\w-]+; Max-Age=43200; Path=\/console; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain('jonas');
  });

  it('travels by https only where the console does', async () => {
    const services = { ...world.application.services, publicUrl: 'https://adjutant.example' };
    const browser = await serve({ signIn: provider, services });
    const page = await browser.get('/console/sign-in');
    expect(page.headers.getSetCookie()[0]).toMatch(/^__Secure-adjutant-sign-in=.*; Secure/);
    expect(page.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('ends after twelve hours', async () => {
    let now = new Date();
    const browser = await serve({ signIn: provider, clock: () => now });
    const state =
      new URL((await browser.get('/console/sign-in')).headers.get('location') ?? '').searchParams.get('state') ?? '';
    await browser.get(`/console/sign-in/finish?${new URLSearchParams({ code: 'maria@aurora.example', state })}`);
    now = new Date(now.getTime() + 11.9 * 3_600_000);
    expect(await browser.get('/console/runs')).toMatchObject({ status: 200 });
    now = new Date(now.getTime() + 0.2 * 3_600_000);
    expect(await browser.get('/console/runs')).toMatchObject({ status: 303 });
  });

  it.each(['', 'x', 'AAAA', '%00', '"quoted"', 'A'.repeat(5_000)])('is not opened by the cookie %j', async (cookie) => {
    const browser = new Browser(world.url);
    browser.cookies.set('adjutant', cookie);
    expect(await browser.get('/console/approvals')).toMatchObject({ status: 303 });
  });

  it('is not opened by a cookie of another key, or one that was changed', async () => {
    const browser = await signedIn(world, 'jonas@aurora.example');
    const own = browser.cookies.get('adjutant') ?? '';
    expect(await browser.get('/console/approvals')).toMatchObject({ status: 200 });
    browser.cookies.set('adjutant', own.slice(0, -2) + (own.endsWith('AA') ? 'BB' : 'AA'));
    expect(await browser.get('/console/approvals')).toMatchObject({ status: 303 });
    const other = await serve({ signIn: provider });
    other.cookies.set('adjutant', own);
    expect(await other.get('/console/approvals')).toMatchObject({ status: 303 });
  });

  it('ends for who leaves the organisation', async () => {
    const browser = await signedIn(world, 'tom@borealis.example');
    const { identity, database } = world.application.services;
    const found = await identity.findPerson({
      provider: 'console',
      realm: sandboxRealm,
      subject: 'tom@borealis.example',
    });
    await database.withTenant(found?.tenant ?? '', (tx) =>
      tx.query('update people set is_active = false where id = $1', [found?.id]),
    );
    expect(await browser.get('/console/approvals')).toMatchObject({
      status: 403,
      text: expect.stringContaining('does not know you here'),
    });
    expect(browser.cookies.has('adjutant')).toBe(false);
    expect(await browser.signIn('tom@borealis.example')).toMatchObject({ status: 403 });
  });

  it('is ended by signing out, from our own form only', async () => {
    const browser = await signedIn(world, 'jonas@aurora.example');
    const token = hidden(await browser.get('/console/approvals'), 'token');
    expect(await browser.get('/console/sign-out')).toMatchObject({ status: 404 });
    expect(await browser.post('/console/sign-out', { token: 'x' })).toMatchObject({ status: 410 });
    expect(await browser.post('/console/sign-out', { token }, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    });
    expect(await browser.get('/console/approvals')).toMatchObject({ status: 200 });
    expect(await browser.post('/console/sign-out', { token })).toMatchObject({ status: 303 });
    expect(await browser.get('/console/approvals')).toMatchObject({ status: 303 });
  });

  it('that is over makes a page that looks again load anew', async () => {
    const answer = await new Browser(world.url).get('/console/approvals?seen=x', { 'hx-request': 'true' });
    expect(answer).toMatchObject({ status: 204 });
    expect(answer.headers.get('hx-refresh')).toBe('true');
  });
});

describe('without a sign-in', () => {
  it.each(['/approvals', '/runs/1001', '/sign-in', '/nothing'])(
    '%s is closed, and says what is missing',
    async (path) => {
      const browser = await serve({ signIn: undefined });
      expect(await browser.get(`/console${path}`)).toMatchObject({
        status: 403,
        text: expect.stringContaining('no way to sign in is configured'),
      });
    },
  );
});

describe('every page', () => {
  it('is guarded by headers, and runs no script but ours', async () => {
    const browser = await signedIn(world, 'jonas@aurora.example');
    const page = await browser.get('/console/approvals');
    expect(page.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.text.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script src="\/console\/static\/htmx\.js\?v=[0-9a-f]{12}" defer>$/),
      expect.stringMatching(/^<script src="\/console\/static\/local-times\.js\?v=[0-9a-f]{12}" defer>$/),
    ]);
    expect(page.text).not.toMatch(/ style=| on[a-z]+=/);
  });

  it('finds its style sheet, its icon and its scripts here', async () => {
    const page = await new Browser(world.url).get('/console/sign-in');
    const assets = [...page.text.matchAll(/(?:href|src)="(\/console\/static\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(new Set(assets).size).toBe(4);
    for (const path of assets) {
      const asset = await new Browser(world.url).get(path);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toContain('immutable');
    }
  });
});
