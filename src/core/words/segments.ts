import { readQuote } from './arguments.ts';
import { beginsPatch, fenceEnd } from './patch-words.ts';

const fence = '```';
const named = /^[A-Za-z][A-Za-z0-9_-]*=/;

/** How much of a text, at the beginning of a word, belongs together whatever stands in it: a quote, or a value to the end. */
function keptAtWord(text: string, unclosed: Set<string>): number {
  const name = named.exec(text)?.[0] ?? '';
  const value = text.slice(name.length);
  // Behind `patch=` and a line break the whole rest is the value.
  if (name !== '' && /^[ \t]*\r?\n/.test(value)) return text.length;
  // A single quote that stands free is an apostrophe.
  const quote = name !== '' || /^["“„]/.test(value) ? readQuote(value, unclosed) : undefined;
  return quote ? name.length + quote.length : 0;
}

function keptAtFence(text: string): number {
  return text.startsWith(fence) ? (fenceEnd(text)?.length ?? text.length) : 0;
}

/** A patch that no fence stands around goes to the end: its code is full of semicolons. */
const keptAtLine = (text: string): number => (beginsPatch(text) ? text.length : 0);

/** Where a sign stands in a text, and how long it is there. */
export interface Place {
  at: number;
  length: number;
}

/** Where a sticky pattern is met, but not inside of a code block, of a patch, of quotes, or of a value that goes to the end. */
export function placesOf(text: string, sign: RegExp): Place[] {
  const places: Place[] = [];
  const unclosed = new Set<string>();
  let at = 0;
  while (at < text.length) {
    const isWord = at === 0 || /[\s;]/.test(text.charAt(at - 1));
    const left = isWord || text.charAt(at) === '`' ? text.slice(at) : '';
    const isLine = text.charAt(at - 1) === '\n';
    const kept = (isLine && keptAtLine(left)) || keptAtFence(left) || (isWord ? keptAtWord(left, unclosed) : 0);
    sign.lastIndex = at;
    const length = kept === 0 ? (sign.exec(text)?.[0].length ?? 0) : 0;
    if (length > 0) places.push({ at, length });
    at += kept || length || 1;
  }
  return places;
}

/** Splits a request at `;`. */
export function segmentsOf(text: string): string[] {
  const places = placesOf(text, /;/y);
  const begins = [0, ...places.map(({ at, length }) => at + length)];
  return begins.map((begin, index) => text.slice(begin, places[index]?.at));
}
