import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFontWidths } from '../../../src/services/pictures/font-widths.ts';
import { createLettering } from '../../../src/services/pictures/lettering.ts';

const file = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
const font = readFontWidths(readFileSync(file));
const letters = createLettering(font);
const of = (character: string): number => character.codePointAt(0) ?? 0;

describe('lettering', () => {
  it('knows how wide the font draws', () => {
    // As the font's own tools tell, in thousandths of an em.
    const widths = ['A', 'i', 'W', ' ', 'Ж'].map((each) => Math.round((font.widthOf(of(each)) ?? 0) * 1_000));
    expect(widths).toMatchInlineSnapshot(`
      [
        639,
        258,
        930,
        260,
        905,
      ]
    `);
    expect([font.has(of('é')), font.has(of('需')), font.widthOf(of('需'))]).toEqual([true, false, undefined]);
  });

  it('cuts a text to what has room, and not further', () => {
    const text = 'The supplier may be late';
    const whole = letters.widthOf(text, 12);
    expect(letters.cut(text, 12, whole)).toBe(text);
    expect(letters.cut(text, 12, whole - 1)).toBe('The supplier may be la…');
  });

  it('breaks lines between words, and long words anywhere', () => {
    expect(letters.lines('The move of the old data', 12, 90, 2)).toEqual(['The move of', 'the old data']);
    expect(letters.lines('Donaudampfschifffahrt', 12, 60, 3).join('')).toBe('Donaudampfschifffahrt');
  });

  it('fits any text into its room', () => {
    const room = 80;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.integer({ min: 1, max: 4 }), (raw, count) => {
        const text = letters.clean(raw);
        expect(text).not.toBe('');
        expect(text).toBe(letters.clean(text));
        expect(letters.widthOf(letters.cut(text, 12, room), 12)).toBeLessThanOrEqual(room + 0.001);
        const lines = letters.lines(text, 12, room, count);
        expect(lines.length).toBeLessThanOrEqual(count);
        for (const line of lines) expect(letters.widthOf(line, 12)).toBeLessThanOrEqual(room + 0.001);
      }),
    );
  });
});
