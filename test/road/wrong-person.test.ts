import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPersonal, permissions } from '../../src/core/index.ts';
import { commandFields, send, sendForm } from '../bot/slack/aurora.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { type Browser, hidden, signedIn } from '../http/console/browser.ts';
import { type Asked, askToReplace } from '../http/console/requests.ts';
import { connectModern, textOf } from '../mcp/clients.ts';
import { jonas, personOf, tokenFor } from '../mcp/people.ts';
import { initialize, send as sendToMcp } from '../mcp/raw.ts';
import { askInSlack, changesOf, expectClear, readable } from './asking.ts';

const tokenScopes = permissions.filter((permission) => !isPersonal(permission));

let world: World;
let asked: Asked;
let before: ReturnType<typeof changesOf>;
beforeAll(async () => {
  world = await startWorld();
  before = changesOf(world);
  asked = await askToReplace(world, 'jonas@aurora.example', { find: 'tea', replace: 'coffee' });
});
/** Whatever was tried, the request still waits, and nobody changed anything. */
afterAll(async () => {
  expect(changesOf(world)).toEqual(before);
  expect(await effectOf()).toMatchObject({ id: asked.effect, state: 'awaiting' });
  await world.close();
});

async function effectOf() {
  const found = await world.application.services.effects.find(await jonas(world), asked.effect);
  if (!found) throw new Error('the request is gone');
  return found.effect;
}

