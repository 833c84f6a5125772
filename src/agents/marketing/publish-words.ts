import { en } from 'chrono-node';
import { AppError, zoneAtEnd } from '../../core/index.ts';
import { withoutQuotes } from './post-text.ts';

/** A moment stands at the end; far before it everything is the post. */
const maxEndLength = 80;
const excerptLength = 120;
/** A day or an hour as people say it: not `2.0.1`, which is a version, nor a number. */
const spoken = /[a-z:]|\d{4}-\d{2}-\d{2}/i;
const article = /\b(?:an?|every|my|our|the)$/i;
const before = /(?:^|[\s,;–-]+)(?:(?:on|at|for|by|this|from)\s+)*$/i;

/** Without the zone that a text ends with: `tomorrow at 9:00 Europe/Berlin`. */
function withoutZone(text: string): string {
  const words = [...text.matchAll(/\S+/g)];
  const found = zoneAtEnd(words.map(([word]) => word).slice(1));
  const first = found && words[words.length - found.count];
  return first ? text.slice(0, first.index).replace(/[\s,]+(?:in)?\s*$/i, '') : text;
}

/** The words of a day or a time at the end of a post, and the post before them. */
function momentAtEnd(text: string): { moment: string; post: string } | undefined {
  const tail = text.slice(-maxEndLength);
  const end = tail.replace(/[\s.!?]+$/, '');
  const zoneless = withoutZone(end);
  const found = en.parse(zoneless).at(-1);
  if (!found || found.index + found.text.length < zoneless.trimEnd().length || !spoken.test(found.text))
    return undefined;
  if (!(['weekday', 'day', 'hour'] as const).some((each) => found.start.isCertain(each))) return undefined;
  const lead = before.exec(end.slice(0, found.index))?.[0];
  if (lead === undefined) return undefined;
  const post = text.slice(0, -tail.length) + end.slice(0, found.index - lead.length);
  // “In the sun” is no Sunday.
  return article.test(post.slice(-maxEndLength)) ? undefined : { moment: end.slice(found.index), post };
}

const cut = (text: string): string => (text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text);

/** `“Our shop is open.”`. A time at its end may belong to the post or say when: who wrote it is asked. */
export function postOfWords(words: string): { text: string } {
  const text = withoutQuotes(words);
  const found = text === words.trim() ? momentAtEnd(text) : undefined;
  if (!found) return { text };
  const { moment, post } = found;
  throw new AppError(
    'input.invalid',
    `“${moment}” at the end reads as a time, and publishing is at once. To post later, write: post schedule ${moment}: ${cut(post) || '…'}. If it belongs to the post, put all of the post in quotes.`,
    { fields: { text: 'ends with a time' } },
  );
}
