import { describe, expect, it } from 'vitest';
import { checkBlocks } from '../../../sandbox/slack/block-kit.ts';
import { type RichText, richText, toRichText } from '../../../src/bot/slack/rich-text.ts';

/** An element in short: its kind, and its texts with their styles. */
function short(element: RichText): string {
  const leaves = (all: readonly object[]): string =>
    all
      .map((each) => {
        const { text = '', url, style = {} } = each as { text?: string; url?: string; style?: object };
        const marks = Object.keys(style).join('+');
        const said = url === undefined ? text : `${text}→${url}`;
        return marks === '' ? said : `{${marks}:${said}}`;
      })
      .join('');
  const kind = element.type.replace('rich_text_', '');
  if (element.type !== 'rich_text_list') return `${kind}(${leaves(element.elements)})`;
  const items = element.elements.map((item) => leaves(item.elements)).join(' | ');
  return `${element.style}${element.indent ?? ''}(${items})`;
}

describe('CommonMark as rich text', () => {
  it.each([
    ['**bold** and *slanted*', 'section({bold:bold} and {italic:slanted})'],
    ['**bold *and* slanted**', 'section({bold:bold }{bold+italic:and}{bold: slanted})'],
    ['half**bold**word', 'section(half{bold:bold}word)'],
    ['# Heading **bold**\n\ntext', 'section({bold:Heading bold}\n\ntext)'],
    ['`a < b & c` and `` a ` b ``', 'section({code:a < b & c} and {code:a ` b})'],
    ['```ts\nconst a = `x`;\n```', 'preformatted(const a = `x`;)'],
    ['````\n```\n````', 'preformatted(```)'],
    [
      'said:\n\n- one\n- two\n  - three\n- four\n\nthen',
      'section(said:) bullet(one | two) bullet1(three) bullet(four) section(then)',
    ],
    ['1. one\n2. two', 'ordered(one | two)'],
    ['3. three\n4. four', 'section(3. three\n4. four)'],
    ['1. one\n   - deep\n2. two', 'section(1. one\n• deep\n2. two)'],
    ['> said\n> twice\n>\n> more', 'quote(said\ntwice\nmore)'],
    ['[docs **now**](https://example.com/a?b=1&c=2)', 'section(docs now→https://example.com/a?b=1&c=2)'],
    ['[bad](javascript:alert(1))', 'section(bad)'],
    ['![a picture](https://example.com/leak.png)', 'section(a picture)'],
    ['<b>raw</b>', 'section(<b>raw</b>)'],
    ['a\\\nb', 'section(a\nb)'],
    ['---', 'section(———)'],
    ['', ''],
  ])('%j', (markdown, expected) => {
    const elements = toRichText(markdown);
    expect(elements.map(short).join(' ')).toBe(expected);
    expect(checkBlocks([richText(elements)], 'message')).toEqual([]);
  });

  it('splits what is longer than a section may be, and never inside a letter', () => {
    const [block] = toRichText('😀'.repeat(4_000));
    const texts = block?.type === 'rich_text_section' ? block.elements : [];
    const said = texts.map((leaf) => (leaf.type === 'text' ? leaf.text : ''));
    expect(said.join('')).toBe('😀'.repeat(4_000));
    expect(said.every((text) => text.length <= 3_000 && text.isWellFormed())).toBe(true);
  });
});
