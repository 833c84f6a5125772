import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { capability } from '../../../src/agents/marketing/publish-post.ts';
import { isComposite, parse, readCommand, readInput } from '../../../src/core/index.ts';
import { leadership, maria, team } from '../../sandbox/slack/stand.ts';
import { prepare } from '../coding/sending.ts';
import { type PostingWorld, startPosting } from './posting-world.ts';

let world: PostingWorld;
beforeEach(async () => {
  world = await startPosting();
});
afterEach(() => world.close());

const project = 'aurora/shop';
async function asked(input: object) {
  if (!isComposite(capability)) throw new Error('it has no parts');
  return prepare(capability, { project, ...input }, world.context);
}

/** What words said to the agent are read as. */
function rawOf(words: string): object {
  const command = readCommand(registry, `post ${words}`);
  if (command.kind !== 'call') throw new Error('it is no call');
  return readInput(command);
}

describe('marketing.publish-post', () => {
  it('shows the exact post, its length and the announcement', async () => {
    const text = 'Our *shop* is open: https://example.com\n\n```#shop```';
    const { preview, parts } = await asked({ text, channel: '#general' });
    expect(preview).toMatchInlineSnapshot(`
      {
        "facts": {
          "Account": "@aurora_robotics",
          "Announcement": "#general",
          "Length": "56 of 280",
        },
        "markdown": "Post on X as **@aurora\\_robotics**: “Our \\*shop\\* is open: https://example.com \\\`\\\`\\\`\\#shop\\\`\\\`\\\`”?

      The post:

      \`\`\`\`
      Our *shop* is open: https://example.com

      \`\`\`#shop\`\`\`
      \`\`\`\`

      Then in \`#general\`, with a link to the post:

      **Aurora Robotics** posted on X:

      > Our \\*shop\\* is open: https://example.com
      > 
      > \\\`\\\`\\\`\\#shop\\\`\\\`\\\`",
      }
    `);
    expect(parts.map(({ name, input }) => ({ name, input }))).toMatchInlineSnapshot(`
      [
        {
          "input": {
            "project": "aurora/shop",
            "text": "Our *shop* is open: https://example.com

      \`\`\`#shop\`\`\`",
          },
          "name": "post",
        },
        {
          "input": {
            "channel": "C0AURORGEN",
            "label": "Open the post",
            "link": {
              "$from": "post",
              "field": "url",
            },
            "project": "aurora/shop",
            "text": "**Aurora Robotics** posted on X:

      > Our \\*shop\\* is open: https://example.com
      > 
      > \\\`\\\`\\\`\\#shop\\\`\\\`\\\`",
          },
          "name": "announcement",
        },
      ]
    `);
    expect(world.x.sandbox.countEffects()).toEqual({});
  });

  it.each([
    ['the usual channel when none is named', {}, '#general'],
    ['a channel by its id', { channel: 'C0AURORENG' }, '#engineering'],
    ['a channel as Slack writes it', { channel: '<#C0AURORENG|engineering>' }, '#engineering'],
    ['no channel when that is said', { channel: 'None' }, 'none'],
  ])('announces it in %s', async (_what, input, announcement) => {
    const { preview, parts } = await asked({ text: 'Hello', ...input });
    expect(preview.facts?.Announcement).toBe(announcement);
    expect(parts.map(({ name }) => name)).toEqual(announcement === 'none' ? ['post'] : ['post', 'announcement']);
  });

  it.each<[string, object, RegExp]>([
    ['an empty text', { text: ' ' }, /The post is empty\. Write what it should say/],
    ['a text that is too long', { text: 'x'.repeat(300) }, /counts 300 in X's counting.*Shorten it by 20/],
    ['5,000 words', { text: 'word '.repeat(5_000) }, /text: is far longer than the 280 that X takes; shorten it/],
    ['too much of another script', { text: 'の'.repeat(141) }, /counts 282 .*Shorten it by 2/],
    [
      'a channel that is not there',
      { text: 'Hello', channel: '#nowhere' },
      /no channel “#nowhere” that I can see\. Name another one, or write channel=none/,
    ],
    [
      'a channel that is closed',
      { text: 'Hello', channel: 'leadership' },
      /I am not in #leadership\. Type \/invite @Adjutant there/,
    ],
    ['a person for a channel', { text: 'Hello', channel: `<@${maria}>` }, /no channel/],
  ])('refuses %s before anybody is asked', async (_what, input, words) => {
    await expect(asked(input)).rejects.toThrow(words);
    await expect(asked(input)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('refuses what was posted already, and leads there', async () => {
    const id = world.x.sandbox.postByHand('aurora_robotics', 'Read  https://example.com/ now');
    const refused = asked({ text: 'Read http://example.com now' });
    await expect(refused).rejects.toMatchObject({
      code: 'upstream.conflict',
      message: expect.stringMatching(
        new RegExp(
          `^The same text was posted on \\d{4}-\\d{2}-\\d{2} already: http.*/aurora_robotics/status/${id} Change`,
        ),
      ),
    });
  });

  it('takes the text from free words', () => {
    expect(capability.fromWords?.('“Our shop is open”')).toEqual({ text: 'Our shop is open' });
  });

  it.each([
    'publish our new price list on Monday',
    'publish our new price list tomorrow at 9:00 Europe/Berlin.',
    'publish our new price list at 9am!',
    'publish our new price list on 3 December',
    'publish our new price list 2026-12-01 09:00',
    'publish our new price list on Monday and tell #general',
  ])('asks back whether a time at the end belongs to the post: %s', (words) => {
    expect(() => rawOf(words)).toThrow(
      /^“.+” at the end reads as a time, and publishing is at once\. To post later, write: post schedule .+: our new price list\. If it belongs to the post, put all of the post in quotes\.$/,
    );
  });

  it.each<[string, object]>([
    ['publish “Our shop opens on Monday”', { text: 'Our shop opens on Monday' }],
    ['publish "Our shop opens on Monday" and tell #general', { text: 'Our shop opens on Monday', channel: '#general' }],
    ['publish Monday is our day, come and see', { text: 'Monday is our day, come and see' }],
    ['publish Aurora 2.0.1 is out', { text: 'Aurora 2.0.1 is out' }],
    ['publish Read https://example.com/2026-11-20', { text: 'Read https://example.com/2026-11-20' }],
    ['publish See you in the sun', { text: 'See you in the sun' }],
    ['publish See you in 2027', { text: 'See you in 2027' }],
  ])('takes a text to the letter: %s', (words, raw) => {
    expect(rawOf(words)).toEqual({ raw, unread: '' });
  });

  it('reads a very long text in no time', () => {
    const words = 'our list '.repeat(5_000).trim();
    expect(capability.fromWords?.(words)).toEqual({ text: words });
  });

  it('is one thing for one text', () => {
    const key = (input: object) =>
      capability.effect === 'external' && capability.key(parse(capability.input, { project, ...input }));
    expect(key({ text: 'Hello', channel: 'general' })).toBe(key({ text: ' Hello ', channel: 'none' }));
    expect(key({ text: 'Hello' })).not.toBe(key({ text: 'Good bye' }));
  });

  it('leads to the post, and to its announcement', () => {
    const link = 'https://x.com/aurora/status/1';
    expect([
      capability.present({ url: link, id: '1' }),
      capability.present({ url: 'https://chat.example/1', link }),
    ]).toEqual([
      { markdown: 'The post is on X.', links: [{ label: 'Open the post', url: link }] },
      {
        markdown: 'The post is on X, and announced.',
        links: [
          { label: 'Open the post', url: link },
          { label: 'Announcement', url: 'https://chat.example/1' },
        ],
      },
    ]);
  });

  it('knows of a channel that it was invited to meanwhile', async () => {
    await world.slack.slack.drive.invite({ team, channel: leadership, user: maria });
    expect((await asked({ text: 'Hello', channel: 'leadership' })).preview.facts?.Announcement).toBe('#leadership');
  });
});
