import type { FontWidths } from './font-widths.ts';

/** Vowel signs with a width of their own, and what joins letters to one sign. */
const joined = /\p{Mc}|[\u0e33\u0eb3]|\u094d/u;
const virama = '\u094d';
const ra = '\u0930';
/** How much of a letter's width is left when it is joined to the next: it stands above it, is part of a letter of their own, or loses its stem. */
const shares: readonly (readonly [RegExp, number])[] = [
  [/^[ङछटठडढदह]्/u, 0],
  [/^(?:क्ष|ज्ञ|श्[चनलव])/u, 0.3],
  [/^/u, 0.6],
];
const shareOf = (letters: string): number => shares.find(([pattern]) => pattern.test(letters))?.[1] ?? 1;

/** One sign to the eye that is made of several, side by side. */
export const isJoined = (sign: string): boolean => joined.test(sign);

/** How wide a sign is, in ems: known of letters and vowel signs, and guessed of letters that are joined. */
export function advanceOf(sign: string, { widthOf }: FontWidths): number {
  const letters = [...sign];
  const widths = letters.map((letter, index) => {
    const next = letters[index + 1];
    const width = widthOf(letter.codePointAt(0) ?? 0) ?? 0;
    if (letter === ra && (letters[index - 1] === virama || (next === virama && letters.length > 2))) return 0;
    const isHalf = next === virama && index + 2 < letters.length && letters[index + 2] !== ra;
    return isHalf ? width * shareOf(letters.slice(index).join('')) : width;
  });
  return widths.reduce((sum, each) => sum + each, 0);
}
