import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../harness/wait-for.ts';
import { startWorld, type World } from '../../harness/world.ts';
import { bot, buttonsOf, engineering, jonas, send, team, threadOf } from './aurora.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const say = (text: string, more: { channel?: string; threadTs?: string; user?: string } = {}) =>
  world.vendors.slack.drive.message({ team, channel: engineering, user: jonas, text, ...more });
const mention = `<@${bot}>`;
const direct = () => world.vendors.slack.drive.openDirect({ team, user: jonas }).id;
const thread = (ts: string, channel = engineering) => world.vendors.slack.drive.thread(channel, ts);

const event = (fields: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: team,
    event_id: `Ev${Math.random()}`,
    authorizations: [{ user_id: bot, team_id: team, is_bot: true, enterprise_id: null, is_enterprise_install: false }],
    event: { type: 'app_mention', user: jonas, channel: engineering, event_ts: fields.ts, ...fields },
    ...more,
  });

describe('a mention in a channel', () => {
  it('is answered in its thread', async () => {
    const asked = await say(`${mention} identity who-am-i`);
    const [, root, answer] = await threadOf(world, asked, 3);
    expect(root?.text).toContain('*Jonas Weber* asked: *Show who I am*');
    expect(answer?.text).toBe('✅ You are *Jonas Weber*.');
  });

  it('within a thread is answered there', async () => {
    const root = await say('a talk among people');
    expect(thread(root.ts)).toHaveLength(1);
    await say(`hey ${mention} identity.who-am-i`.replace('hey ', ''), { threadTs: root.ts });
    expect((await threadOf(world, root, 4)).at(-1)?.text).toContain('You are *Jonas Weber*');
  });

  it('makes one run, however often and in whatever form Slack tells of it', async () => {
    const asked = await say('no mention at all');
    const body = event({ text: `${mention} identity who-am-i`, ts: asked.ts });
    const again = event({ text: `${mention} identity who-am-i`, ts: asked.ts });
    const answers = await Promise.all([send(world, body), send(world, body), send(world, again)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await send(world, body, { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } });
    await threadOf(world, asked, 3);
    const next = await say(`${mention} identity who-am-i`);
    await threadOf(world, next, 3);
    expect(thread(asked.ts)).toHaveLength(3);
  });

  it('in words that are not understood gets the three nearest, in the thread and once', async () => {
    const asked = await say(`${mention} some text stuff`);
    const [, answer] = await threadOf(world, asked, 2);
    expect(answer?.text).toContain('I did not understand `some text stuff`. Did you mean');
    expect(buttonsOf(answer ?? {}).map(({ text }) => text.text)).toContain('Replace a text');
    await send(world, event({ text: `${mention} some text stuff`, ts: asked.ts }));
    expect(thread(asked.ts)).toHaveLength(2);
  });

  it('that lacks something gets a button that opens the form, and the run answers in the thread', async () => {
    const asked = await say(`${mention} orchestrator show-run`);
    const [, answer] = await threadOf(world, asked, 2);
    expect(answer?.text).toMatch(
      /^❓ \*Show a run\* still needs `number`\. Mention me, or answer in quotes, or press the button\.$/,
    );
    const { drive } = world.vendors.slack;
    await drive.click({
      team,
      user: jonas,
      channel: engineering,
      messageTs: answer?.ts ?? '',
      actionId: 'form:orchestrator.show-run',
    });
    const viewId = drive.views(jonas).at(-1)?.id ?? '';
    await drive.submitView({ team, user: jonas, viewId, values: { number: { value: '424242' } } });
    expect((await threadOf(world, asked, 4)).at(-1)?.text).toContain('There is no run 424242');
  });

  it('with something wrong is told so in the thread', async () => {
    const asked = await say(`${mention} orchestrator show-run number=0`);
    const [, answer] = await threadOf(world, asked, 2);
    expect(answer?.text).toContain('`number`: is 0, and has to be 1 or more');
  });

  it('of somebody who is not known is told so', async () => {
    const asked = await say('hello');
    await send(world, event({ text: `${mention} help`, ts: asked.ts, user: 'U0STRANGER' }));
    expect((await threadOf(world, asked, 2))[1]?.text).toContain('Adjutant does not know you here');
  });

  it('of a guest from another workspace is told so, whoever they are at home', async () => {
    const asked = await say('hello');
    await send(world, event({ text: `${mention} help`, ts: asked.ts, user: jonas, user_team: 'T0BOREAL01' }));
    expect((await threadOf(world, asked, 2))[1]?.text).toContain('You are here from another workspace');
  });

  it.each([
    ['a bot', { bot_id: 'B0OTHER' }],
    ['an edit', { edited: { user: jonas, ts: '1' } }],
    ['a changed message', { type: 'message', channel_type: 'im', subtype: 'message_changed' }],
    ['a message of Slack itself', { type: 'message', channel_type: 'im', subtype: 'channel_join' }],
    ['a message in a channel that mentions nobody', { type: 'message', channel_type: 'channel' }],
    ['a message without a writer', { user: undefined }],
  ])('by %s is not listened to', async (_what, fields) => {
    const asked = await say('hello');
    const before = world.vendors.slack.countEffects();
    expect(await send(world, event({ text: `${mention} help`, ts: asked.ts, ...fields }))).toEqual({
      status: 200,
      text: '',
    });
    expect(world.vendors.slack.countEffects()).toEqual(before);
  });

  it('from a workspace that is not connected is acknowledged, as nobody can be answered there', async () => {
    const body = event({ text: `${mention} help`, ts: '1700000000.000100' }, { team_id: 'T0UNKNOWN1' });
    expect((await send(world, body)).status).toBe(200);
  });

  it('is refused while nobody could be told, so that Slack sends it again, and then answered once', async () => {
    const asked = await say('hello');
    world.vendors.faults.add({ vendor: 'slack', path: 'chat.postMessage', times: 1, kind: 'status', status: 500 });
    const body = event({ text: `${mention} help`, ts: asked.ts });
    expect((await send(world, body)).status).toBe(503);
    expect((await send(world, body)).status).toBe(200);
    expect((await send(world, body)).status).toBe(200);
    expect(thread(asked.ts)).toHaveLength(2);
  });
});

describe('a direct message', () => {
  it('needs no mention and is answered in its thread', async () => {
    const asked = await say('identity who-am-i', { channel: direct() });
    expect((await threadOf(world, asked, 3))[2]?.text).toContain('You are *Jonas Weber*');
  });

  it('helps', async () => {
    const asked = await say('help', { channel: direct() });
    expect((await threadOf(world, asked, 2))[1]?.text).toContain('*Coding*');
  });

  it('reads what Slack escaped and linked as it was typed', async () => {
    const asked = await say('is a &lt; b at <https://example.com/a?b=1&amp;c=2|example.com/a?b=1&amp;c=2>', {
      channel: direct(),
    });
    const answer = await waitFor('the answer', () => thread(asked.ts, asked.channel)[1]);
    expect(answer.text).toContain('I did not understand `is a &lt; b at ');
  });
});
