import { type FoundDate, findDate } from '../days/dates.ts';
import { dayWords } from '../days/day-words.ts';
import type { Estimate } from '../days/estimate.ts';
import { workDaysBetween } from '../days/work-days.ts';

/** The days that a line of a list names; empty where it names none. */
export interface LineDays {
  /** It does not begin earlier. */
  notBefore: string;
  /** It happens on this day. */
  on: string;
  /** It should be there by this day. */
  by: string;
  /** From its first day to its last. */
  estimate: Estimate | undefined;
  rest: string;
  /** What is wrong with them, and what to write. */
  fault: string;
}

const none = { notBefore: '', on: '', by: '', estimate: undefined, fault: '' };

const onWords = /(?:on|am|el|le|il)/iu;
const byWords =
  /(?:by|until|till|before|due(?: on| by)?|deadline:?|no later than|bis(?: zum)?|vor dem|spätestens am)/iu;
const fromWords =
  /(?:not before|no earlier than|not earlier than|starting(?: on| from)?|starts?(?: on)?|from|vom|ab|frühestens(?: am)?)/iu;
const announced = (words: RegExp): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${words.source}\\s+`, 'giu');
const until = /^\s*(?:to|until|till|through|bis(?: zum)?|[-–—→])\s*/iu;
const near = /day$|tomorrow|week$|month$|tag$|morgen$|woche$|monat/iu;
const certain = /\p{L}{3,}.*\d|\d.*\p{L}{3,}|20\d\d|\d\.\s?\d|\d\/\d|[月월]/u;

/** A day right at the begin of a text. */
function dayAt(text: string, now: Date): FoundDate | undefined {
  const found = findDate(text, now) ?? findDate(text, now, 'de');
  return found && found.index <= 4 && /^(?:the |dem |den |el |le )?$/iu.test(text.slice(0, found.index))
    ? found
    : undefined;
}

/** The last day of `Dec 1 – Dec 5` and `Dec 1-5`, behind the first one. */
function lastDay(tail: string, first: string, now: Date): { date: string; length: number } | undefined {
  const joint = until.exec(tail)?.[0];
  if (joint === undefined) return undefined;
  const rest = tail.slice(joint.length);
  const day = dayAt(rest, now);
  if (day && certain.test(day.text)) return { date: day.date, length: joint.length + day.index + day.text.length };
  const number = /^\d{1,2}(?![\d.:/]|\s*\p{L})/u.exec(rest)?.[0];
  if (number === undefined || Number(number) < 1 || Number(number) > 28) return undefined;
  return { date: `${first.slice(0, 8)}${number.padStart(2, '0')}`, length: joint.length + number.length };
}

function spanned(first: string, last: string): Pick<LineDays, 'estimate' | 'fault'> {
  if (last < first)
    return {
      estimate: undefined,
      fault: `ends on ${dayWords(last, true)}, before it starts on ${dayWords(first, true)}. Write the earlier day first`,
    };
  const days = workDaysBetween(first, last) + 1;
  return { estimate: { days, optimisticDays: days, pessimisticDays: days }, fault: '' };
}

/** `from Dec 1 to Dec 5`, `Dec 1 – Dec 5`. */
function takeSpan(text: string, now: Date): LineDays | undefined {
  const plain = findDate(text, now);
  if (!plain || plain.isVague || !certain.test(plain.text)) return undefined;
  const end = plain.index + plain.text.length;
  const last = lastDay(text.slice(end), plain.date, now);
  if (!last) return undefined;
  const head = text.slice(0, plain.index).replace(/(?:\b(?:from|between|vom|von)|[:,(–-])\s*$/iu, ' ');
  const rest = `${head} ${text.slice(end + last.length).replace(/^\)/, '')}`;
  return { ...none, notBefore: plain.date, ...spanned(plain.date, last.date), rest };
}

const kinds = [
  ['notBefore', announced(fromWords)],
  ['by', announced(byWords)],
  ['on', announced(onWords)],
] as const;

/** At the begin or the end of a line: `Launch: Dec 24`, `Dec 24 – Launch`. */
function takePlain(text: string, now: Date): LineDays | undefined {
  const day = findDate(text, now);
  if (!day || day.isVague || !certain.test(day.text)) return undefined;
  const [before, after] = [text.slice(0, day.index), text.slice(day.index + day.text.length)];
  const isAtBegin = before.trim() === '' && /^\s*(?:[:–—-]|\s-)\s/u.test(after);
  const isAtEnd = /^[\s)\].,]*$/u.test(after) && /[\s:,([–—-]$/u.test(before) && /\p{L}/u.test(before);
  if (!isAtBegin && !isAtEnd) return undefined;
  const rest = isAtBegin ? after : before.replace(/[\s:,([–—-]+$/u, '');
  return { ...none, on: day.date, rest: rest.replace(/^\s*[:–—-]\s/u, ' ') };
}

/** `not before Dec 3`, `by Dec 3`, `on Dec 3`, `from Dec 3 to Dec 5`. */
export function takeDays(text: string, now: Date): LineDays {
  const span = takeSpan(text, now);
  if (span) return span;
  for (const [kind, words] of kinds) {
    for (const found of text.matchAll(words)) {
      const at = found.index + found[0].length;
      const day = dayAt(text.slice(at), now);
      if (!day || (kind !== 'notBefore' && !certain.test(day.text) && (day.isVague || !near.test(day.text)))) continue;
      const rest = `${text.slice(0, found.index)} ${text.slice(at + day.index + day.text.length)}`;
      return { ...none, [kind]: day.date, rest };
    }
  }
  return takePlain(text, now) ?? { ...none, rest: text };
}
