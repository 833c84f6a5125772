import { advanceOf, isJoined } from './advance.ts';
import { type Font, familyOf, mainFont } from './fonts.ts';
import { boldRoom } from './look.ts';

interface Run {
  font: Font;
  text: string;
  /** In ems of regular letters. */
  advance: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const hasAll = ({ widths }: Font, text: string): boolean =>
  [...text].every((each) => widths.has(each.codePointAt(0) ?? 0));
const isLetter = /^\p{L}/u;

/** What stands between letters goes with those before it, so that a blank does not part words that are written to the left. */
function fontOf(sign: string, fonts: readonly Font[], last: Font | undefined): Font {
  if (last && !isLetter.test(sign) && hasAll(last, sign)) return last;
  const family = familyOf(sign, fonts);
  return fonts.find((font) => font.family === family) ?? last ?? mainFont;
}

function runsOf(text: string, fonts: readonly Font[]): Run[] {
  const runs: Run[] = [];
  let isEnd = true;
  for (const { segment } of segmenter.segment(text)) {
    const last = runs.at(-1);
    const font = fontOf(segment, fonts, last?.font);
    const advance = advanceOf(segment, font.widths);
    if (last && last.font === font && !isEnd) {
      last.text += segment;
      last.advance += advance;
    } else runs.push({ font, text: segment, advance });
    // The drawer gives joined signs the width of the widest only: what follows would be drawn over them.
    isEnd = isJoined(segment);
  }
  return runs;
}

const decode = (xml: string): string =>
  xml.replace(/&(lt|gt|quot|#39|amp);/g, (_whole, name: string) => names[name] ?? '');
const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
const encode = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function spans(runs: readonly Run[], size: number, isBold: boolean): string {
  let x = 0;
  return runs
    .map(({ font, text, advance }) => {
      const span = `<tspan x="${x.toFixed(2)}" font-family="${font.family}">${encode(text)}</tspan>`;
      x += (advance * size) / (isBold && font.files.length > 1 ? boldRoom : 1);
      return span;
    })
    .join('');
}

function drawnText(start: string, xml: string, fonts: readonly Font[]): string {
  const text = decode(xml);
  const signs = [...segmenter.segment(text)].map(({ segment }) => segment);
  const [only] = signs.some(isJoined) ? [] : fonts.filter((font) => hasAll(font, text));
  if (only === mainFont) return `${start}${xml}`;
  if (only) return `${start}<tspan font-family="${only.family}">${xml}</tspan>`;
  const size = Number(/font-size:([\d.]+)px/.exec(start)?.[1]);
  const isPlaced = /text-anchor="(?:middle|end)"| x="/.test(start);
  if (isPlaced || Number.isNaN(size)) return `${start}${xml}`;
  return `${start}${spans(runsOf(text, fonts), size, start.includes('font-weight:600'))}`;
}

/**
 * Gives each part of each text its font and its place. Left to itself, the drawer finds a second font only as long as both make the
 * same number of signs of a text, and else draws boxes, or nothing.
 */
export const withFontRuns = (svg: string, fonts: readonly Font[]): string =>
  svg.replace(
    /(<text\b[^>]*>)([^<]*)(?=<\/text>)/g,
    (_whole, start: string, xml: string) => `${drawnText(start, xml, fonts)}`,
  );
