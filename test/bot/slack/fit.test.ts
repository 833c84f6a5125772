import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, shorten, within } from '../../../src/bot/slack/fit.ts';
import { codeBlock, escapeText } from '../../../src/bot/slack/mrkdwn.ts';

const brokenEscape = /&(?!(amp|lt|gt);)/;

describe('texts for Slack', () => {
  it('are cut between words, and never inside an escape, a link or a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 20, max: 200 }), (text, max) => {
        const short = shorten(escapeText(text), max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(brokenEscape);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
    const link = `${'x'.repeat(30)} <https://example.com/a/long/address|a label>`;
    expect(shorten(link, 50)).toBe(`${'x'.repeat(30)} …`);
  });

  it('are put together without losing anything', () => {
    const texts = fc.array(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 40, max: 500 }), (raw, max) => {
        const packed = pack(raw.map(escapeText), max);
        for (const text of packed) expect(text.length).toBeLessThanOrEqual(max);
        const bare = (all: readonly string[]) => all.join('').replace(/\s/g, '');
        expect(bare(packed)).toBe(bare(raw.map(escapeText)));
      }),
    );
  });

  it('keep a code block a code block when it is split', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const packed = pack([codeBlock(lines.join('\n'))], 300);
    expect(packed.length).toBeGreaterThan(1);
    for (const text of packed) expect(text).toMatch(/^```\n[\s\S]*\n```$/);
    expect(packed.flatMap((text) => text.split('\n').slice(1, -1))).toEqual(lines);
  });

  it('are kept as far as the budget goes', () => {
    expect(within(['a'.repeat(100), 'b'.repeat(100)], 250)).toEqual({
      texts: ['a'.repeat(100), 'b'.repeat(100)],
      isWhole: true,
    });
    const { texts, isWhole } = within([codeBlock('word '.repeat(100))], 300);
    expect(isWhole).toBe(false);
    expect(texts[0]).toMatch(/^```\n[\s\S]* …\n```$/);
  });
});
