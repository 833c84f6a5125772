/** As they are written in English and German, whole or short; the place is the number of the month. */
const names: readonly (readonly string[])[] = [
  ['january', 'januar', 'jänner', 'jan'],
  ['february', 'februar', 'feber', 'feb'],
  ['march', 'märz', 'maerz', 'mar', 'mär', 'mrz'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dezember', 'dec', 'dez'],
];

export const monthPattern = `(?:${names
  .flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|')})(?![\\p{L}])`;

/** 1 to 12; 0 for what is no month. */
export const monthOf = (word: string): number =>
  names.findIndex((written) => written.includes(word.toLowerCase().replace(/\.$/, ''))) + 1;
