import { AppError } from '../../core/index.ts';
import { readBrief } from './brief.ts';
import { takeOrder, type Wishes } from './draft-wishes.ts';
import { tones } from './drafts.ts';
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

/** `draft "We ship."`, `write a tweet saying “We ship.”`: an order before a text in quotes. */
const orderBeforeQuote =
  /^(?:please\s{1,3})?(?:(?:draft|write|create|make|prepare|compose)(?:\s{1,3}(?:me|us))?(?:\s{1,3}(?:an?|the|one))?(?:\s{1,3}(?:post|tweet))?|(?:tweet|post)(?:\s{1,3}this)?)?(?:\s{0,3}(?:for|on)\s{1,3}(?:X|Twitter))?(?:\s{0,3}(?:saying|that says|with the text|with))?\s{0,3}:?\s{0,3}(?=["“„'‘«])/i;
/** `draft We ship`, `draft: we ship`, and no “draft beer”. */
const bareOrder =
  /^(?:[Pp]lease\s+)?draft(?:\s{0,3}:\s{0,3}|\s{1,3}(?=\p{Lu}|\S+$|(?:we|our|the|an?|about|that|this|it)\s))/u;
const politeEnd = /\s{0,3},\s{0,3}please[\s.!]{0,9}$/i;

const withoutOrder = (words: string): string => {
  const left = words.replace(bareOrder, '');
  return left === words ? words : left.replace(politeEnd, '');
};

/** What of free words is the brief, and what says when the post goes out. */
export interface BriefInWords extends Wishes {
  brief: string;
  at?: string;
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
  const said = words.trim().replace(orderBeforeQuote, '');
  const quoted = withoutQuotes(said);
  if (quoted !== said) return { brief: quoted };
  const text = withoutOrder(words.trim());
  checkIsBrief(text);
  const { words: told, tone, unknown } = takeTone(text);
  if (unknown !== undefined) throw noTone(unknown);
  const { brief, wishes } = takeOrder(told);
  return { ...withTime(brief), ...wishes, ...(tone === undefined ? {} : { tone }) };
}
