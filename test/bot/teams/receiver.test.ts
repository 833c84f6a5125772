import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../sandbox/teams/model.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { type TeamsPerson, teamsPerson } from './aurora.ts';

let world: World;
let maria: TeamsPerson;
let activity: Json;
beforeAll(async () => {
  world = await startWorld();
  maria = await teamsPerson(world, 'Maria');
  activity = world.vendors.teams.drive.activityOf({ ...maria.where, text: 'identity who-am-i' }, '1700000000000');
});
afterAll(() => world.close());

const seconds = (): number => Math.floor(Date.now() / 1_000);
const claims = (): Json => ({
  iss: 'https://api.botframework.com',
  aud: world.vendors.teams.settings().TEAMS_APP_ID,
  serviceurl: world.vendors.teams.serviceUrl(),
  nbf: seconds() - 60,
  exp: seconds() + 600,
});
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The same token by somebody else's key. */
function forged(header: Json = {}): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const { kid } = world.vendors.teams.signing;
  const content = `${encode({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${encode(claims())}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
}
const signed = (changes: Json = {}, header: Json = {}): string =>
  world.vendors.teams.signing.sign({ ...claims(), ...changes }, header);

async function post(body: string, headers: Record<string, string>) {
  const response = await fetch(`${world.url}/teams/messages`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, text: await response.text() };
}
const send = (content: Json, token: string) => post(JSON.stringify(content), { authorization: `Bearer ${token}` });

const eventsOf = (id: string): Promise<object[]> =>
  (async () => {
    const { identity, database } = world.application.services;
    const found = await identity.findInstallation('teams', maria.where.tenant);
    const select = 'select 1 from events where source = $1 and external_id like $2';
    return database.withTenant(found?.tenant ?? '', (tx) =>
      tx.query(select, [`teams:${maria.where.tenant}`, `%:${id}`]),
    );
  })();

describe('the messaging endpoint', () => {
  it.each([
    ['none', () => ''],
    ['no bearer', () => 'Basic eHg6eXk='],
    ['no token', () => 'Bearer '],
    ['garbage', () => 'Bearer abc.def.ghi'],
    ['another audience', () => `Bearer ${signed({ aud: '00000000-0000-4000-8000-000000000000' })}`],
    ['another issuer', () => `Bearer ${signed({ iss: 'https://evil.example' })}`],
    [
      'the issuer of an emulator',
      () =>
        `Bearer ${signed({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: claims().aud })}`,
    ],
    ['another service', () => `Bearer ${signed({ serviceurl: 'https://evil.example/' })}`],
    ['no service', () => `Bearer ${signed({ serviceurl: undefined })}`],
    ['a time that is over', () => `Bearer ${signed({ exp: seconds() - 400 })}`],
    ['a time to come', () => `Bearer ${signed({ nbf: seconds() + 600 })}`],
    ['another key', () => `Bearer ${forged()}`],
    ['an unknown key', () => `Bearer ${signed({}, { kid: 'nobody' })}`],
    ['no algorithm', () => `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.`],
    ['a shared secret for an algorithm', () => `Bearer ${signed({}, { alg: 'HS256' })}`],
    ['a token that is too long', () => `Bearer ${signed({ more: 'x'.repeat(10_000) })}`],
  ])('refuses %s with 401 and nothing of the inside', async (_what, authorization) => {
    const { status, text } = await post(JSON.stringify(activity), { authorization: authorization() });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toEqual({
      error: 'identity.unverified',
      message: 'The token of this request is wrong, or out of date.',
    });
    expect(await eventsOf('1700000000000')).toEqual([]);
  });

  it.each([
    ['another channel', { channelId: 'webchat' }],
    ['a channel whose tokens are checked otherwise', { channelId: 'AseChannel' }],
    ['no channel', { channelId: undefined }],
  ])('refuses an activity of %s', async (_what, changes) => {
    expect((await send({ ...activity, ...changes }, signed())).status).toBe(401);
  });

  it('refuses a service that is not on the list, even with a token for it', async () => {
    const serviceUrl = 'https://evil.example/';
    expect(await send({ ...activity, serviceUrl }, signed({ serviceurl: serviceUrl }))).toEqual({
      status: 403,
      text: '',
    });
  });

  it.each([
    ['no JSON', '{"type":', 400],
    ['no object', '[1]', 400],
    ['an object that is no activity', '{"hello":1}', 400],
  ])('refuses %s', async (_what, body, status) => {
    expect((await post(body, { authorization: `Bearer ${signed()}` })).status).toBe(status);
  });

  it('refuses an activity without what it needs, and says no more than that', async () => {
    const { status, text } = await send({ ...activity, conversation: undefined }, signed());
    expect({ status, text }).toEqual({ status: 400, text: '' });
  });

  it('refuses what is too large, in a sentence', async () => {
    const { status, text } = await send({ ...activity, text: 'x'.repeat(256 * 1024) }, signed());
    expect(status).toBe(413);
    expect(JSON.parse(text).message).toBe('An activity has at most 256kb here.');
  });

  it.each([
    ['of a bot', { from: { id: '28:other', name: 'Other', aadObjectId: 'x' } }],
    ['of a kind that is not for us', { type: 'messageReaction' }],
    ['that somebody typed', { type: 'typing' }],
  ])('takes an activity %s and does nothing', async (_what, changes) => {
    const id = '1700000000001';
    expect(await send({ ...activity, id, ...changes }, signed())).toEqual({ status: 200, text: '' });
    expect(await eventsOf(id)).toEqual([]);
  });

  it('answers an invoke that it does not know with 501', async () => {
    expect((await send({ ...activity, type: 'invoke', name: 'signin/verifyState' }, signed())).status).toBe(501);
  });

  it('takes a good one, and the same again makes no second run', async () => {
    const id = '1700000000002';
    const answers = await Promise.all([1, 2, 3].map(() => send({ ...activity, id }, signed())));
    expect(answers.map(({ status, text }) => `${status}${text}`)).toEqual(['200', '200', '200']);
    expect((await send({ ...activity, id }, signed())).status).toBe(200);
    expect(await eventsOf(id)).toHaveLength(1);
    await maria.sees(/You are Maria Lindqvist/);
  });
});
