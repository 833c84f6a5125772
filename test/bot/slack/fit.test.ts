import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, within } from '../../../src/bot/slack/cut.ts';
import { shorten } from '../../../src/bot/slack/fit.ts';
import { codeBlock, escapeText } from '../../../src/bot/slack/mrkdwn.ts';
import { toRichText } from '../../../src/bot/slack/rich-text.ts';
import { shownIn } from '../../harness/shown.ts';

const brokenEscape = /&(?!(amp|lt|gt);)/;

describe('mrkdwn', () => {
  it('is cut between words, and never inside an escape, a link or a letter', () => {
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

  it('keeps a code block a code block when it is cut', () => {
    expect(shorten(codeBlock('word '.repeat(100)), 300)).toMatch(/^```\n[\s\S]* …\n```$/);
  });
});

describe('plain text', () => {
  it('is cut between words, and never inside a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 3, max: 200 }), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        expect(text.startsWith(short.replace(/ …$/, ''))).toBe(true);
      }),
    );
    expect(cut('a < b and a great deal more', 20)).toBe('a < b and a great …');
  });
});

describe('rich text', () => {
  const markdown = fc
    .array(
      fc.constantFrom(
        '**bold** words',
        '- one\n- two\n  - three',
        '> said',
        '```\ncode\n```',
        '[a](https://b.example)',
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join('\n\n'));

  it('is kept as far as the room goes, and nothing else is said', () => {
    fc.assert(
      fc.property(markdown, fc.integer({ min: 0, max: 300 }), (text, max) => {
        const whole = toRichText(text);
        const { elements, isWhole } = within(whole, max);
        const [shown, all] = [shownIn(elements), shownIn(whole)];
        expect(shown.length).toBeLessThanOrEqual(max);
        expect(isWhole).toBe(shown === all);
        expect(all.startsWith(shown.replace(/ …$/, ''))).toBe(true);
      }),
    );
  });
});
