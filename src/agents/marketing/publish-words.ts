import { AppError } from '../../core/index.ts';
import { momentAtEnd } from './moment-at-end.ts';
import { checkIsPost } from './not-a-draft.ts';
import { withoutQuotes } from './post-text.ts';

const excerptLength = 120;

const cut = (text: string): string => (text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text);

/** `“Our shop is open.”`. A time at its end may belong to the post or say when: who wrote it is asked. */
export function postOfWords(words: string): { text: string } {
  const text = withoutQuotes(words);
  const isQuoted = text !== words.trim();
  if (!isQuoted) checkIsPost(text);
  const found = isQuoted ? undefined : momentAtEnd(text);
  if (!found) return { text };
  const { moment, post } = found;
  throw new AppError(
    'input.invalid',
    `“${moment}” at the end reads as a time, and publishing is at once. To post later, write: post schedule ${moment}: ${cut(post) || '…'}. If it belongs to the post, put all of the post in quotes.`,
    { fields: { text: 'ends with a time' } },
  );
}
