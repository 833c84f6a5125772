import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { advanceOf, isJoined } from '../../../src/services/pictures/advance.ts';
import { withFontFiles } from '../../../src/services/pictures/font-files.ts';
import { withFontRuns } from '../../../src/services/pictures/font-runs.ts';
import { familyOf, fontsFor, mainFont, widthsOf } from '../../../src/services/pictures/fonts.ts';
import { unpackWoff2 } from '../../../src/services/pictures/woff2.ts';

const familiesFor = (text: string): string[] => fontsFor(text).map(({ family }) => family);
const drawn = (text: string, more = ''): string =>
  withFontRuns(`<text${more} style="font-size:10px">${text}</text>`, fontsFor(text));

describe('a font', () => {
  it.each<[string, string, string[]]>([
    ['Latin, Greek, Cyrillic, Hindi', 'Zoë Ω Ж योजना', []],
    ['Chinese', '需求', ['Source Han Sans CN']],
    ['Japanese', 'ショップの、', ['Source Han Sans CN']],
    ['Korean', '계획', ['Source Han Sans KR']],
    ['Arabic', 'تخطيط', ['Noto Sans Arabic']],
    ['Hebrew', 'תכנון', ['Noto Sans Hebrew']],
    ['Thai', 'แผน', ['Noto Sans Thai']],
    ['several', '需 계', ['Source Han Sans CN', 'Source Han Sans KR']],
  ])('is read for %s only when it is needed', (_what, text, more) => {
    expect(familiesFor(text)).toEqual(['Noto Sans', ...more]);
  });

  it('has all of Han as China, Taiwan and Japan write it, and every Korean syllable', () => {
    const fonts = fontsFor('需계');
    const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const missing = [...all(0x4e00, 0x9fa5), ...all(0xac00, 0xd7a3), ...all(0x3041, 0x3096), ...all(0x30a1, 0x30fa)]
      .map((each) => String.fromCodePoint(each))
      .filter((each) => familyOf(each, fonts) === undefined);
    expect(missing).toEqual([]);
    expect(widthsOf(fonts).widthOf('需'.codePointAt(0) ?? 0)).toBe(1);
  });

  it('that is packed lies in a file only while it is read', () => {
    const fonts = fontsFor('需');
    const seen: string[] = [];
    const note = (files: string[]): void => {
      expect(files.every((file) => existsSync(file))).toBe(true);
      seen.push(dirname(files.at(-1) ?? ''));
    };
    withFontFiles(fonts, note);
    const broken = (files: string[]): void => {
      note(files);
      throw new Error('ours');
    };
    expect(() => withFontFiles(fonts, broken)).toThrow('ours');
    expect(new Set(seen).size).toBe(2);
    expect(seen.filter((folder) => existsSync(folder))).toEqual([]);
  });

  it('of another kind is refused', () => {
    expect(() => unpackWoff2(Buffer.alloc(64))).toThrow('no WOFF2 file');
  });
});

describe('the parts of a text', () => {
  it('stay one where one font has all', () => {
    expect(drawn('Shop &amp; Ω')).toBe('<text style="font-size:10px">Shop &amp; Ω</text>');
    expect(drawn('1 تخطيط')).toContain('><tspan font-family="Noto Sans Arabic">1 تخطيط</tspan><');
  });

  it('stand behind each other, each in its font', () => {
    expect(drawn('需求 a &lt; b')).toBe(
      '<text style="font-size:10px"><tspan x="0.00" font-family="Source Han Sans CN">需求</tspan><tspan x="20.00" font-family="Noto Sans"> a &lt; b</tspan></text>',
    );
  });

  it('are left alone where somebody has placed the text by its middle or end', () => {
    expect(drawn('需 a', ' text-anchor="middle"')).not.toContain('tspan');
  });
});

describe('signs of several letters', () => {
  const { widths } = mainFont;
  const widthOf = (text: string): number =>
    [...text].reduce((sum, each) => sum + (widths.widthOf(each.codePointAt(0) ?? 0) ?? 0), 0);
  it.each<[string, string, (width: number) => void]>([
    ['a vowel sign beside its letter', 'यो', (width) => expect(width).toBeCloseTo(widthOf('यो'))],
    ['letters side by side', 'म्प', (width) => expect(width).toBeGreaterThan(widthOf('प'))],
    ['letters below each other', 'द्ध', (width) => expect(width).toBeCloseTo(widthOf('ध'))],
    ['a letter that became a mark', 'क्र', (width) => expect(width).toBeCloseTo(widthOf('क'))],
  ])('are as wide as %s', (_what, sign, check) => {
    expect(isJoined(sign)).toBe(true);
    check(advanceOf(sign, widths));
  });
});
