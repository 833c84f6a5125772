const key = /^\s*([A-Za-z][A-Za-z0-9_-]*)=/;
// The word after ``` is a language only when its line ends there.
const fenced = /^\s*```(?:[\w+#.-]*\r?\n)?([\s\S]*?)(?:\r?\n)?```/;
const bare = /^\S*/;
const curlyEnds = '“”';
const curlySingleEnds = '‘’';
/** What may close a quote, by what opens it. */
const quoteEnds: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ...[...'“”„'].map((opening) => [opening, curlyEnds] as const),
  ...[...'‘’‚'].map((opening) => [opening, curlySingleEnds] as const),
]);

interface Value {
  value: string;
  length: number;
}

/** Where the quote that opens a text is closed, or -1. A backslash escapes in straight quotes only. */
function closingIndex(text: string, ends: string): number {
  const isStraight = ends.length === 1;
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (ends.includes(character)) return at;
    if (isStraight && character === '\\') at += 1;
  }
  return -1;
}

/** `unclosed` keeps what was searched for to the end of the text in vain: no later quote finds it either. */
export function readQuote(text: string, unclosed: Set<string>): Value | undefined {
  const ends = quoteEnds.get(text.charAt(0));
  if (ends === undefined || unclosed.has(ends)) return undefined;
  const end = closingIndex(text, ends);
  if (end < 0) {
    unclosed.add(ends);
    return undefined;
  }
  const inside = text.slice(1, end);
  return { value: ends.length === 1 ? inside.replace(/\\(["'\\])/g, '$1') : inside, length: end + 1 };
}

/** One value: a ``` block, something in quotes, the rest of the text after a line break, or a word. */
function readArgument(text: string, unclosed: Set<string>): Value {
  const block = fenced.exec(text);
  if (block) return { value: block[1] ?? '', length: block[0].length };
  if (/^[ \t]*\r?\n/.test(text)) return { value: text.replace(/^[ \t]*\r?\n/, ''), length: text.length };
  const quote = readQuote(text, unclosed);
  if (quote) return quote;
  const value = bare.exec(text)?.[0] ?? '';
  return { value, length: value.length };
}

/** `key=value` pairs; what stands between them is the rest. */
export function readArguments(text: string): { args: Record<string, string>; rest: string } {
  const args: Record<string, string> = {};
  const rest: string[] = [];
  const unclosed = new Set<string>();
  let left = text;
  while (/\S/.test(left)) {
    const name = key.exec(left);
    if (name?.[1] !== undefined) {
      left = left.slice(name[0].length);
      const { value, length } = readArgument(left, unclosed);
      args[name[1]] = value;
      left = left.slice(length);
    } else {
      const next = /^\s*\S+/.exec(left)?.[0] ?? left;
      rest.push(next.trim());
      left = left.slice(next.length);
    }
  }
  // Words without any named value are kept as they were typed: their lines may mean something.
  return { args, rest: Object.keys(args).length === 0 ? text.trim() : rest.join(' ') };
}
