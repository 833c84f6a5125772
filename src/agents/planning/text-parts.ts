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
