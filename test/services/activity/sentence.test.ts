import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, inlineCode } from '../../../src/core/index.ts';
import { namedSentence, sentenceOf } from '../../../src/services/activity/sentence.ts';

const long = 'word '.repeat(80).trim();

/** What a reader sees, and the kinds of what is in it. */
function read(markdown: string): { text: string; kinds: string[] } {
  const kinds: string[] = [];
  const textOf = (node: object): string => {
    if ('type' in node && typeof node.type === 'string') kinds.push(node.type);
    if ('value' in node && typeof node.value === 'string') return node.value;
    return 'children' in node && Array.isArray(node.children) ? node.children.map(textOf).join('') : '';
  };
  return { text: textOf(fromMarkdown(markdown)), kinds };
}

describe('the question of a card as a sentence', () => {
  it.each([
    ['a question', 'Create the lead **Dana Ortiz** in Salesforce?', 'Create the lead **Dana Ortiz** in Salesforce'],
    [
      'its first paragraph',
      'Post on X as **@aurora**: “Open?”?\n\nThe post:\n\n```\nOpen?\n```',
      'Post on X as **@aurora**: “Open?”',
    ],
    ['what is no question', 'Closes the *shop*', 'Closes the *shop*'],
    ['one line of several', '\n Say\n  hello?\n \nNow', 'Say hello'],
    [
      'long code by its beginning',
      `Replace ${inlineCode('a'.repeat(300))} with ${inlineCode('b')} in ${inlineCode('aurora/shop')}?`,
      `Replace \`${'a'.repeat(57)}…\` with \`b\` in \`aurora/shop\``,
    ],
    ['long words by their beginning', `${long}?`, `${long.slice(0, 199)}…`],
    ['bold words that are cut in bold', `Open **${long}** now?`, `Open **${long.slice(0, 193)}…**`],
    ['no bold without words', `${'a'.repeat(198)}**b**?`, `${'a'.repeat(198)}…`],
    ['escaped signs whole', `${'a'.repeat(199)}\\*b?`, `${'a'.repeat(199)}…`],
    ['characters whole', `${'a'.repeat(196)}👩‍👩‍👧‍👦 and friends?`, `${'a'.repeat(196)}…`],
  ])('tells %s', (_what, question, sentence) => {
    expect(sentenceOf(question)).toBe(sentence);
  });

  it.each([
    ['nothing', ''],
    ['a question mark', ' ? '],
    ['marks that end in another paragraph', 'Open **one\n\ntwo** now?'],
    ['code that ends nowhere', 'Run `it?'],
    ['a link that would be cut', `See [${long}](https://example.com)?`],
  ])('leaves %s to others', (_what, question) => {
    expect(sentenceOf(question)).toBeUndefined();
  });

  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 150 }).map((text) => `x${text}x`);
  const plain = words.map(escapeMarkdown);
  const strong = plain.map((text) => `**${text}**`);
  const lineOf = (...pieces: fc.Arbitrary<string>[]) =>
    fc.array(fc.oneof(...pieces), { minLength: 1, maxLength: 8 }).map((each) => each.join(' ').replace(/\s+/g, ' '));

  it('is short, and its marks end in it, whatever is in it', () => {
    fc.assert(
      fc.property(lineOf(plain, strong, words.map(inlineCode)), (line) => {
        const sentence = sentenceOf(`${line}?`) ?? '';
        expect(sentence.length).toBeGreaterThan(0);
        expect(sentence.length).toBeLessThanOrEqual('…**'.length + 200);
        const { text, kinds } = read(`Told: ${sentence} · Maria`);
        expect(text.endsWith(' · Maria')).toBe(true);
        expect(read(`Told: ${line}`).kinds).toEqual(expect.arrayContaining(kinds));
      }),
    );
  });

  it('says what the question says, up to where it is cut', () => {
    fc.assert(
      fc.property(lineOf(plain, strong), (line) => {
        const told = read(`Told: ${sentenceOf(`${line}?`)}`).text;
        expect(read(`Told: ${line}`).text.startsWith(told.replace(/…$/, '').trimEnd())).toBe(true);
      }),
    );
  });
});

describe('the name of what has no question', () => {
  it.each<[string, unknown, string]>([
    ['with its title', 'Sell *coffee*\nand tea', 'Open a merge request: Sell \\*coffee\\* and tea'],
    ['with the beginning of a long one', 'x'.repeat(255), `Open a merge request: ${'x'.repeat(100)}`],
    ['alone when there is none', undefined, 'Open a merge request'],
    ['alone when it is no text', { $from: 'merge' }, 'Open a merge request'],
  ])('stands %s', (_what, title, sentence) => {
    expect(namedSentence('Open a merge request', title)).toBe(sentence);
  });
});
