export const surenesses = ['high', 'medium', 'low'] as const;
/** How sure it is that a text means this. `low` never takes the place of what somebody wrote. */
export type Sureness = (typeof surenesses)[number];

export interface Reading {
  value: string;
  sure: Sureness;
  /** What in the text says so. */
  why: string;
}

export const reading = (value: string, sure: Sureness, why: string): Reading => ({ value, sure, why });

/** A piece of a text that is spoken for. */
export interface Span {
  start: number;
  end: number;
}

export const isInside = ({ start, end }: Span, spans: readonly Span[]): boolean =>
  spans.some((span) => start < span.end && end > span.start);

/** Widths and forms that mean the same become one, and what is not seen goes: the places of all readings are in this text. */
export const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/<(?:mailto:|tel:)([^|>\s]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]/g, ' ');

/** For comparing: small letters without marks, letters and digits only. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The same as somebody without the letters of a language writes it: `Müller` as `mueller`. */
export const spelledOut = (text: string): string =>
  folded(
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/ä/g, 'ae')
      .replace(/ö/g, 'oe')
      .replace(/ü/g, 'ue')
      .replace(/ø/g, 'oe')
      .replace(/å/g, 'aa'),
  );

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** In Han and Hangul the family name comes first, and nothing stands between. */
export const joinedName = (first: string, last: string): string =>
  /^[\p{Script=Han}\p{Script=Hangul}]+$/u.test(first + last) ? last + first : [first, last].filter(Boolean).join(' ');
