import { Temporal } from 'temporal-polyfill';
import { findDate, type Language, todayOf } from './dates.ts';
import { monthPattern } from './months.ts';
import { readSpan } from './time-spans.ts';

const beginWords =
  '(?:start(?:s|ing)?|begin(?:s|ning)?|kick(?:s|ing)?[- ]off|from|as of|no earlier than|not before|after)(?: on| in| at| from)?';
const endWords =
  '(?:no later than|not later than|at the latest(?: by| on)?|due(?: on| by| in)?|deadline(?: is| of)?:?|(?:to be )?(?:done|ready|finished) (?:by|on|in|for)|by|until|till|before|within|over|in|on|at|for|to|end(?:s|ing)(?: on| by)?)';
const beginGerman =
  '(?:ab(?: dem)?|vom|frühestens(?: am)?|beginnend(?: am| ab)?|start(?:et)? am|beginn(?:t)?:?(?: am)?)';
const endGerman =
  '(?:bis(?: spätestens)?(?: zum| zur| am)?|spätestens(?: am| bis(?: zum)?)?|vor dem|am|zum|fertig am|frist:?|innerhalb von|binnen)';

const keyword = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${words}\\s+(?:the next\\s+)?`, 'giu');
const begins: readonly [RegExp, Language][] = [
  [keyword(beginWords), 'en'],
  [keyword(beginGerman), 'de'],
];
const ends: readonly [RegExp, Language][] = [
  [keyword(endWords), 'en'],
  [keyword(endGerman), 'de'],
];

/** A day that a goal names. */
export interface Found {
  date: string;
  from: number;
  to: number;
  isVague: boolean;
  isTold: boolean;
  words: string;
}
type Read = Pick<Found, 'date' | 'to' | 'isVague' | 'isTold'> | undefined;

const maxTail = 60;

/** A day right behind one of the words that announce it. */
function behind(
  text: string,
  keywords: readonly (readonly [RegExp, Language])[],
  read: (tail: string, word: string, language: Language, before: string) => Read,
): Found[] {
  const all = keywords.flatMap(([words, language]) =>
    [...text.matchAll(words)].flatMap((word) => {
      const at = word.index + word[0].length;
      const found = read(text.slice(at, at + maxTail), word[0], language, text.slice(0, word.index));
      return found
        ? [{ ...found, from: word.index, to: at + found.to, words: text.slice(word.index, at + found.to) }]
        : [];
    }),
  );
  // `not before May 3` and `before May 3` name one day: the longer words say what is meant.
  const isInside = (one: Found) =>
    all.some(
      (other) => other !== one && other.from <= one.from && other.to >= one.to && other.words.length > one.words.length,
    );
  return all.filter((one) => !isInside(one)).toSorted((a, b) => a.from - b.from);
}

const shortDotted = /^\d+\.\s?\d+\.$/;
/** `from 3.12. to 4.0` speaks of versions; `by 3.12.` of a day. */
const mayBeVersion = /^(?:from|to|in|at|for|over|as of|after)\b/i;

const readDay = (now: Date, tail: string, word: string, language: Language): Read => {
  const day = findDate(tail, now, language);
  if (day && shortDotted.test(day.text) && mayBeVersion.test(word)) return undefined;
  if (!day || day.index > 4 || !/^(?:the |dem |den )?$/i.test(tail.slice(0, day.index))) return undefined;
  return { date: day.date, to: day.index + day.text.length, isVague: day.isVague, isTold: day.isTold };
};

/** “for three weeks” says how long something lasts, and no day. */
const countsTime = /^(?:in|within|over|by|innerhalb von|binnen)\b/i;

/** `build by Ben in 2 weeks`: how long he takes. */
const doer = /\bby\s+@?\p{Lu}\p{L}+\s*$/u;

/** The day before one that nobody may reach. */
export function adjusted({ date, words, isVague }: Found): string {
  if (!/^(?:before|vor dem)\b/i.test(words) || /christmas|weihnachten/i.test(words)) return date;
  const day = Temporal.PlainDate.from(date);
  return (isVague ? day.with({ day: 1 }) : day).subtract({ days: 1 }).toString();
}

/** A goal with more of them is a calendar. */
const maxPlain = 40;
const plainDay = new RegExp(
  `\\d.*${monthPattern}|(?<!\\p{L})${monthPattern}.*\\d|20\\d\\d|^(?:next|this) (?:week|month|year|quarter)$`,
  'iu',
);

/** Days that stand alone: `launch party 31 March`. */
function plainDays(text: string, now: Date): Found[] {
  const found: Found[] = [];
  let from = 0;
  for (let looked = 0; looked < maxPlain; looked += 1) {
    const day = findDate(text.slice(from), now);
    if (!day) break;
    const at = from + day.index;
    const to = at + Math.max(day.text.length, 1);
    if (
      plainDay.test(day.text) &&
      (!day.isVague || /20\d\d/.test(day.text)) &&
      !shortDotted.test(day.text) &&
      !/\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/i.test(day.text.replace(/^(?:next|this) /i, ''))
    )
      found.push({ date: day.date, from: at, to, isVague: day.isVague, isTold: true, words: day.text });
    from = to;
  }
  return found;
}

const blanked = (text: string, parts: readonly Found[]): string =>
  parts.reduce((rest, { from, to }) => rest.slice(0, from) + '·'.repeat(to - from) + rest.slice(to), text);

export interface Days {
  start: Found | undefined;
  deadline: Found | undefined;
  others: Found[];
}

export function daysIn(goal: string, now: Date, given: { start: string }): Days {
  const starts = behind(goal, begins, (tail, word, language) => readDay(now, tail, word, language));
  const [start, ...later] = starts;
  const origin = given.start || start?.date || todayOf(now);
  const isFree = ({ from, to }: Found): boolean => starts.every((each) => from >= each.to || to <= each.from);
  const found = behind(goal, ends, (tail, word, language, before) => {
    const length = readSpan(tail, origin);
    if (length && (!countsTime.test(word) || doer.test(before))) return undefined;
    return length
      ? { date: length.date, to: length.length, isVague: false, isTold: false }
      : readDay(now, tail, word, language);
  }).filter(isFree);
  const plain = plainDays(blanked(goal, [...starts, ...found]), now);
  const deadline = found.at(-1) ?? (starts.length === 0 || plain.length === 1 ? plain.shift() : undefined);
  return { start, deadline, others: [...later, ...found.filter((each) => each !== deadline), ...plain] };
}