describe('Slack does not let in', () => {
  const form = 'application/x-www-form-urlencoded';
  const body = (): string => new URLSearchParams(commandFields()).toString();

  it.each<[string, Parameters<typeof send>[2]]>([
    ['who signs with another secret', { secret: 'guessed' }],
    ['what was signed too long ago', { offsetSeconds: -301 }],
    ['what is signed for a later time', { offsetSeconds: 301 }],
    ['a signature of another form', { headers: { 'x-slack-signature': 'v0=none' } }],
    ['a signature of nothing', { headers: { 'x-slack-signature': '' } }],
    ['a moment that is no number', { headers: { 'x-slack-request-timestamp': 'soon' } }],
  ])('%s', async (_what, options) => {
    const { status, text } = await send(world, body(), { type: form, ...options });
    expect(status).toBe(401);
    expectClear(text, /signature of this request is wrong, or out of date/);
  });

  it('a body that was changed on its way', async () => {
    const signed = body();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const mac = createHmac('sha256', world.signingSecret).update(`v0:${timestamp}:${signed}`).digest('hex');
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${mac}` };
    expect((await send(world, `${signed}&text=help`, { type: form, headers })).status).toBe(401);
    expect((await send(world, signed, { type: form, headers })).status).toBe(200);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['an unknown workspace', { team_id: 'T0UNKNOWN1' }, /not connected to Adjutant.*Ask whoever runs Adjutant/],
    ['an unknown person', { user_id: 'U0STRANGER' }, /does not know you here. Ask an admin/],
    ['a person of another workspace', { user_id: 'U0BORELTOM' }, /does not know you here. Ask an admin/],
  ])('%s', async (_what, fields, words) => {
    const { status, text } = await sendForm(world, commandFields(fields));
    expect(status).toBe(200);
    expectClear(JSON.parse(text).text, words);
  });
});

describe('MCP does not let in', () => {
  const refused = /unknown, expired or revoked. Ask for a new one/;
  it.each([
    ['a token that has expired', "update access_tokens set expires_at = now() where label = 'test'"],
    ['a token that was revoked', "update access_tokens set revoked_at = now() where label = 'test'"],
  ])('%s', async (_what, statement) => {
    const person = await jonas(world);
    const token = await tokenFor(world, person, tokenScopes);
    expect((await sendToMcp(world.url, { token, body: initialize })).status).toBe(200);
    await world.application.services.database.withTenant(person.tenant, (tx) => tx.query(statement));
    const answer = await sendToMcp(world.url, { token, body: initialize });
    expect(answer.status).toBe(401);
    expectClear(String(answer.json().error_description), refused);
  });

  it('a token that nobody was given', async () => {
    const answer = await sendToMcp(world.url, { token: 'adj_guessed', body: initialize });
    expect(answer.status).toBe(401);
    expectClear(String(answer.json().error_description), refused);
  });

  it('no token at all', async () => {
    const answer = await sendToMcp(world.url, { body: initialize });
    expect(answer.status).toBe(401);
    expectClear(answer.text, /Authorization/i);
  });
});

describe('who may only look', () => {
  const denied =
    /does not allow this: opening merge requests in GitLab is for members, developers, managers and admins\. Ask an admin/;

  it('cannot ask for a change in Slack', async () => {
    const priya = { organisation: world.aurora, user: 'U0AURPRIYA', channel: 'C0AURORENG' };
    expectClear(await askInSlack(world, priya, 'code replace-text find=tea replace=gin'), denied);
    expectClear(await askInSlack(world, priya, 'code replace-text'), denied);
  });

  it('cannot ask for a change over MCP', async () => {
    const priya = await personOf(world, 'U0AURPRIYA', 'T0AURORA01');
    const client = await connectModern(world.url, await tokenFor(world, priya, tokenScopes));
    const args = { project: 'aurora/adjutant', find: 'tea', replace: 'gin' };
    const answer = await client.callTool({ name: 'coding_replace-text', arguments: args });
    expect(answer.isError).toBe(true);
    expectClear(textOf(answer), denied);
    await client.close();
  });

  it('cannot decide, neither by a click nor in the console', async () => {
    const { id, hash } = await effectOf();
    expectClear(
      await click('U0AURPRIYA', { effect: id, hash }),
      /Your role does not let you decide this. Ask a developer/,
    );
    const answer = await decideIn(await signedIn(world, 'priya@aurora.example'), hash);
    expect(answer.status).toBe(403);
    expectClear(readable(answer.text), /Your role does not let you decide this. Ask a developer/);
  });
});

describe('who belongs to another organisation', () => {
  const tom = () => ({ organisation: world.borealis, user: 'U0BORELTOM', channel: 'C0BOREALSH' });
  const notTheirs = /no project “aurora\/adjutant” that you are a member of. Yours: borealis\/shop/;

  it('cannot ask for a change in a project that is not theirs', async () => {
    const line = 'code replace-text project=aurora/adjutant find=tea replace=gin';
    expectClear(await askInSlack(world, tom(), line), notTheirs);
    const client = await connectModern(world.url, world.tokenOf(world.borealis));
    const args = { project: 'aurora/adjutant', find: 'tea', replace: 'gin' };
    expectClear(textOf(await client.callTool({ name: 'coding_replace-text', arguments: args })), notTheirs);
    await client.close();
  });

  it('cannot decide by a button that carries a request of somebody else', async () => {
    const { id, hash } = await effectOf();
    const told = await click('U0BORELTOM', { effect: id, hash }, { team: 'T0BOREAL01', channel: 'C0BOREALSH' });
    expectClear(told, /no such request in your organisation/);
  });

  it('cannot open or decide it in the console', async () => {
    const elena = await signedIn(world, 'elena@borealis.example');
    const page = await elena.get(`/console/approvals/${asked.effect}`);
    expect(page.status).toBe(404);
    expectClear(readable(page.text), /There is nothing here.*Check the link/s);
    const answer = await decideIn(elena, (await effectOf()).hash);
    expect(answer.status).toBe(404);
    expectClear(readable(answer.text), /no such request in your organisation|Check the link/);
    const run = await elena.get(`/console/runs/${asked.run}`);
    expect(run.status).toBe(404);
    expectClear(readable(run.text), /There is nothing here.*Check the link/s);
  });

  it('cannot read its run over MCP', async () => {
    const client = await connectModern(world.url, world.tokenOf(world.borealis));
    const call = { name: 'orchestrator_show-run', arguments: { number: asked.run } };
    const words = /no run \d+ that you may see. Check the number/;
    expectClear(textOf(await client.callTool(call)), words);
    expectClear(String(await client.read(`run://${asked.run}`).catch((error: Error) => error.message)), words);
    await client.close();
  });
});

/** Presses Approve on a card that carries this; answers what only the one who pressed is told. */
async function click(
  user: string,
  carried: { effect: string; hash: string },
  { team, channel } = { team: 'T0AURORA01', channel: 'C0AURORENG' },
): Promise<string> {
  const notes = () => world.vendors.slack.drive.ephemerals(channel, user);
  const count = notes().length;
  const payload = {
    type: 'block_actions',
    team: { id: team },
    user: { id: user, team_id: team },
    channel: { id: channel },
    trigger_id: 'trigger-of-nobody',
    actions: [
      { type: 'button', action_id: 'decide:approve', value: JSON.stringify({ verdict: 'approve', ...carried }) },
    ],
  };
  expect((await sendForm(world, { payload: JSON.stringify(payload) })).status).toBe(200);
  return (await waitFor('an answer to the click', () => notes()[count])).text;
}

/** Sends the form of the page, with a token of the session's own. */
async function decideIn(browser: Browser, hash: string) {
  const token = hidden(await browser.get('/console/approvals'), 'token');
  return browser.post(`/console/approvals/${asked.effect}/decision`, { token, hash, verdict: 'approve' });
}
