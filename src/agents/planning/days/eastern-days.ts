import { type FoundDate, findDate } from './dates.ts';
import { easternBegin, easternEnd, easternWithin } from './day-keywords.ts';
import type { Found } from './found-day.ts';
import { countPattern, readSpan } from './time-spans.ts';
import { unitPattern } from './time-units.ts';

const eastern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u;
/** A goal with more of them is a calendar. */
const maxDays = 20;

interface EasternDays {
  starts: Found[];
  ends: Found[];
}

/** One day with the signs around it that say whether something begins or ends there. */
function around(text: string, day: FoundDate, from: number): { found: Found; isStart: boolean } {
  const to = from + day.text.length;
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const isStart = easternBegin.ahead.test(before) || easternBegin.behind.test(after);
  const { ahead, behind } = isStart ? easternBegin : easternEnd;
  const begun = from - (ahead.exec(before)?.[0].length ?? 0);
  const ended = to + (behind.exec(after)?.[0].length ?? 0);
  const { date, isVague, isTold } = day;
  return { found: { date, isVague, isTold, from: begun, to: ended, words: text.slice(begun, ended) }, isStart };
}

const span = new RegExp(`${countPattern}\\s?${unitPattern}`, 'giu');

/** `3周内`, `2週間以内に`: counted from a day. */
const spansIn = (text: string, origin: string): Found[] =>
  [...text.matchAll(span)].flatMap((found) => {
    const to = found.index + found[0].length;
    const within = eastern.test(found[0]) ? easternWithin.exec(text.slice(to)) : null;
    const read = within ? readSpan(found[0], origin) : undefined;
    if (!within || !read) return [];
    const from = found.index - (easternEnd.ahead.exec(text.slice(0, found.index))?.[0].length ?? 0);
    const end = to + within[0].length;
    const words = text.slice(from, end);
    return [{ date: read.date, from, to: end, isVague: false, isTold: true, words }];
  });

/** Days in Chinese, Japanese and Korean. */
export function easternDays(text: string, now: Date, origin: string): EasternDays {
  const all: EasternDays = { starts: [], ends: eastern.test(text) ? spansIn(text, origin) : [] };
  let from = 0;
  for (let looked = 0; looked < maxDays && eastern.test(text); looked += 1) {
    const day = findDate(text.slice(from), now);
    if (!day) break;
    const at = from + day.index;
    if (eastern.test(day.text)) {
      const { found, isStart } = around(text, day, at);
      all[isStart ? 'starts' : 'ends'].push(found);
    }
    from = at + Math.max(day.text.length, 1);
  }
  return all;
}
