import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';
import { type Asker, askInSlack, changesOf, expectClear } from './asking.ts';

let world: World;
let maria: Asker;
beforeAll(async () => {
  world = await startWorld({ slackLimits: { postBurst: 10_000, tierFactor: 1_000 } });
  const { aurora } = world;
  maria = { organisation: aurora, user: aurora.people[0]?.slack ?? '', channel: aurora.slack.channels[0]?.id ?? '' };
});
afterAll(() => world.close());

const many = Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' ');

/** What nobody should say, or not so: for each agent its own nonsense, too. */
const texts: Readonly<Record<string, string>> = {
  'only spaces': '   ',
  'only signs': '!!! ??? ...',
  Chinese: '在三月之前启动新网站',
  Arabic: 'أطلق الموقع الجديد قبل مارس',
  emoji: '🚀🚀🚀 👨‍👩‍👧‍👦',
  markup: '<!channel> *bold* <https://evil.example|click> `code` <script>alert(1)</script>',
  'dates that do not exist': 'launch it by February 30, 2026, or on 99/99/9999',
  'dates long ago and far away': 'everything on January 1, 1900 and on December 31, 2999',
  'numbers without end': '9'.repeat(400),
  'somebody unknown': 'tell @nobody-we-know in #no-such-channel at 25:61 Mars/Olympus',
  'a circle': 'A: 2d after B; B: 3d after C; C: 1d after A',
  'five thousand words': many,
};
const agents = ['plan', 'risk', 'post', 'lead', 'digest', 'code', 'audit', 'ask', 'identity'];
const cases = agents.flatMap((agent) => Object.entries(texts).map(([what, text]) => [agent, what, text] as const));

/** What Slack reads as markup: the text, and what says that it is; rich text is shown to the letter. */
function markupIn(told: string): string {
  if (!told.includes('\n[')) return told;
  const said = [...told.matchAll(/"type":"mrkdwn","text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text);
  return [told.split('\n')[0], ...said].join('\n');
}

describe('words that make no sense', () => {
  it.each(cases)('to %s: %s', async (agent, _what, text) => {
    const told = await askInSlack(world, maria, `${agent} ${text}`);
    expectClear(told, /\p{L}{3}/u);
    expect(told).not.toMatch(/went wrong on our side|undefined|NaN|\[object/);
    // A form shows what was typed in its fields, where it is text.
    if (!told.startsWith('{"type":"modal"'))
      expect(markupIn(told)).not.toMatch(/<!channel>|<https:\/\/evil\.example\|click>/);
    const { x, salesforce } = world.vendors;
    expect([changesOf(world), x.countEffects(), salesforce.countEffects()]).toEqual([{}, {}, {}]);
  });
});

describe('words to nobody', () => {
  it.each(['hello', 'Hi there!', 'good morning', 'what can you do?', 'こんにちは'])(
    '%j gets three things to try',
    async (text) => {
      const told = await askInSlack(world, maria, text);
      expect(told).toMatch(/Hello Maria.*Three things to try/);
      expect(told).not.toContain('did not understand');
      expect(told.match(/`\/adjutant [^`]+`/g)?.length).toBeGreaterThanOrEqual(3);
    },
  );

  it('what is offered to try can be tried', async () => {
    const told = await askInSlack(world, maria, 'hello');
    const tries = [...(told.split('\n[')[0] ?? '').matchAll(/`\/adjutant ([^`]+)`/g)].map(([, words = '']) => words);
    expect(tries).toHaveLength(3);
    for (const words of tries) {
      expect(await askInSlack(world, maria, words)).not.toMatch(/did not understand|Please check|Your role/);
    }
  });

  it.each([
    ['halp', '/adjutant help'],
    ['halp plan', '/adjutant help plan'],
    ['plna launch the website by March 31', '/adjutant plan launch the website by March 31'],
    ['code replce-text find=tea replace=mate', '/adjutant code replace-text find=tea replace=mate'],
    ['plan shwo-plan 3', '/adjutant plan show-plan 3'],
    ['Lead, Dana Ortiz of Acme', '/adjutant lead Dana Ortiz of Acme'],
    ['plna the launch; then its risks', '/adjutant plan the launch; then its risks'],
  ])('%j asks whether %j was meant', async (text, meant) => {
    const told = await askInSlack(world, maria, text);
    expect(told).toContain(`Did you mean \`${meant}\`?`);
    expect(changesOf(world)).toEqual({});
  });

  it('what was meant opens in a form that holds what was typed', async () => {
    const place = { team: world.aurora.slack.team, channel: maria.channel, user: maria.user };
    const text = 'code replce-text find=tea replace=mate';
    const { body } = await world.vendors.slack.drive.command({ ...place, command: '/adjutant', text });
    const [, value = ''] = /"value":("(?:[^"\\]|\\.)*")/.exec(body) ?? [];
    expect(JSON.parse(JSON.parse(value))).toEqual({
      capability: 'coding.replace-text',
      args: { find: 'tea', replace: 'mate' },
    });
  });

  it('“undo” says that there is nothing to undo', async () => {
    expect(await askInSlack(world, maria, 'undo')).toContain('Nothing that you asked for lately can be undone');
  });
});
