import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bot, engineering, priya, send as sendToSlack, team } from '../bot/slack/aurora.ts';
import { teamsPerson } from '../bot/teams/aurora.ts';
import { personIn } from '../harness/chat.ts';
import { startWorld, type World } from '../harness/world.ts';
import { Browser, hidden } from '../http/console/browser.ts';
import { call } from '../http/rest/calling.ts';
import { connectModern, textOf } from '../mcp/clients.ts';
import { maria, tokenFor } from '../mcp/people.ts';
import { send } from '../mcp/raw.ts';
import { patchCommand } from './patches.ts';

const most = 6;
const tooMany = /asked for more than 6 things within a minute.*Please ask again in \d+ s/;
let world: World;
beforeAll(async () => {
  world = await startWorld({
    settings: {
      PERSON_REQUESTS_PER_MINUTE: String(most),
      WRONG_ATTEMPTS_PER_ADDRESS: '3',
      TRUSTED_PROXIES: '127.0.0.1',
    },
  });
});
afterAll(() => world.close());

describe('a person who asks for very much', () => {
  it('in Slack is told when to ask again, and a decision is not held up', async () => {
    const person = personIn(world, world.aurora, 'Maria');
    await person.command(patchCommand('Sell coffee', 'coffee'));
    const approve = await person.card('Sell coffee');
    for (let time = 1; time < most; time += 1) await person.command('help');
    const refused = await person.command('identity who-am-i');
    expect(refused.body).toMatch(tooMany);
    expect(person.texts().some((text) => text.includes('Show who I am'))).toBe(false);
    await person.press(approve);
    await person.sees(/is open/);
  });

  it('is held up at the other doors, too', async () => {
    const token = await tokenFor(world, await maria(world), ['identity:self:read']);
    const rest = await call(world, '/v1/identity/who-am-i', {}, { token });
    expect([rest.status, rest.body.code]).toEqual([429, 'request.too-many']);
    expect(rest.body.detail).toMatch(tooMany);
    expect(Number(rest.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(rest.headers.get('ratelimit')).toMatch(/^"person";r=0;t=\d+, "organisation";r=\d+;t=\d+$/);
    expect(rest.headers.get('ratelimit-policy')).toBe('"person";q=6;w=60, "organisation";q=100000;w=60');
    const client = await connectModern(world.url, token);
    const tool = await client.callTool({ name: 'find_capabilities', arguments: {} });
    expect([tool.isError, textOf(tool)]).toEqual([true, expect.stringMatching(tooMany)]);
    await client.close();
  });

  it('in Teams is told so', async () => {
    const person = await teamsPerson(world, 'Maria');
    await person.say('identity who-am-i');
    await person.sees(tooMany);
  });

  it('leaves others alone', async () => {
    const answer = await call(world, '/v1/identity/who-am-i', {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit')).toMatch(/^"person";r=5;t=/);
  });

  it('counts an event once, however often the chat sends it', async () => {
    const person = personIn(world, world.aurora, 'Priya');
    const asked = await world.vendors.slack.drive.message({ ...person.where, text: 'no mention at all' });
    const mention = { type: 'app_mention', user: priya, channel: engineering, text: `<@${bot}> identity who-am-i` };
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: team,
      event_id: 'Ev1',
      authorizations: [
        { user_id: bot, team_id: team, is_bot: true, enterprise_id: null, is_enterprise_install: false },
      ],
      event: { ...mention, ts: asked.ts, event_ts: asked.ts },
    });
    for (let time = 0; time < most + 2; time += 1) expect((await sendToSlack(world, body)).status).toBe(200);
    for (let time = 1; time < most; time += 1) expect((await person.command('help')).body).not.toMatch(tooMany);
    expect((await person.command('help')).body).toMatch(tooMany);
  });
});

describe('wrong tokens', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const wrong = (address: string) =>
    call(world, '/v1/identity/who-am-i', {}, { token: 'adj_wrong', headers: from(address) });

  it('are looked at only so often for one address, and a right one of lately passes', async () => {
    const right = (address: string) =>
      call(world, '/v1/runs/999', undefined, { method: 'GET', headers: from(address) });
    expect((await right('203.0.113.7')).status).toBe(404);
    for (let time = 0; time < 3; time += 1) expect((await wrong('203.0.113.7')).status).toBe(401);
    const refused = await wrong('203.0.113.7');
    expect([refused.status, refused.body.code]).toEqual([429, 'request.too-many']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await wrong('203.0.113.8')).status).toBe(401);
    expect((await right('203.0.113.7')).status).toBe(404);
  });

  it('count at MCP together with those at REST', async () => {
    const answer = await send(world.url, { token: 'adj_wrong', headers: from('203.0.113.7'), body: {} });
    expect([answer.status, answer.json().error?.message]).toEqual([429, expect.stringContaining('Too many wrong')]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('do not close the door to who shows none', async () => {
    const none = await call(world, '/v1/identity/who-am-i', {}, { token: '', headers: from('203.0.113.7') });
    expect(none.status).toBe(401);
  });

  it('at the sign-in of the console are counted, too', async () => {
    const browser = new Browser(world.url);
    const finish = async () => {
      const page = await browser.get('/console/sign-in');
      return browser.post('/console/sign-in/finish', { state: hidden(page, 'state'), person: 'nobody@example.org' });
    };
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await finish()).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});
