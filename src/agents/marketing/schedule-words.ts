import { writtenMoments, zoneAt } from '../../core/index.ts';
import { withoutQuotes } from './post-text.ts';
import { notRead, placeIn, type QuotedPost, quotedPost } from './quoted-post.ts';

/** A moment stands at the begin; far behind it everything is the post. */
const maxMomentLength = 120;
const between = /^[\s:,;–-]*(?:that\s+)?/i;

/** How long the zone is that a text begins with: `Europe/Berlin`, `in New York`. */
function zoneLength(text: string): number {
  const words = [...text.matchAll(/\S+/g)];
  const first = /^in$/i.test(words[0]?.[0] ?? '') ? 1 : 0;
  const found = zoneAt(
    words.map(([word]) => word.replace(/[:,;]+$/, '')),
    first,
  );
  const last = found && words[first + found.count - 1];
  return last ? last.index + last[0].replace(/[:,;]+$/, '').length : 0;
}

export interface BeginMoment {
  /** As it stands there, with its zone. */
  moment: string;
  /** What stands behind it. */
  rest: string;
  /** It says at what time of the day. */
  hasHour: boolean;
}

/** The words of a moment at the begin of a text, and what stands behind them. */
export function momentAtBegin(words: string): BeginMoment | undefined {
  const text = words.trim().replace(/^(?:it|this|for|on)\s+/i, '');
  const [found] = writtenMoments(text.slice(0, maxMomentLength));
  if (!found || found.index > 0) return undefined;
  const { length } = found.text;
  const zone = zoneLength(text.slice(length, maxMomentLength));
  const rest = text.slice(length + zone);
  return {
    moment: text.slice(0, length + zone),
    // “Tokyo time”, and not “9:00 time flies”.
    rest: zone > 0 ? rest.replace(/^\s+(?:local\s+)?time\b/i, '') : rest,
    hasHour: found.start.isCertain('hour'),
  };
}

/** `“Our shop is open.” tomorrow 9:00, no announcement`: the post, and behind it the moment. */
function scheduledOf(quoted: QuotedPost): Record<string, unknown> {
  const { rest, ...post } = quoted;
  if (rest === '') return post;
  const found = momentAtBegin(rest.replace(/^[\s,;:–-]+(?:at\s+)?/i, ''));
  if (!found) throw notRead(quoted);
  // What is not said before the time may stand behind it.
  const { rest: left, ...more } = placeIn(found.rest);
  if (left !== '') throw notRead({ rest: left });
  return { ...more, ...post, at: found.moment };
}

/** `tomorrow 9:00 Europe/Berlin: Our shop is open.`: the moment, and behind it the post; or the post in quotes first. */
export function postFromWords(words: string): Record<string, unknown> {
  const first = quotedPost(words);
  if (first) return scheduledOf(first);
  const found = momentAtBegin(words);
  if (!found) return { text: withoutQuotes(words) };
  const post = found.rest.replace(between, '');
  const quoted = quotedPost(post);
  if (quoted && quoted.rest !== '') throw notRead(quoted);
  const { rest: _rest, ...read } = quoted ?? { text: withoutQuotes(post), rest: '' };
  return { at: found.moment, ...(post === '' ? {} : read) };
}
