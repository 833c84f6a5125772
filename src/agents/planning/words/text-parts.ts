/** A text without some of its parts, and without what they leave behind. */
export const without = (text: string, parts: readonly { from: number; to: number }[]): string =>
  parts
    .toSorted((a, b) => b.from - a.from)
    .reduce((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, text)
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+([,.;!?])/g, '$1')
    .replace(/([,;])(?:\s*[,;])+/g, '$1')
    .replace(/[,;]\s*([.!?]|$)/gm, '$1')
    .replace(/[ \t]+/g, ' ')
    .trim();

const lengthWords =
  /(?:\s+(?:for|within|takes?|lasts?|lasting|needs?|during|about|around|of|each|für|dauert|braucht|durante|pendant|en|dans|por|per|tra|(?<!\b(?:log|sign|check|hand|opt|move|fill|bring|phase|settle)\s)in|(?<!\b(?:hand|roll|take|cut|switch|go|turn|carry)\s)over|with|by))+$/iu;
/** What is left of “for five days” when the days are taken off. */
export const withoutClosers = (text: string): string => text.trim().replace(lengthWords, '');
