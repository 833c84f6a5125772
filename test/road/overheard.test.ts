import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bot, engineering, jonas, maria, send, team } from '../bot/slack/aurora.ts';
import { waitFor } from '../harness/wait-for.ts';
import { startWorld, type World } from '../harness/world.ts';
import { ask, slackChannel, slackDirect, type Talk } from './open-questions.ts';

let world: World;
let own: Talk;
let plain: Talk;
let others: Talk;
beforeAll(async () => {
  world = await startWorld({ slackLimits: { postBurst: 1_000, tierFactor: 1_000 } });
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

/** What words leave behind once they are taken up: a run by its event, a question that was moved, or an answer. */
async function traces(thread: string | undefined) {
  const { identity, database } = world.application.services;
  const found = await identity.findInstallation('slack', team);
  return database.withTenant(found?.tenant ?? '', async (tx) => ({
    events: await tx.query("select external_id, run_id from events where source like 'slack:%' order by external_id"),
    questions: await tx.query('select * from open_questions order by person_id, place'),
    told:
      thread === undefined
        ? []
        : drive()
            .thread(engineering, thread)
            .filter(({ byBot }) => byBot).length,
  }));
}

/** Says it among people, and expects that nothing is said or done. What is said is answered or accepted when this resolves. */
async function expectSilence(talk: Talk, words: string, thread?: string): Promise<void> {
  await settle();
  const before = await traces(thread);
  await talk.say(words, thread);
  expect(await traces(thread)).toEqual(before);
}

const told = (thread: string) =>
  drive()
    .thread(engineering, thread)
    .filter(({ byBot }) => byBot);

/** A thread with a plan, in which all is said. */
async function planned(goal: string): Promise<string> {
  const root = await own.say(`plan ${goal} in 4 weeks`);
  await waitFor('the plan in its thread', () => told(root).some(({ text }) => /Plan \d+: /.test(text)));
  return root;
}

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

  it('answers what its writer was asked, when it is that value and nothing else', async () => {
    const { root } = await ask(own, 'orchestrator show-run', /still needs `number`\. Mention me, or answer in quotes/);
    await expectSilence(plain, 'the last one', root);
    await expectSilence(plain, 'number 424270, please', root);
    await expectSilence(plain, 'cancel', root);
    await expectSilence(others, '424270', root);
    await expectSilence(plain, 'what do you think, is it 424271?', root);
    await ask(plain, '424272', /There is no run 424272/, root);
    await expectSilence(plain, '424273', root);
  });

  it.each([
    'Ben, can you look that up',
    'let me ask Jonas first',
    'one moment, I am on the phone',
    'Jonas: do you know the name',
    '<!subteam^S01|@devs> which one do we take',
    '<!here> "which one do we take"',
    'never mind',
    '"Ben" or "Anna"',
  ])('leaves a question for free words open when it says “%s”', async (words) => {
    const { root } = await ask(own, 'coding replace-text', /still needs/);
    await expectSilence(plain, words, root);
  });

  it('answers a question for free words in quotes, and by the name of the field', async () => {
    const { root } = await ask(own, 'coding replace-text', /still needs `find`.*Mention me, or answer in quotes/);
    await ask(plain, '“Ben, can you look that up?”', /still needs `replace`/, root);
    await ask(plain, 'replace="Ask @Ben"', /Ask @Ben/, root);
  });

  it('leaves traces where it is taken up, which silence has not', async () => {
    const root = await planned('Hear the difference');
    await expect(expectSilence(others, 'show me the risk register', root)).rejects.toThrow();
    const asked = await ask(own, 'orchestrator show-run', /still needs `number`/);
    await expect(expectSilence(plain, '0', asked.root)).rejects.toThrow();
    await expect(expectSilence(plain, '424274', asked.root)).rejects.toThrow();
  });

  it('starts anything by an exact command, but for what takes away', async () => {
    const root = await planned('Command it');
    await ask(others, 'planning make-plan goal="Heard by name"', /Heard by name/, root);
    await expectSilence(others, 'planning list-plans; then planning delete-plan 1', root);
    await ask(others, 'Adjutant, list our plans', /Heard by name/, root);
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
    '<!subteam^S01|@devs> show me the risk register',
    '<!here> show me the risk register',
    'show me the risk register @ben',
    '@Ben show me the risk register',
    'hey Ben, show me the risk register',
    'ben, show me the risk register',
    'ben: show me the risk register',
    'thanks Ben, show me the risk register please',
    'Anna-Lena, show me the risk register',
    'Dr. Weber, show me the risk register',
    'maria show me the risk register',
    'show me the risk register, maria',
    'can you show me the risk register',
    'show me the risk register, could you',
    'can somebody draft a post about the launch',
    'could you post an announcement in #general saying "lunch is ready"',
    'please add the risk "the vendor is late"',
    'create its issues',
    'upgrade lodash to 4.17.21',
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
