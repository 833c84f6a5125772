import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../sandbox/store.ts';
import { waitFor } from '../../harness/wait-for.ts';
import { engineering, jonas, leadership, maria, type Stand, startStand, tenant } from './stand.ts';

const message = { type: 'message', text: 'hello' };
const card = (content: object) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});
const sound = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'hi' }] };
const at = (conversation: string): string => `conversations/${encodeURIComponent(conversation)}/activities`;

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ throttle: { perConversation: [], perTenantASecond: 1_000 } });
});
afterAll(() => stand.stop());
beforeEach(() => stand.teams.reset());

describe('the login for bots', () => {
  it.each([
    ['another secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['another bot', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['another scope', { scope: 'openid' }, 400, 'invalid_scope'],
    ['another way', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %s', async (_what, changes, status, error) => {
    expect(await stand.signIn(changes)).toMatchObject({ status, body: { error } });
  });
});

describe('the connector', () => {
  it.each([
    ['no token', ''],
    ['a token for something else', () => stand.teams.signing.sign({ aud: 'x', exp: 9_999_999_999 })],
    ['a token that is over', () => stand.teams.signing.sign({ aud: 'https://api.botframework.com', exp: 1 })],
  ])('refuses %s', async (_what, token) => {
    const given = typeof token === 'string' ? token : token();
    const { status, body } = await stand.call('POST', at(engineering), message, given || 'none');
    expect({ status, body }).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } });
  });

  it('posts, replaces and deletes, and counts it', async () => {
    const { body } = await stand.call('POST', at(engineering), message);
    const path = `${at(engineering)}/${String(body.id)}`;
    expect((await stand.call('PUT', path, { ...message, text: 'bye' })).status).toBe(200);
    expect(stand.teams.drive.messages(engineering)).toMatchObject([{ text: 'bye', isEdited: true, from: 'bot' }]);
    expect((await stand.call('DELETE', path)).status).toBe(200);
    expect(stand.teams.drive.messages(engineering)).toEqual([]);
    expect(stand.teams.countEffects()).toEqual({ messages: 1, updates: 1, deletions: 1 });
    expect((await stand.call('PUT', path, message)).body).toMatchObject({
      error: { code: 'ActivityNotFoundInConversation' },
    });
  });

  it('answers in a thread, and opens one', async () => {
    const channelData = { channel: { id: engineering } };
    const opened = await stand.call('POST', 'conversations', { isGroup: true, channelData, activity: message });
    expect(opened.body.id).toBe(`${engineering};messageid=${String(opened.body.activityId)}`);
    await stand.call('POST', at(String(opened.body.id)), { ...message, text: 'below' });
    expect(stand.teams.drive.messages(engineering)[1]).toMatchObject({ thread: opened.body.activityId, text: 'below' });
    const gone = await stand.call('POST', at(`${engineering};messageid=17`), message);
    expect(gone.status).toBe(404);
  });

  it.each([
    ['a channel without the app', () => at(leadership), message, 403, 'BotNotInConversationRoster'],
    ['a conversation that there is none of', () => at('19:nowhere@thread.tacv2'), message, 404, 'ConversationNotFound'],
    ['nothing to show', () => at(engineering), { type: 'message' }, 400, 'BadSyntax'],
    ['what is no message', () => at(engineering), { type: 'event', name: 'x' }, 400, 'BadSyntax'],
    ['too much', () => at(engineering), { ...message, text: 'x'.repeat(41_000) }, 413, 'MessageSizeTooBig'],
    ['a card of tomorrow', () => at(engineering), card({ ...sound, version: '1.6' }), 400, 'BadSyntax'],
    [
      'a card with an unknown element',
      () => at(engineering),
      card({ ...sound, body: [{ type: 'CodeBlock' }] }),
      400,
      'BadSyntax',
    ],
    [
      'a card with seven buttons in a row',
      () => at(engineering),
      card({ ...sound, actions: Array.from({ length: 7 }, () => ({ type: 'Action.Submit', title: 'x' })) }),
      400,
      'BadSyntax',
    ],
    [
      'a card with two inputs of one name',
      () => at(engineering),
      card({ ...sound, body: [1, 2].map(() => ({ type: 'Input.Text', id: 'a' })) }),
      400,
      'BadSyntax',
    ],
    [
      'a card that leads to script',
      () => at(engineering),
      card({ ...sound, actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'javascript:alert(1)' }] }),
      400,
      'BadSyntax',
    ],
  ])('refuses %s', async (_what, path, body, status, code) => {
    const answer = await stand.call('POST', path(), body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { error: { code } } });
    expect(stand.teams.countEffects()).toEqual({});
  });

  it('opens the chat with a person, who may have removed the app', async () => {
    const open = () =>
      stand.call('POST', 'conversations', { isGroup: false, members: [{ id: maria.user }], tenantId: maria.tenant });
    const { body } = await open();
    expect((await stand.call('POST', at(String(body.id)), card(sound))).status).toBe(201);
    await stand.teams.drive.uninstall({ ...maria, conversation: String(body.id) });
    expect((await open()).status).toBe(403);
    expect((await stand.call('POST', at(String(body.id)), message)).status).toBe(403);
  });

  it('knows who is in a conversation', async () => {
    const { body } = await stand.call('GET', `conversations/${encodeURIComponent(engineering)}/pagedmembers`);
    expect(body.members).toHaveLength(tenant.people.length);
    const member = await stand.call('GET', `conversations/${encodeURIComponent(engineering)}/members/${jonas.user}`);
    expect(member.body).toMatchObject({ name: 'Jonas Weber', aadObjectId: jonas.user });
  });
});

