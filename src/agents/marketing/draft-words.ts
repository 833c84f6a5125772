import { AppError } from '../../core/index.ts';
import { readBrief } from './brief.ts';
import { type Tone, tones } from './drafts.ts';
import { momentAtEnd } from './moment-at-end.ts';
import { checkIsBrief } from './not-a-draft.ts';
import { withoutQuotes } from './post-text.ts';
import { momentAtBegin } from './schedule-words.ts';
import { takeTone } from './tone-words.ts';

const place = '(?:on|to|for|auf|en|sur|su) (?:X|Twitter)';
/** “Our account on X” is the news itself. */
const placeAtEnd = new RegExp(
  `(?<!\\b(?:accounts?|profiles?|channels?|pages?|presence|followers?))[\\s,]+${place}[\\s.!]*$`,
  'i',
);
const placeAtBegin = new RegExp(`^(?:(?:(?:an?|the) )?(?:post|tweet|something) )?${place}\\b[\\s:,]*`, 'i');
/** What shows that a moment before it says when, and is not how the news begins. */
const opensBrief =
  /^\s*[:,–-]?\s*(?:(?:an? )?(?:post|tweet|something)\s+)?(?:(?:about|that|saying|announcing)\b|(?<=:\s*)\S)/i;

const isThing = (words: string): boolean => readBrief(words).isThing;

/** What of free words is the brief, and what says when the post goes out. */
export interface BriefInWords {
  brief: string;
  at?: string;
  tone?: Tone;
}

function withoutPlace(words: string): string {
  const bare = words.replace(placeAtBegin, '');
  const cut = bare.replace(placeAtEnd, '');
  return cut !== bare && isThing(cut) ? cut : bare;
}

const noTone = (wish: string): AppError =>
  new AppError(
    'input.invalid',
    `A draft takes its words from you, so it cannot be made “${wish}”. It can sound ${tones.join(', ')}: “post a friendly tweet about …”. If “${wish}” belongs to the text, put all of the text in quotes.`,
  );

function withTime(text: string): BriefInWords {
  const begin = momentAtBegin(text);
  if (begin?.hasHour && opensBrief.test(begin.rest))
    return { brief: withoutPlace(begin.rest.replace(/^[\s:,–-]+/, '')), at: begin.moment };
  const end = momentAtEnd(text);
  if (!end) return { brief: withoutPlace(text) };
  // “At 9”: when, and nothing of what.
  if (end.post.trim() === '') return { brief: '', at: end.moment };
  const isBehindPlace = placeAtEnd.test(end.post);
  if (!isBehindPlace && !(end.hasHour && isThing(end.post))) return { brief: withoutPlace(text) };
  const brief = withoutPlace(end.post);
  return { brief: isBehindPlace ? brief.replace(placeAtEnd, '') : brief, at: end.moment };
}

/**
 * `our launch on X tomorrow at 9`: the brief, and when it goes out. The end of a sentence is a part of it (“we open tomorrow at 9”),
 * and so is a day without an hour (“our launch on Friday”), unless “on X” stands before it.
 */
export function briefOfWords(words: string): BriefInWords {
  const text = withoutQuotes(words);
  if (text !== words.trim()) return { brief: text };
  checkIsBrief(text);
  const { words: told, tone, unknown } = takeTone(text);
  if (unknown !== undefined) throw noTone(unknown);
  return { ...withTime(told), ...(tone === undefined ? {} : { tone }) };
}
