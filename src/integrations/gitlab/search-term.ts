/** GitLab reads these as filters, wherever they stand. */
const isFilter = (word: string): boolean => /^-?(?:filename|path|extension|blob):/i.test(word);

/** What GitLab takes for abuse it answers with nothing found, as if there were nothing. */
const minLength = 2;
const maxWordLength = 100;
const maxWords = 64;
const stopWords = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

function isSearchable(term: string): boolean {
  const words = term.split(' ');
  return (
    term.length >= minLength &&
    !stopWords.has(term.toLowerCase()) &&
    words.length <= maxWords &&
    words.every((word) => word.length <= maxWordLength)
  );
}

/**
 * The longest piece of the text that GitLab's code search takes as it is: it looks at single lines, joins runs of blanks
 * to one, takes some words for filters and a bar for an “or”. A file with the whole text also has this piece. Nothing when it takes none.
 */
export function searchTermOf(text: string): string | undefined {
  const pieces = text.split(/[\r\n\t|]|\s{2,}/).flatMap((line) => {
    const parts: string[][] = [[]];
    for (const word of line.split(' ')) {
      if (isFilter(word)) parts.push([]);
      else parts.at(-1)?.push(word);
    }
    return parts.map((words) => words.join(' ').trim());
  });
  return pieces.filter(isSearchable).sort((a, b) => b.length - a.length)[0];
}
