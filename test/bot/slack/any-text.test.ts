import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../src/bot/slack/render.ts';
import { escapeMarkdown, inlineCode, type Reply } from '../../../src/core/index.ts';
import { shownIn } from '../../harness/shown.ts';

/** What Slack makes something of where it reads marks, and what JSON carries as it is. */
const text = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom(
        ...'a1 \n\t*_~`<>&@#!|()[]:\\-=+."\'',
        '```',
        '**',
        '~~',
        '<!channel>',
        '<!here|here>',
        '<@U0AURMARIA>',
        '<#C0AURORENG>',
        '<https://evil.example|safe>',
        'https://evil.example',
        '@channel',
        '@here',
        ':tada:',
        '&lt;',
        '&#10;',
        '- ',
        '> ',
      ),
      minLength: 1,
      maxLength: 80,
    }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
  )
  .filter((each) => !each.includes('\0'));

interface Block {
  type: string;
  elements?: Block[];
  url?: string;
  text?: string | Block;
}
const within = (blocks: readonly Block[]): Block[] => blocks.flatMap((each) => [each, ...within(each.elements ?? [])]);

/** All that Slack would read marks in, or that calls or leads somebody. */
const active = (blocks: readonly object[]): Block[] =>
  within(blocks as readonly Block[]).filter(({ type }) => !/^(rich_text|text$)/.test(type));

const places: [string, (each: string) => Partial<Reply>, (each: string) => string][] = [
  ['a sentence', (each) => ({ markdown: `Open “${escapeMarkdown(each)}” now?` }), (each) => `Open “${each}” now?`],
  [
    'bold words',
    (each) => ({ markdown: `The plan **x${escapeMarkdown(each)}x** is kept.` }),
    (each) => `x${each}x is kept.`,
  ],
  ['an item', (each) => ({ markdown: `Two:\n\n- first\n- x${escapeMarkdown(each)}x` }), (each) => `x${each}x`],
  ['a quotation', (each) => ({ markdown: `> x${escapeMarkdown(each)}x` }), (each) => `x${each}x`],
  ['inline code', (each) => ({ markdown: `In ${inlineCode(each)}.` }), (each) => `In ${each.replace(/\n/g, '⏎')}.`],
  ['a fact', (each) => ({ facts: { 'Asked by': each } }), (each) => `Asked by: ${each}`],
  [
    'the name of a fact',
    (each) => ({ facts: { [`x${each}`.slice(0, 60)]: 'y' } }),
    (each) => `${`x${each}`.slice(0, 60)}: y`,
  ],
  [
    'the label of a link',
    (each) => ({ links: [{ label: `x${each}`.slice(0, 75), url: 'https://a.example' }] }),
    (each) => `x${each}`.slice(0, 75),
  ],
  ['a diff', (each) => ({ diff: `+${each}` }), (each) => `+${each}`.replace(/\n$/, '')],
  [
    'the words of a picture',
    (each) => ({ pictures: [{ kind: 'heat-map', title: each.slice(0, 90), alt: each, marks: [] }] as never }),
    (each) => `“${each.slice(0, 90)}”`,
  ],
];

describe('any text that people write', () => {
  it.each(places)('is shown in Slack to the letter in %s', (_place, replyOf, expected) => {
    fc.assert(
      fc.property(text, fc.constantFrom('neutral', 'question' as const), (each, tone) => {
        const { blocks } = render({ tone, markdown: 'Done.', ...replyOf(each) });
        expect(shownIn(blocks)).toContain(expected(each));
      }),
      { numRuns: 400 },
    );
  });

  it.each(places.filter(([place]) => !/picture|link/.test(place)))(
    'formats, links and calls nobody in %s',
    (_place, replyOf) => {
      fc.assert(
        fc.property(text, (each) => {
          expect(active(render({ tone: 'neutral', markdown: 'Done.', ...replyOf(each) }).blocks)).toEqual([]);
        }),
        { numRuns: 200 },
      );
    },
  );

  it('calls nobody in the text that is read aloud or notified', () => {
    fc.assert(
      fc.property(text, (each) => {
        const { text: notice } = render({ tone: 'neutral', markdown: escapeMarkdown(each) });
        expect(notice).not.toMatch(/<[!@#h]|@(here|channel|everyone)\b/);
      }),
      { numRuns: 400 },
    );
  });
});
