/** A terminal obeys control characters: what comes from outside must not move its cursor or change its title. */
export const plain = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, '');

/** The same for programs, to whom nothing may be lost: control characters as JSON writes them. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(
    /(?!\n)\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
