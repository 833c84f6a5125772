import type { Secret } from './secret.ts';

const maxWords = 300;

/** What must not be read by anybody: the account's own secret, and what looks like any other. */
export interface Hidden {
  secret?: Secret;
  patterns: readonly RegExp[];
}

/** A vendor's own words, on one line, short, without marks and secrets. */
export function vendorWords(words: string, { secret, patterns }: Hidden): string {
  const own = secret?.reveal() ?? '';
  const shown = patterns.reduce(
    (text, pattern) => text.replace(pattern, '[secret]'),
    own === '' ? words : words.replaceAll(own, '[secret]'),
  );
  const line = shown
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > maxWords ? `${line.slice(0, maxWords)}…` : line;
}
