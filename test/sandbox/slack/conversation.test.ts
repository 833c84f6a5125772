import type { ConversationsHistoryResponse } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  bot,
  clientFor,
  engineering,
  jonas,
  leadership,
  maria,
  refusal,
  type Stand,
  startStand,
  team,
} from './stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.stop());

describe('the Web API, driven by Slack’s own client', () => {
  it('knows each organisation by its token and refuses others', async () => {
    expect(await stand.client.auth.test()).toMatchObject({ team_id: team, user_id: bot, bot_id: 'B0AURORBOT' });
    expect(await clientFor(stand.url, 'xoxb-sandbox-borealis').auth.test()).toMatchObject({ team_id: 'T0BOREAL01' });
    expect(await refusal(clientFor(stand.url, 'xoxb-nobody').auth.test())).toBe('invalid_auth');
    const bare = await fetch(`${stand.url}/slack/api/auth.test`, { method: 'POST' });
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await refusal(stand.client.apiCall('chat.sing'))).toBe('unknown_method');
  });

  it('posts, answers in the thread, updates, reacts, links and reads it all back', async () => {
    const { client } = stand;
    const root = await client.chat.postMessage({
      channel: engineering,
      text: 'Plan',
      metadata: { event_type: 'plan', event_payload: { run: 'r1' } },
    });
    const ts = root.ts ?? '';
    const reply = await client.chat.postMessage({ channel: engineering, thread_ts: ts, text: 'Reply' });
    await client.chat.update({ channel: engineering, ts, text: 'Plan 2' });
    await client.reactions.add({ channel: engineering, timestamp: ts, name: 'eyes' });
    const history = await client.conversations.history({ channel: engineering, include_all_metadata: true });
    expect(history.messages).toMatchObject([
      {
        text: 'Plan 2',
        reply_count: 1,
        latest_reply: reply.ts,
        metadata: { event_type: 'plan' },
        reactions: [{ name: 'eyes', count: 1 }],
        bot_id: 'B0AURORBOT',
      },
    ]);
    expect((await client.conversations.history({ channel: engineering })).messages?.[0]).not.toHaveProperty('metadata');
    const replies = await client.conversations.replies({ channel: engineering, ts });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['Plan 2', 'Reply']);
    expect((await client.chat.getPermalink({ channel: engineering, message_ts: ts })).permalink).toContain(
      `/archives/${engineering}/p`,
    );
    expect(stand.slack.countEffects()).toEqual({ 'chat.postMessage': 2, 'chat.update': 1, 'reactions.add': 1 });
  });

  it('pages through history by cursor, newest first, between oldest and latest', async () => {
    const all: string[] = [];
    for (const text of ['a', 'b', 'c', 'd', 'e'])
      all.push((await stand.client.chat.postMessage({ channel: engineering, text })).ts ?? '');
    const pages: string[][] = [];
    for await (const page of stand.client.paginate('conversations.history', { channel: engineering, limit: 2 }))
      pages.push((page as ConversationsHistoryResponse).messages?.map(({ text }) => text ?? '') ?? []);
    expect(pages).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
    const between = await stand.client.conversations.history({
      channel: engineering,
      oldest: all[0] ?? '',
      latest: all[3] ?? '',
    });
    expect(between.messages?.map(({ text }) => text)).toEqual(['c', 'b']);
  });

  it('keeps a tombstone for a deleted root that has replies', async () => {
    const { ts = '' } = await stand.client.chat.postMessage({ channel: engineering, text: 'Root' });
    await stand.client.chat.postMessage({ channel: engineering, thread_ts: ts, text: 'Reply' });
    await stand.client.chat.delete({ channel: engineering, ts });
    expect((await stand.client.conversations.history({ channel: engineering })).messages).toMatchObject([
      { subtype: 'tombstone' },
    ]);
    expect(await refusal(stand.client.chat.update({ channel: engineering, ts, text: 'x' }))).toBe('message_not_found');
  });

  it('opens a direct message and finds people', async () => {
    const { channel } = await stand.client.conversations.open({ users: maria });
    await stand.client.chat.postMessage({ channel: channel?.id ?? '', text: 'Hello' });
    await stand.client.chat.postMessage({ channel: maria, text: 'Again' });
    expect(stand.slack.drive.channelHistory(channel?.id ?? '').map(({ text }) => text)).toEqual(['Hello', 'Again']);
    expect((await stand.client.users.info({ user: jonas })).user).toMatchObject({
      real_name: 'Jonas Weber',
      is_bot: false,
    });
    expect((await stand.client.users.lookupByEmail({ email: 'maria@aurora.example' })).user?.id).toBe(maria);
    expect((await stand.client.conversations.members({ channel: leadership })).members).not.toContain(bot);
    expect((await stand.client.conversations.list({ types: 'public_channel' })).channels).toHaveLength(3);
  });

  const long = (length: number) => 'x'.repeat(length);
  const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
  it.each<[string, (stand: Stand) => Promise<unknown>]>([
    ['channel_not_found', ({ client }) => client.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' })],
    [
      'channel_not_found',
      ({ client }) => client.chat.postMessage({ channel: 'C0BOREALSH', text: 'of another organisation' }),
    ],
    ['not_in_channel', ({ client }) => client.chat.postMessage({ channel: leadership, text: 'x' })],
    ['no_text', ({ client }) => client.chat.postMessage({ channel: engineering, text: '' })],
    ['msg_too_long', ({ client }) => client.chat.postMessage({ channel: engineering, text: long(40_001) })],
    [
      'invalid_blocks',
      ({ client }) => client.chat.postMessage({ channel: engineering, text: 'x', blocks: [section(long(3001))] }),
    ],
    [
      'msg_blocks_too_long',
      ({ client }) =>
        client.chat.postMessage({
          channel: engineering,
          text: 'x',
          blocks: Array.from({ length: 5 }, () => section(long(2700))),
        }),
    ],
    ['invalid_thread_ts', ({ client }) => client.chat.postMessage({ channel: engineering, text: 'x', thread_ts: '0' })],
    [
      'thread_not_found',
      ({ client }) => client.chat.postMessage({ channel: engineering, text: 'x', thread_ts: '1700000000.000001' }),
    ],
    [
      'message_not_found',
      ({ client }) => client.chat.update({ channel: engineering, ts: '1700000000.000001', text: 'x' }),
    ],
    ['message_not_found', ({ client }) => client.chat.getPermalink({ channel: engineering, message_ts: '1' })],
    [
      'user_not_in_channel',
      ({ client }) => client.chat.postEphemeral({ channel: engineering, user: 'U0BORELENA', text: 'x' }),
    ],
    ['invalid_arguments', ({ client }) => client.apiCall('chat.postMessage', { text: 'x' })],
    [
      'invalid_blocks_format',
      ({ client }) => client.apiCall('chat.postMessage', { channel: engineering, blocks: '[{' }),
    ],
    [
      'invalid_metadata_schema',
      ({ client }) =>
        client.apiCall('chat.postMessage', { channel: engineering, text: 'x', metadata: '{"event_type":""}' }),
    ],
    [
      'markdown_text_conflict',
      ({ client }) => client.apiCall('chat.postMessage', { channel: engineering, text: 'x', markdown_text: 'y' }),
    ],
    ['users_not_found', ({ client }) => client.users.lookupByEmail({ email: 'nobody@aurora.example' })],
    ['invalid_limit', ({ client }) => client.conversations.history({ channel: engineering, limit: 5000 })],
  ])('answers %s', async (code, call) => {
    expect(await refusal(call(stand))).toBe(code);
  });

  it('refuses to change what people wrote, and to post where the channel is archived', async () => {
    const { ts } = await stand.slack.drive.message({ team, channel: engineering, user: maria, text: 'mine' });
    expect(await refusal(stand.client.chat.update({ channel: engineering, ts, text: 'x' }))).toBe(
      'cant_update_message',
    );
    expect(await refusal(stand.client.chat.delete({ channel: engineering, ts }))).toBe('cant_delete_message');
    stand.slack.drive.archive({ team, channel: engineering });
    expect(await refusal(stand.client.chat.postMessage({ channel: engineering, text: 'x' }))).toBe('is_archived');
  });

  it('says where each faulty block is', async () => {
    const error = await stand.client.chat
      .postMessage({ channel: engineering, text: 'x', blocks: [section(long(3001))] })
      .catch((caught: { data: { response_metadata: unknown } }) => caught);
    expect(error).toMatchObject({
      data: {
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
        },
      },
    });
  });
});

