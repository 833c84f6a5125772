import { distance } from 'fastest-levenshtein';
import { quoted } from '../words/quote.ts';

interface Named {
  code: string;
  name: string;
}

const plain = (text: string): string =>
  text
    .replace(/^["'“”‘’„«»]+|["'“”‘’„«»]+$/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const isClose = (one: string, other: string): boolean =>
  distance(one, other) <= Math.max(1, Math.floor(other.length / 2.5));

/** The name that somebody may have mistyped. */
export const nearestName = <T extends Named>(tasks: readonly T[], words: string): T | undefined =>
  tasks.find(({ name }) => isClose(plain(words), plain(name)));

/** What fits the words best: a code, a whole name, how it begins, a part of it. More than one means that it is not clear. */
function fitting<T extends Named>(tasks: readonly T[], words: string): readonly T[] {
  const wanted = plain(words);
  if (wanted === '') return [];
  const ways: ((task: T) => boolean)[] = [
    ({ code }) => code.toLowerCase() === wanted.replace(/^#/, ''),
    ({ name }) => plain(name) === wanted,
    ({ name }) => plain(name).startsWith(`${wanted} `),
    ({ name }) => plain(name).startsWith(wanted),
    ({ name }) => ` ${plain(name)} `.includes(` ${wanted} `),
  ];
  for (const fits of ways) {
    const found = tasks.filter(fits);
    if (found.length > 0) return found;
  }
  return [];
}

/** The task that words mean, or what is wrong with them. */
export function findTask<T extends Named>(tasks: readonly T[], words: string): T | string {
  const [task, ...others] = fitting(tasks, words);
  const asked = quoted(words);
  if (task && others.length === 0) return task;
  if (task) {
    const names = [task, ...others].slice(0, 3).map(({ code, name }) => `${code} ${name}`);
    return `${asked} may mean ${names.join(' or ')}: write the number`;
  }
  const near = nearestName(tasks, words);
  return `there is no task ${asked}${near ? `; did you mean “${near.name}”?` : '. Write its name or number as in the list'}`;
}
