import { describe, expect, it } from 'vitest';
import { drawPng, drawSvg } from '../../../src/services/pictures/draw.ts';
import { bands } from '../../../src/services/pictures/look.ts';
import { heatMap, point, several } from './samples.ts';

const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text.trim());
const textsOf = (picture: Parameters<typeof drawSvg>[0]): string[] => textsIn(drawSvg(picture));

/** How bright a colour is, from 0 to 1, as in grey. */
function brightnessOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2;
}

describe('a heat map of a register', () => {
  it('counts the risks of each band, explains the colours, and heads the titles with their bands', () => {
    const texts = textsOf(
      heatMap([point('Late', { probability: 4, impact: 4 }), point('Rain'), point('Snow', { impact: 2 })]),
    );
    expect(texts).toContain('3 risks: 1 very high, 2 moderate');
    expect(texts.filter((text) => text === 'Very high 16–25')).toHaveLength(2);
    expect(texts.filter((text) => text === 'Moderate 5–9')).toHaveLength(2);
    expect(texts.filter((text) => text === 'Low 1–4')).toHaveLength(1);
  });

  it.each([1, 5, 25, 60])('lists the titles of all %i risks', (count) => {
    const texts = textsOf(heatMap(several(count, (index) => point(`Risk ${index}`, { impact: 1 + (index % 5) }))));
    expect(several(count, (index) => `Risk ${index}`).filter((title) => !texts.includes(title))).toEqual([]);
    expect(texts.some((text) => / more$/.test(text))).toBe(false);
  });

  it.each([9, 12, 40])('heads each band once where %i titles go on in other columns', (count) => {
    const long = 'The supplier of the sensors for the cold store may deliver late';
    const texts = textsOf(heatMap(several(count, (index) => point(`${long} ${index}`, { probability: 2 }))));
    // The other one explains the colours.
    expect(texts.filter((text) => text === 'Moderate 5–9')).toHaveLength(2);
  });

  it('says how many titles it left out', () => {
    expect(textsOf(heatMap(several(75, (index) => point(`Risk ${index}`))))).toContain('and 15 more');
  });

  it.each([
    ['a short title', 'Late', 'Late (plan 12)'],
    ['a title of one line', 'No task has an owner', '(plan 12)'],
    ['a title of many lines', 'The supplier may be late '.repeat(9), /… \(plan 12\)$/],
    ['a title in one long word', 'Donaudampfschifffahrt'.repeat(9), /… \(plan 12\)$/],
    ['a Chinese title', '供应商可能会延迟交货'.repeat(9), /… \(plan 12\)$/],
  ])('names the plan behind %s, uncut', (_what, label, shown) => {
    const texts = textsOf(heatMap([point(label, { group: 'plan 12' }), point('Rain')]));
    expect(texts.filter((text) => (typeof shown === 'string' ? text === shown : shown.test(text)))).toHaveLength(1);
  });

  it('keeps its colours apart in grey, each darker than the one before it', () => {
    const brightness = bands.map(({ fill }) => brightnessOf(fill));
    for (const [index, value] of brightness.slice(1).entries())
      expect(value).toBeLessThan((brightness[index] ?? 0) - 0.08);
  });

  it('stays of a size that can be sent', () => {
    const png = drawPng(heatMap(several(200, (index) => point('word '.repeat(60), { impact: 1 + (index % 5) }))));
    expect(png.readUInt32BE(16) * png.readUInt32BE(20)).toBeLessThan(8_100_000);
  });
});
