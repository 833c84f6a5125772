import { UnreadableManifest } from './manifest.ts';

/** A string of a document, with where it stands between its quotes. */
export interface Text {
  path: readonly string[];
  value: string;
  start: number;
  end: number;
}

const maxDepth = 100;
const blank = /[\s\uFEFF]*/y;
const string = /"(?:[^"\\\n]|\\.)*"/y;
const plain = /-?\d[\d.eE+-]*|true|false|null/y;

/** All strings of a JSON document that are values, in their order. */
export function jsonStrings(source: string): Text[] {
  const found: Text[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [text] = pattern.exec(source) ?? [];
    if (text !== undefined) at += text.length;
    return text;
  };
  const skip = (): void => void take(blank);
  const takes = (sign: string): boolean => {
    skip();
    if (source[at] !== sign) return false;
    at += 1;
    return true;
  };
  const need = (sign: string): void => {
    if (!takes(sign)) throw new UnreadableManifest(`${sign} is missing at ${at}`);
  };
  const takeString = (): string => {
    const text = take(string);
    if (text === undefined) throw new UnreadableManifest(`a string is missing at ${at}`);
    return JSON.parse(text) as string;
  };

  function members(path: readonly string[], end: string, readOne: (index: number) => void): void {
    if (path.length > maxDepth) throw new UnreadableManifest('it is nested too deep');
    for (let index = 0; !takes(end); index += 1) {
      if (index > 0) need(',');
      skip();
      readOne(index);
    }
  }

  function value(path: readonly string[]): void {
    skip();
    const start = at + 1;
    if (source[at] === '"') found.push({ path, value: takeString(), start, end: at - 1 });
    else if (takes('{')) {
      members(path, '}', () => {
        const key = takeString();
        need(':');
        value([...path, key]);
      });
    } else if (takes('[')) members(path, ']', (index) => value([...path, String(index)]));
    else if (take(plain) === undefined) throw new UnreadableManifest(`a value is missing at ${at}`);
  }

  value([]);
  skip();
  if (at !== source.length) throw new UnreadableManifest(`something follows its end at ${at}`);
  return found;
}
