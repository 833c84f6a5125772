import type { FontWidths } from './font-widths.ts';

/** Sizes texts as they will be drawn, in regular letters. */
export interface Lettering {
  widthOf(text: string, size: number): number;
  /** One line of it, with an ellipsis where it is longer than that. */
  cut(text: string, size: number, room: number): string;
  /** At most `count` lines, broken between words where it can. */
  lines(text: string, size: number, room: number, count: number): string[];
  /** What can be drawn of a text that comes from outside: not emoji, and an ellipsis for words in letters that no font here has. */
  clean(text: string): string;
  /** It has letters that no font here has. */
  omits(text: string): boolean;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
/** Characters that are drawn about as wide as high. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{20000}-\u{3fffd}]/u;
// Controls are no XML, and marks that turn the direction of writing would reach into other texts.
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Emoji and other signs: without them the words beside them stay readable. */
const unwritten = /\p{Emoji_Presentation}|\ufe0f|\u20e3|^[\p{M}\p{S}]/u;
/** Signs that people write in plans, and that few fonts have. */
const spelled: Readonly<Record<string, string>> = {
  '→': '->',
  '⇒': '=>',
  '➔': '->',
  '←': '<-',
  '↔': '<->',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '≈': '~',
  '−': '-',
};
const mark = /\p{M}|[\u200c-\u200f]/u;
/** Written from right to left: so is the sign that something is left out, on their left. */
const toTheLeft = /[\p{Script=Arabic}\p{Script=Hebrew}][^\p{L}]*$/u;
const leftward = '\u200f';
const omission = '…';
const omissions = /…(?:[ …]*…)?/g;
/** In one line, and in one spelling of each letter: a Mac writes Korean in parts of syllables. */
const plain = (text: string): string => text.normalize('NFC').toWellFormed().replace(/\s+/g, ' ').replace(unseen, '');
const substituteOf = (grapheme: string): string => spelled[grapheme] ?? (unwritten.test(grapheme) ? '' : omission);
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
  const cut = (text: string, size: number, room: number): string => {
    if (widthOf(text, size) <= room) return text;
    const start = fitting(text, size, room - widthOf(omission, size)).trimEnd();
    return `${start}${omission}${toTheLeft.test(start) ? leftward : ''}`;
  };

  /** Up to the last blank that has room; a word that is longer than a line is broken. */
  const firstLine = (text: string, size: number, room: number): string => {
    const start = fitting(text, size, room);
    if (start.length === text.length || text.charAt(start.length) === ' ') return start;
    const blank = start.lastIndexOf(' ');
    return blank > start.length / 3 ? start.slice(0, blank) : start;
  };

  const has = (grapheme: string): boolean => font.has(grapheme.codePointAt(0) ?? 0);
  const drawnOf = (grapheme: string): string => (has(grapheme) ? grapheme : substituteOf(grapheme));

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
      const drawn = graphemes(plain(text.slice(0, maxLength))).map(drawnOf);
      return drawn.join('').replace(omissions, omission).replace(/ {2,}/g, ' ').trim() || '–';
    },
    omits: (text) => graphemes(plain(text)).some((each) => drawnOf(each) === omission && each !== omission),
  };
}
