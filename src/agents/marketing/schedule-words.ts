import { en } from 'chrono-node';
import { zoneAt } from '../../core/index.ts';
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

/** `tomorrow 9:00 Europe/Berlin: Our shop is open.`: the moment, and behind it the post. */
export function postFromWords(words: string): Record<string, unknown> {
  const text = words.trim().replace(/^(?:it|this|for|on)\s+/i, '');
  const [found] = en.parse(text.slice(0, maxMomentLength));
  if (!found || found.index > 0) return { text: withoutQuotes(words) };
  const { length } = found.text;
  const end = length + zoneLength(text.slice(length, maxMomentLength));
  const post = text.slice(end).replace(between, '');
  return { at: text.slice(0, end), ...(post === '' ? {} : { text: withoutQuotes(post) }) };
}
