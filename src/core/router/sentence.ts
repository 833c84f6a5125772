/** What a sentence that names no agent holds: taken by kind, wherever it stands. */

const quote =
  /“([^“”]{1,1000})”|„([^“”„]{1,1000})[“”]|"([^"]{1,1000})"|`([^`]{1,1000})`|(?<![\p{L}\p{N}])['‘]([^'’\n]{2,1000})['’](?![\p{L}\p{N}])/gu;
const name = String.raw`\p{Lu}[\p{L}’'-]*\p{Ll}(?:\s(?:(?:van|von|de|del|da|der|den|la|al)\s)?\p{Lu}[\p{L}’'.-]*){0,2}`;

/** A person's name, as a part of a pattern. */
export const personPattern = name;

/** All texts in quotes. */
export const quotesIn = (text: string): string[] =>
  [...text.matchAll(quote)].map((found) => found.slice(1).find((each) => each !== undefined) ?? '');

/** The text without what stands in quotes. */
export const withoutQuoted = (text: string): string => text.replace(quote, ' ');

/** Behind a number: there is another one. */
const more = String.raw`\s{0,3}(?:,|and\b|&|to\b|-|–)\s{0,3}(?:\w{1,12}\s)?[#!]?\d`;

/**
 * The number that a noun stands before: `risk 4`, `plan no. 3`, `MR !12`; otherwise the only whole number of the sentence that is
 * marked as one. None of several.
 */
export function numberOf(nouns: string, text: string): number | undefined {
  const noun = String.raw`\b(?:${nouns})s?\s{0,3}(?:no\.?|number|nr\.?)?\s{0,3}[#!]?(\d{1,9})(?![\w.])`;
  if (new RegExp(noun + more, 'i').test(text)) return undefined;
  const named = new RegExp(noun, 'i').exec(text)?.[1];
  if (named !== undefined) return Number(named);
  const [only, ...others] = [...text.matchAll(/(?<![\p{L}\p{N}.,:/-])[#!]?(\d{1,9})(?![\p{L}\p{N}]|[.,:/-]\d)/gu)];
  return only && others.length === 0 && /^[#!]/.test(only[0]) ? Number(only[1]) : undefined;
}

export const channelIn = (text: string): string | undefined => /(?<!\S)#(\p{L}[\p{L}\p{N}_-]{0,79})/u.exec(text)?.[1];

export const emailsIn = (text: string): string[] => text.match(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g) ?? [];

/** The first group that a pattern finds, trimmed. */
export const foundIn = (text: string, pattern: RegExp): string | undefined =>
  pattern
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined)
    ?.trim();

/** Fields without those that were not found. */
export const given = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
