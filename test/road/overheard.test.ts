import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bot, engineering, jonas, maria, send, team } from '../bot/slack/aurora.ts';
import { startWorld, type World } from '../harness/world.ts';
import { ask, slackChannel, slackDirect, type Talk } from './open-questions.ts';

let world: World;
let own: Talk;
let plain: Talk;
let others: Talk;
beforeAll(async () => {
  world = await startWorld();
  own = slackChannel(world, maria);
  plain = slackChannel(world, maria, { mentions: false });
  others = slackChannel(world, jonas, { mentions: false });
});
afterAll(() => world.close());

const drive = () => world.vendors.slack.drive;
const counts = () => world.vendors.slack.countEffects();

/** What somebody else says next, and is answered: everything that was said before it has been looked at by then. */
const settle = async () => {
  const direct = slackDirect(world, jonas);
  await ask(direct, 'help', /Planning/);
};

/** Says it among people, and expects that nothing is said or done. */
async function expectSilence(talk: Talk, words: string, thread?: string): Promise<void> {
  await settle();
  const told = () => talk.shown().map(({ text }) => text.slice(0, 100));
  const before = told();
  await talk.say(words, thread);
  await settle();
  expect(told()).toEqual(before);
}

const planned = async (goal: string): Promise<string> =>
  (await ask(own, `plan ${goal} in 4 weeks`, /critical path|Finish|tasks/i)).root;

describe('a reply without a mention, in a thread of Slack that is ours', () => {
  it('goes on with what the thread is about', async () => {
    const root = await planned('Open the shop');
    await ask(plain, 'what are its risks?', /risks/i, root);
    await ask(plain, 'and how does the plan look?', /Open the shop/, root);
    await ask(others, 'show me the risk register', /open risks/i, root);
  });

  it('is heard in a thread that began with our own message', async () => {
    const before = drive().channelHistory(engineering).length;
    await drive().command({ team, channel: engineering, user: maria, command: '/adjutant', text: 'identity who-am-i' });
    const { text } = await ask(own, 'identity who-am-i', /You are/);
    expect(text).toContain('You are');
    const root = drive()
      .channelHistory(engineering)
      .slice(before)
      .find(({ byBot }) => byBot);
    await ask(others, 'list our plans', /plan/i, root?.ts);
  });

  it('answers what its writer was asked', async () => {
    const { root } = await ask(own, 'orchestrator show-run', /still needs `number`/);
    await ask(plain, 'the last one', /number.*has to be a number/, root);
    await expectSilence(others, '424270', root);
    await expectSilence(plain, 'what do you think, is it 424271?', root);
    await ask(plain, '424272', /There is no run 424272/, root);
    await expectSilence(plain, '424273', root);
  });

  it.each([
    'looks good to me',
    'what do you think?',
    'should we move the deadline to Friday?',
    'Ben, can you show me the risk register?',
    'show me the risk register, Jonas',
    'plan B is better',
    'the merge request is open',
    'we should upgrade lodash to 4.17.21',
    "don't upgrade lodash to 4.17.21",
    'post it',
    'delete it',
    'planning delete-plan 1',
    'the risks look scary',
    'some text stuff',
    'help',
    'cancel',
    '<@U0AURJONAS> show me the risk register',
  ])('is talk among people when it says “%s”', async (words) => {
    const root = await planned('Talk about it');
    await expectSilence(others, words, root);
  });

  it('is done once where it mentions us as well, which Slack tells of twice', async () => {
    const root = await planned('Tell it twice');
    const before = counts()['chat.postMessage'] ?? 0;
    await ask(own, 'identity who-am-i', /You are/, root);
    await settle();
    expect((counts()['chat.postMessage'] ?? 0) - before).toBeLessThanOrEqual(4);
  });
});

describe('a message without a mention', () => {
  it('is not listened to at the top of a channel, nor in threads of others', async () => {
    await expectSilence(plain, 'show me the risk register');
    const root = await plain.say('a talk among people');
    await expectSilence(plain, 'show me the risk register', root);
  });

  it.each([
    ['a bot', { bot_id: 'B0OTHER' }],
    ['an edit', { edited: { user: maria, ts: '1' } }],
    ['a changed message', { subtype: 'message_changed' }],
    ['somebody who joined', { subtype: 'channel_join' }],
    ['what is shown in the channel, too', { subtype: 'thread_broadcast' }],
    ['a stranger', { user: 'U0STRANGER' }],
    ['a group of people', { channel_type: 'mpim' }],
  ])('is not listened to from %s', async (_what, fields) => {
    const root = await planned('Hear only people');
    const { ts } = drive().post({ team, channel: engineering, user: maria, text: 'x', threadTs: root });
    const said = {
      type: 'message',
      user: maria,
      channel: engineering,
      channel_type: 'channel',
      text: 'list our plans',
    };
    const event = { ...said, ts, event_ts: ts, thread_ts: root, ...fields };
    const before = counts();
    const body = { type: 'event_callback', team_id: team, authorizations: [{ user_id: bot }], event };
    expect((await send(world, JSON.stringify(body))).status).toBe(200);
    expect(counts()).toEqual(before);
  });
});
