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

/** Splits a request at `;`, but not inside of a code block, of a patch, of quotes, or of a value that goes to the end. */
export function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  const unclosed = new Set<string>();
  let begin = 0;
  let at = 0;
  while (at < text.length) {
    const isWord = at === 0 || /[\s;]/.test(text.charAt(at - 1));
    const sign = text.charAt(at);
    const left = isWord || sign === '`' ? text.slice(at) : '';
    const isLine = text.charAt(at - 1) === '\n';
    const kept = (isLine && keptAtLine(left)) || keptAtFence(left) || (isWord ? keptAtWord(left, unclosed) : 0);
    if (kept === 0 && sign === ';') {
      segments.push(text.slice(begin, at));
      begin = at + 1;
    }
    at += kept || 1;
  }
  return [...segments, text.slice(begin)];
}
