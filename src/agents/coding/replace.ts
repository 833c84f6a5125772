import { AppError } from '../../core/index.ts';
import { bytesOf, checkBytes } from './change-size.ts';
import type { FileEdit, FileState } from './changes.ts';

/** The lines around one or more places, before and after. */
export interface Hit {
  path: string;
  /** Line number of the first line, from 1. */
  line: number;
  before: string;
  after: string;
  /** How many times the text stands in these lines. */
  count: number;
}

/** A file with the text in it, and where. */
interface Found {
  path: string;
  before: FileState;
  wanted: string;
  written: string;
  places: readonly number[];
}

export interface Replacement {
  edits: FileEdit[];
  hits: Hit[];
  /** How many places differ only in letter case, and were left as they are. */
  otherCase: number;
}

/** All of them are shown to who approves. */
const maxPlaces = 2_000;

/** What stands in the longest line, for a search that looks at single lines. */
export const longestLine = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .reduce((longest, line) => (line.length > longest.length ? line : longest), '');

function* placesOf(content: string, find: string): Generator<number> {
  for (let at = content.indexOf(find); at >= 0; at = content.indexOf(find, at + find.length)) yield at;
}

function countIn(content: string, find: string): number {
  let count = 0;
  for (const _ of placesOf(content, find)) count += 1;
  return count;
}

/** Text with `\r\n` where the file has nothing else: what people type has no `\r`. */
export function asIn(content: string, text: string): string {
  if (!text.includes('\n')) return text;
  const breaks = content.match(/\r?\n/g) ?? [];
  const isWindows = breaks.length > 0 && breaks.every((each) => each === '\r\n');
  return isWindows ? text.replace(/\r?\n/g, '\r\n') : text;
}

export const holds = (content: string, find: string): boolean => content.includes(asIn(content, find));

const lineEnd = (content: string, at: number): number => {
  const end = content.indexOf('\n', at);
  return end < 0 ? content.length : end;
};
const withoutReturn = (text: string): string => text.replace(/\r$/, '');

/** Places in the same lines make one hit. */
function hitsOf(path: string, content: string, places: readonly number[], find: string, replace: string): Hit[] {
  const groups: { start: number; end: number; count: number }[] = [];
  for (const at of places) {
    const start = at === 0 ? 0 : content.lastIndexOf('\n', at - 1) + 1;
    const last = groups.at(-1);
    if (last && at <= last.end) {
      last.count += 1;
      if (at + find.length > last.end) last.end = lineEnd(content, at + find.length);
    } else groups.push({ start, end: lineEnd(content, at + find.length), count: 1 });
  }
  let [line, position] = [1, 0];
  return groups.map(({ start, end, count }) => {
    line += content.slice(position, start).split('\n').length - 1;
    position = start;
    const before = content.slice(start, end);
    return { path, line, before: withoutReturn(before), after: withoutReturn(before.split(find).join(replace)), count };
  });
}

/** Where the text stands, as long as it does not stand in too many places. */
function findIn(files: ReadonlyMap<string, FileState>, find: string, replace: string): Found[] {
  let left = maxPlaces;
  return [...files].map(([path, before]) => {
    const [wanted, written] = [asIn(before.content, find), asIn(before.content, replace)];
    const places: number[] = [];
    for (const place of placesOf(before.content, wanted)) {
      if (left === 0) throw tooManyPlaces();
      places.push(place);
      left -= 1;
    }
    return { path, before, wanted, written, places };
  });
}

function tooManyPlaces(): AppError {
  const message = `The text stands in more than ${maxPlaces} places; at most ${maxPlaces} are changed at once. Narrow paths, or give more of the text.`;
  return new AppError('input.invalid', message, { fields: { paths: message } });
}

/** What `changedBytes` will say of the file when its text is replaced. */
function bytesAfter({ before, wanted, written, places }: Found): number {
  const size = bytesOf(before.content);
  return Math.max(size, size + places.length * (bytesOf(written) - bytesOf(wanted)));
}

function otherCaseIn({ before, wanted, places }: Found): number {
  return countIn(before.content.toLowerCase(), wanted.toLowerCase()) - places.length;
}

/** Replaces the exact text everywhere in these files; nothing in it is a pattern. */
export function replaceText(files: ReadonlyMap<string, FileState>, find: string, replace: string): Replacement {
  const searched = findIn(files, find, replace);
  const found = searched.filter(({ places }) => places.length > 0);
  checkBytes(found.reduce((sum, each) => sum + bytesAfter(each), 0));
  return {
    edits: found.map(({ path, before, wanted, written }) => {
      return { path, before, after: { ...before, content: before.content.split(wanted).join(written) } };
    }),
    hits: found.flatMap(({ path, before, wanted, written, places }) =>
      hitsOf(path, before.content, places, wanted, written),
    ),
    otherCase: searched.reduce((sum, each) => sum + otherCaseIn(each), 0),
  };
}

export const countPlaces = (hits: readonly Hit[]): number => hits.reduce((sum, hit) => sum + hit.count, 0);
