import type { FontWidths } from './font-widths.ts';

/** Sizes texts as they will be drawn, in regular letters. */
export interface Lettering {
  widthOf(text: string, size: number): number;
  /** One line of it, with an ellipsis where it is longer than that. */
  cut(text: string, size: number, room: number): string;
  /** At most `count` lines, broken between words where it can. */
  lines(text: string, size: number, room: number, count: number): string[];
  /** What can be drawn of a text that comes from outside. */
  clean(text: string): string;
  /** The shipped font has all of its characters. */
  covers(text: string): boolean;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
/** Characters that are drawn about as wide as high. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{20000}-\u{3fffd}]/u;
// Controls are no XML, and marks that turn the direction of writing would reach into other texts.
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const coloured = /\p{Emoji_Presentation}|\ufe0f|\u20e3/u;
const mark = /\p{M}|\u200c|\u200d/u;
/** What one label may have: more is never seen. */
const maxLength = 300;

export function createLettering(font: FontWidths): Lettering {
  const emOf = (character: string): number => {
    const codePoint = character.codePointAt(0) ?? 0;
    const known = font.widthOf(codePoint);
    if (known !== undefined) return known;
    if (mark.test(character)) return 0;
    return wide.test(character) ? 1 : 0.62;
  };
  const widthOf = (text: string, size: number): number =>
    [...text].reduce((sum, character) => sum + emOf(character), 0) * size;

  /** As much of the beginning as has room. */
  const fitting = (text: string, size: number, room: number): string => {
    let taken = '';
    let left = room;
    for (const each of graphemes(text)) {
      left -= widthOf(each, size);
      if (left < 0) break;
      taken += each;
    }
    return taken;
  };
  const cut = (text: string, size: number, room: number): string =>
    widthOf(text, size) <= room ? text : `${fitting(text, size, room - widthOf('…', size)).trimEnd()}…`;

  /** Up to the last blank that has room; a word that is longer than a line is broken. */
  const firstLine = (text: string, size: number, room: number): string => {
    const start = fitting(text, size, room);
    if (start.length === text.length || text.charAt(start.length) === ' ') return start;
    const blank = start.lastIndexOf(' ');
    return blank > start.length / 3 ? start.slice(0, blank) : start;
  };

  return {
    widthOf,
    cut,
    lines(text, size, room, count) {
      const lines: string[] = [];
      let left = text;
      while (lines.length < count - 1 && widthOf(left, size) > room) {
        const line = firstLine(left, size, room) || (graphemes(left)[0] ?? '');
        lines.push(line.trimEnd());
        left = left.slice(line.length).trimStart();
      }
      return [...lines, cut(left, size, room)];
    },
    clean(text) {
      const plain = text.slice(0, maxLength).toWellFormed().replace(/\s+/g, ' ').replace(unseen, '');
      // No font here draws emoji: without them the words beside them stay readable.
      const drawn = graphemes(plain).filter((each) => !coloured.test(each) || font.has(each.codePointAt(0) ?? 0));
      return drawn.join('').replace(/ {2,}/g, ' ').trim() || '–';
    },
    covers: (text) => [...text].every((each) => font.has(each.codePointAt(0) ?? 0)),
  };
}
