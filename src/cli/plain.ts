/** A terminal obeys these: what comes from outside must not move its cursor, change its title, or turn the order of letters. */
export const plain = (text: string): string => text.replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '');

/** The same for programs, to whom nothing may be lost: control characters as JSON writes them. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(
    /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
