/** What is made at GitLab carries the effect's id, so that it can be found again after a crash. */
export const markOf = (effect: string): string => `Adjutant-Effect: ${effect}`;

/** A line of its own: somebody who quotes the mark has not made the thing. */
export const hasMark = (text: string, effect: string): boolean =>
  text.split('\n').some((line) => line.trim() === markOf(effect));

const maxSlugLength = 40;

/** A title as the readable end of a branch name. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxSlugLength)
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'change' : words;
}
