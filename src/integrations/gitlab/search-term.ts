/** GitLab reads these as filters, wherever they stand. */
const isFilter = (word: string): boolean => /^-?(?:filename|path|extension|blob):/i.test(word);

/**
 * The longest piece of the text that GitLab's code search takes as it is: it looks at single lines, joins runs of blanks
 * to one, and takes some words for filters. A file with the whole text also has this piece.
 */
export function searchTermOf(text: string): string {
  const pieces = text.split(/[\r\n\t]|\s{2,}/).flatMap((line) => {
    const parts: string[][] = [[]];
    for (const word of line.split(' ')) {
      if (isFilter(word)) parts.push([]);
      else parts.at(-1)?.push(word);
    }
    return parts.map((words) => words.join(' ').trim());
  });
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}
