import { writtenMoments, zoneAtEnd } from '../../core/index.ts';

/** A moment stands at the end; far before it everything is the post. */
const maxEndLength = 80;
/** A day or an hour as people say it: not `2.0.1`, which is a version, nor a number. */
const spoken = /[a-z:]|\d{4}-\d{2}-\d{2}/i;
const article = /\b(?:an?|every|my|our|the)$/i;
const before = /(?:^|[\s,;–-]+)(?:(?:on|at|for|by|this|from)\s+)*$/i;

export interface EndMoment {
  /** As it stands there, with its zone. */
  moment: string;
  /** What stands before it. */
  post: string;
  /** It says at what time of the day. */
  hasHour: boolean;
}

/** Without the zone that a text ends with: `tomorrow at 9:00 Europe/Berlin`. */
function withoutZone(text: string): string {
  const words = [...text.matchAll(/\S+/g)];
  const found = zoneAtEnd(words.map(([word]) => word).slice(1));
  const first = found && words[words.length - found.count];
  return first ? text.slice(0, first.index).replace(/[\s,]+(?:in)?\s*$/i, '') : text;
}

/** The words of a day or a time at the end of a post, and the post before them. */
export function momentAtEnd(text: string): EndMoment | undefined {
  const tail = text.slice(-maxEndLength);
  const end = tail.replace(/[\s.!?]+$/, '');
  const zoneless = withoutZone(end);
  const found = writtenMoments(zoneless).at(-1);
  if (!found || found.index + found.text.length < zoneless.trimEnd().length || !spoken.test(found.text))
    return undefined;
  if (!(['weekday', 'day', 'hour'] as const).some((each) => found.start.isCertain(each))) return undefined;
  const lead = before.exec(end.slice(0, found.index))?.[0];
  if (lead === undefined) return undefined;
  const post = text.slice(0, -tail.length) + end.slice(0, found.index - lead.length);
  // “In the sun” is no Sunday.
  if (article.test(post.slice(-maxEndLength))) return undefined;
  return { moment: end.slice(found.index), post, hasHour: found.start.isCertain('hour') };
}
