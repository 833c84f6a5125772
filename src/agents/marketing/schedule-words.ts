import { writtenMoments, zoneAt } from '../../core/index.ts';
import { withoutQuotes } from './post-text.ts';

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
  const end = length + zoneLength(text.slice(length, maxMomentLength));
  return { moment: text.slice(0, end), rest: text.slice(end), hasHour: found.start.isCertain('hour') };
}

/** `tomorrow 9:00 Europe/Berlin: Our shop is open.`: the moment, and behind it the post. */
export function postFromWords(words: string): Record<string, unknown> {
  const found = momentAtBegin(words);
  if (!found) return { text: withoutQuotes(words) };
  const post = found.rest.replace(between, '');
  return { at: found.moment, ...(post === '' ? {} : { text: withoutQuotes(post) }) };
}