describe('the limits of Teams', () => {
  it.each([
    ['7 in a second', Array.from({ length: 7 }, () => 0), 500, 1_000],
    ['8 in two seconds', [0, 0, 0, 0, 0, 0, 0, 1_100], 1_500, 2_200],
    ['60 in half a minute', Array.from({ length: 60 }, (_, index) => index * 400), 25_000, 31_000],
  ])('are %s in a conversation', async (_what, times, refusedAt, takenAt) => {
    const clock = { ms: Date.now() };
    const begin = clock.ms;
    const own = await startStand({ clock: () => new Date(clock.ms) });
    const send = async (ms: number): Promise<number> => {
      clock.ms = begin + ms;
      return (await own.call('POST', at(engineering), message)).status;
    };
    try {
      for (const ms of times) expect(await send(ms)).toBe(201);
      expect(await send(refusedAt)).toBe(429);
      expect(await send(takenAt)).toBe(201);
    } finally {
      await own.stop();
    }
  });
});

describe('what people do', () => {
  it('reaches the bot with a token of the Bot Framework', async () => {
    stand.received.length = 0;
    const chat = await stand.teams.drive.openPersonal(maria);
    await stand.teams.drive.say({ ...maria, conversation: chat.id, text: 'a <b> & c' });
    expect(stand.received.map(({ activity }) => activity.type).toSorted()).toEqual([
      'conversationUpdate',
      'installationUpdate',
      'message',
    ]);
    const said = stand.received.at(-1);
    expect(said?.activity).toMatchObject({
      text: 'a <b> & c',
      attachments: [{ contentType: 'text/html', content: '<div>a &lt;b&gt; &amp; c</div>' }],
      from: { aadObjectId: maria.user },
      conversation: { conversationType: 'personal', tenantId: maria.tenant },
    });
    const token = said?.authorization.replace('Bearer ', '') ?? '';
    expect(stand.teams.signing.read(token)).toMatchObject({
      iss: 'https://api.botframework.com',
      aud: stand.teams.settings().TEAMS_APP_ID,
      serviceurl: stand.teams.serviceUrl(),
    });
  });

  it('is sent again until it is taken, also over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'teams-sandbox-'));
    const path = join(folder, 'sandbox.db');
    const before = openStore(path);
    const first = await startStand({ store: before, retryDelaysMs: [60_000] });
    first.answer.with = () => ({ status: 503 });
    const { id } = await first.teams.drive.say({ ...maria, conversation: engineering, text: '@Adjutant kept' });
    const { kid } = first.teams.signing;
    await first.stop();
    before.close();
    const after = openStore(path);
    const second = await startStand({ store: after, retryDelaysMs: [10] });
    try {
      await waitFor('the activity', () => second.received.length > 0);
      expect(second.received[0]?.activity).toMatchObject({ id, serviceUrl: second.teams.serviceUrl() });
      expect(second.teams.drive.messages(engineering)).toMatchObject([{ id, text: '@Adjutant kept' }]);
      expect(second.teams.signing.kid).toBe(kid);
    } finally {
      await second.stop();
      after.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
