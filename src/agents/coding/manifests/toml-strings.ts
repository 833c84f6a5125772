import type { Text } from './json-strings.ts';
import { UnreadableManifest } from './manifest.ts';

const maxDepth = 100;
const blanks = /[ \t]*/y;
const between = /(?:[\s\uFEFF]|#[^\n]*)*/y;
const bareKey = /[\w-]+/y;
const longBasic = /"""(?:[^\\]|\\[\s\S])*?"{3,5}/y;
const longLiteral = /'''[\s\S]*?'{3,5}/y;
const basic = /"(?:[^"\\\n]|\\.)*"/y;
const literal = /'[^'\n]*'/y;
const other = /[^\s,\]}#][^,\]}#\n]*/y;

/** All strings of a TOML document that are values, in their order. Tables of a list have their place in the path. */
export function tomlStrings(source: string): Text[] {
  const found: Text[] = [];
  const counts = new Map<string, number>();
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [text] = pattern.exec(source) ?? [];
    if (text !== undefined) at += text.length;
    return text;
  };
  const takes = (sign: string): boolean => {
    if (!source.startsWith(sign, at)) return false;
    at += sign.length;
    return true;
  };
  const fail = (what: string): never => {
    throw new UnreadableManifest(`${what} is missing at ${at}`);
  };
  const need = (sign: string): void => void (takes(sign) || fail(sign));

  /** What stands in a string, when its text says it as it is. */
  function takeString(): { value: string; start: number; end: number } | undefined {
    const from = at;
    const text = take(longBasic) ?? take(longLiteral) ?? take(basic) ?? take(literal);
    if (text === undefined) return undefined;
    const quotes = /^("""|''')/.test(text) ? 3 : 1;
    const inside = text.slice(quotes, -quotes);
    return { value: inside, start: from + quotes, end: at - quotes };
  }

  function key(): string[] {
    const parts: string[] = [];
    do {
      take(blanks);
      parts.push(take(bareKey) ?? takeString()?.value ?? fail('a key'));
      take(blanks);
    } while (takes('.'));
    return parts;
  }

  function pair(path: readonly string[]): void {
    const name = key();
    need('=');
    take(blanks);
    value([...path, ...name]);
  }

  function value(path: readonly string[]): void {
    if (path.length > maxDepth) throw new UnreadableManifest('it is nested too deep');
    const text = takeString();
    if (text) found.push({ path, ...text });
    else if (takes('[')) list(path);
    else if (takes('{')) inline(path);
    else if (take(other) === undefined) fail('a value');
  }

  function list(path: readonly string[]): void {
    for (let index = 0; ; index += 1) {
      take(between);
      if (takes(']')) return;
      value([...path, String(index)]);
      take(between);
      if (!takes(',') && source[at] !== ']') fail(']');
    }
  }

  function inline(path: readonly string[]): void {
    for (;;) {
      take(between);
      if (takes('}')) return;
      pair(path);
      take(between);
      if (!takes(',') && source[at] !== '}') fail('}');
    }
  }

  function header(): string[] {
    const isList = takes('[');
    const name = key();
    need(isList ? ']]' : ']');
    if (!isList) return name;
    const index = counts.get(name.join('\0')) ?? 0;
    counts.set(name.join('\0'), index + 1);
    return [...name, String(index)];
  }

  let table: string[] = [];
  for (take(between); at < source.length; take(between)) {
    if (takes('[')) table = header();
    else pair(table);
    take(blanks);
    if (at < source.length && !/[\r\n#]/.test(source[at] ?? '')) fail('the end of the line');
  }
  return found;
}
