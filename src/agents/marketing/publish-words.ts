import { AppError } from '../../core/index.ts';
import { momentAtEnd } from './moment-at-end.ts';
import { checkIsPost } from './not-a-draft.ts';
import { withoutQuotes } from './post-text.ts';
import { notRead, type QuotedPost, quotedPost } from './quoted-post.ts';
import { momentAtBegin } from './schedule-words.ts';

const excerptLength = 120;

const cut = (text: string): string => (text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text);

interface PostInWords {
  text: string;
  channel?: string;
}

function ofQuoted({ rest, ...post }: QuotedPost): PostInWords {
  if (rest === '') return post;
  const time = momentAtBegin(rest.replace(/^[\s,;]+/, ''));
  if (!time) throw notRead({ rest });
  throw new AppError(
    'input.invalid',
    `“${time.moment}” behind the text reads as a time, and publishing is at once. To post later, write: post schedule ${time.moment}: “${cut(post.text)}”`,
    { fields: { text: 'is followed by a time' } },
  );
}

/**
 * `“Our shop is open.” in #general`. A time at the end of what is not in quotes may belong to the post or say when: who wrote it
 * is asked.
 */
export function postOfWords(words: string): PostInWords {
  const text = withoutQuotes(words);
  const quoted = text === words.trim() ? quotedPost(words) : undefined;
  if (quoted) return ofQuoted(quoted);
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
