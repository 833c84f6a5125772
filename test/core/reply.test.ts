import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, inlineCode } from '../../src/core/index.ts';

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

  it('reads as it was written', () => {
    const oneLine = fc.string({ maxLength: 60 }).map((text) => text.replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(oneLine, (text) => {
        expect(textOf(fromMarkdown(`Reason: ${escapeMarkdown(text)}.`))).toBe(`Reason: ${text}.`);
      }),
    );
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

  it.each(['', ' ', '\n'])('of nothing (%j) is no open code', (text) => {
    expect(typesOf(fromMarkdown(`In ${inlineCode(text)} and *more*.`))).toContain('emphasis');
  });
});