describe('rate limits', () => {
  it('takes a burst per channel, then 429 with Retry-After, then about one a second', async () => {
    let at = Date.parse('2026-11-21T10:00:00Z');
    const limited = await startStand({ clock: () => new Date(at), limits: { postBurst: 3, tierFactor: 1 } });
    const post = () =>
      fetch(`${limited.url}/slack/api/chat.postMessage`, {
        method: 'POST',
        headers: { authorization: 'Bearer xoxb-sandbox-aurora' },
        body: new URLSearchParams({ channel: engineering, text: 'x' }),
      });
    try {
      const first = [await post(), await post(), await post()].map(({ status }) => status);
      const refused = await post();
      expect([first, refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
        [200, 200, 200],
        429,
        '1',
        { ok: false, error: 'ratelimited' },
      ]);
      const elsewhere = await limited.client.chat.postMessage({ channel: 'C0AURORGEN', text: 'x' });
      expect(elsewhere.ok).toBe(true);
      at += 1000;
      expect((await post()).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });
});

describe('events', () => {
  it('sends a message once as message, and a mention again as app_mention with the same ts', async () => {
    const { ts } = await stand.slack.drive.message({
      team,
      channel: engineering,
      user: maria,
      text: `<@${bot}> hello`,
    });
    expect(stand.events('message')).toMatchObject([{ ts, channel: engineering, channel_type: 'channel', user: maria }]);
    expect(stand.events('app_mention')).toMatchObject([{ ts, event_ts: ts, text: `<@${bot}> hello` }]);
    const ids = stand.received.map(({ body }) => body.event_id);
    expect(new Set(ids).size).toBe(2);
    expect(stand.received[0]?.body).toMatchObject({ type: 'event_callback', team_id: team, api_app_id: 'A0ADJUTANT' });
  });

  it('sends nothing from a channel without the bot, and tells the person who mentioned it', async () => {
    await stand.slack.drive.message({ team, channel: leadership, user: maria, text: `<@${bot}> hello` });
    expect(stand.received).toEqual([]);
    expect(stand.slack.drive.ephemerals(leadership, maria)).toMatchObject([
      { from: 'slackbot', text: expect.stringContaining('/invite @Adjutant') },
    ]);
    await stand.slack.drive.invite({ team, channel: leadership, user: maria });
    await stand.slack.drive.message({ team, channel: leadership, user: maria, text: 'now' });
    expect(stand.events('member_joined_channel')).toHaveLength(1);
    expect(stand.events('message')).toMatchObject([{ text: 'now' }]);
  });

  it('sends direct messages as message.im with the thread they are in, and the bot’s own posts too', async () => {
    const { id: channel } = stand.slack.drive.openDirect({ team, user: maria });
    const root = await stand.slack.drive.message({ team, channel, user: maria, text: 'hi' });
    await stand.client.chat.postMessage({ channel, thread_ts: root.ts, text: 'hello' });
    await stand.slack.drive.message({ team, channel, user: maria, text: 'more', threadTs: root.ts });
    await stand.slack.drive.settled();
    const seen = stand
      .events('message')
      .map(({ text, bot_id, thread_ts, channel_type }) => ({ text, bot_id, thread_ts, channel_type }));
    expect(seen).toEqual([
      { text: 'hi', channel_type: 'im' },
      { text: 'hello', bot_id: 'B0AURORBOT', thread_ts: root.ts, channel_type: 'im' },
      { text: 'more', thread_ts: root.ts, channel_type: 'im' },
    ]);
  });

  it('tries again with the same event id and says why, until it is answered', async () => {
    const retrying = await startStand({ retryDelaysMs: [0, 5, 5] });
    retrying.answer.with = () => ({ status: retrying.received.length < 3 ? 500 : 200 });
    try {
      const { events } = await retrying.slack.drive.message({ team, channel: engineering, user: maria, text: 'hi' });
      expect(events[0]?.answer).toMatchObject({ status: 500, failure: 'http_error' });
      await vi.waitFor(() => expect(retrying.received).toHaveLength(3));
      await retrying.slack.drive.settled();
      expect(
        retrying.received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
      ).toEqual([
        [undefined, undefined],
        ['1', 'http_error'],
        ['2', 'http_error'],
      ]);
      expect(new Set(retrying.received.map(({ body }) => body.event_id)).size).toBe(1);
    } finally {
      await retrying.stop();
    }
  });

  it('stops at x-slack-no-retry', async () => {
    stand.answer.with = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    await stand.slack.drive.message({ team, channel: engineering, user: maria, text: 'hi' });
    await stand.slack.drive.settled();
    expect(stand.received).toHaveLength(1);
  });
});
