import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, inlineCode, withBlanks } from '../../src/core/index.ts';

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}
const typesOf = (node: Node): string[] => [node.type, ...(node.children ?? []).flatMap(typesOf)];
const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join('');

const hostile = fc.string({
  unit: fc.constantFrom(
    'a',
    '1',
    ' ',
    '\n',
    '\t',
    ...'\\`*_{}[]<>()#+!|~&-=.:/;"\'',
    'https://',
    '\r',
    '<!channel>',
    '&amp;',
  ),
  maxLength: 60,
});

describe('text from outside', () => {
  it('stays text inside our Markdown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const types = typesOf(fromMarkdown(`Reason: ${escapeMarkdown(text)}`));
        expect(types.filter((type) => !['root', 'paragraph', 'text', 'break'].includes(type))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads as it was written, to the blank and the line, wherever it stands', () => {
    const text = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 60 })).filter((each) => !each.includes('\0'));
    const places = fc.constantFrom(
      ...['Reason: %.', '- **%** and more', '> %', '1. first\n2. %', '*%*\n\nmore', '# %', '%'],
    );
    fc.assert(
      fc.property(text, places, (each, place) => {
        const read = textOf(fromMarkdown(place.replace('%', () => `a${escapeMarkdown(each)}z`)));
        // A heading is one line.
        const expected = place === '# %' ? each.replaceAll('\n', '') : each;
        expect(place === '# %' ? read.replaceAll('\n', '') : read).toContain(`a${expected}z`);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([' a ', '\n', '\n\n', ' a\n\n\nb\t', '  - a\r\n', '    code', '1. a\n2. b', '&#10;'])(
    'reads as it was written by who sees the Markdown rendered, and nearly so by who does not: %j',
    (text) => {
      expect(textOf(fromMarkdown(escapeMarkdown(text)))).toBe(text);
      expect(withBlanks(escapeMarkdown(text)).replaceAll('\\', '')).toBe(text);
    },
  );

  // The test's own time limit is the check: more than linear in these texts would take minutes.
  it.each([' ', '\t', '\n', '\r', '\n ', '`', '1', '=', '&', 'a'])('is read at any length: %j', (fill) => {
    const text = ` a${fill.repeat(100_000)}b`;
    expect(withBlanks(escapeMarkdown(text)).replaceAll('\\', '')).toBe(text);
    expect(inlineCode(text).length).toBeGreaterThan(100_000);
  });

  it('stays inside inline code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(text.trim() !== '');
        expect(typesOf(fromMarkdown(`In ${inlineCode(text)}.`))).toEqual([
          'root',
          'paragraph',
          'text',
          'inlineCode',
          'text',
        ]);
      }),
    );
  });

  it('is shown in inline code as it was written, with a sign for a line end', () => {
    const text = fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 60 })).filter((each) => !/\0/.test(each));
    fc.assert(
      fc.property(text, (each) => {
        const shown = each.replace(/\r\n?|\n/g, '⏎') || ' ';
        expect(textOf(fromMarkdown(`In ${inlineCode(each)}.`))).toBe(`In ${shown}.`);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(['', ' ', '\n'])('of nothing (%j) is no open code', (text) => {
    expect(typesOf(fromMarkdown(`In ${inlineCode(text)} and *more*.`))).toContain('emphasis');
  });
});
