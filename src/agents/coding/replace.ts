import picomatch from 'picomatch';
import { AppError } from '../../core/index.ts';
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

export interface Replacement {
  edits: FileEdit[];
  hits: Hit[];
  /** How many places differ only in letter case, and were left as they are. */
  otherCase: number;
}

/** Whether a path is meant: `src/**`, `*.md` in any folder, `{a,b}/**`; files that begin with a dot are included. */
export function pathFilter(glob: string): (path: string) => boolean {
  try {
    const isMatch = picomatch(glob, { dot: true, basename: !glob.includes('/') });
    // Its second argument asks for an object instead of an answer, so it is no callback for `filter`.
    return (path) => isMatch(path);
  } catch (error) {
    throw new AppError('input.invalid', `The pattern ${JSON.stringify(glob)} cannot be read: use one like src/**.`, {
      cause: error,
    });
  }
}

/** What stands in the longest line, for a search that looks at single lines. */
export const longestLine = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .reduce((longest, line) => (line.length > longest.length ? line : longest), '');

function placesOf(content: string, find: string): number[] {
  const places: number[] = [];
  for (let at = content.indexOf(find); at >= 0; at = content.indexOf(find, at + find.length)) places.push(at);
  return places;
}

/** Text with `\r\n` where the file has nothing else: what people type has no `\r`. */
function asIn(content: string, text: string): string {
  const breaks = content.match(/\r?\n/g) ?? [];
  const isWindows = breaks.length > 0 && breaks.every((each) => each === '\r\n');
  return isWindows ? text.replace(/\r?\n/g, '\r\n') : text;
}

const lineEnd = (content: string, at: number): number => {
  const end = content.indexOf('\n', at);
  return end < 0 ? content.length : end;
};
const withoutReturn = (text: string): string => text.replace(/\r$/, '');

/** Places in the same lines make one hit. */
function hitsOf(path: string, content: string, places: readonly number[], find: string, replace: string): Hit[] {
  const groups: { start: number; end: number; count: number }[] = [];
  for (const at of places) {
    const start = content.lastIndexOf('\n', at - 1) + 1;
    const end = lineEnd(content, at + find.length);
    const last = groups.at(-1);
    if (last && at <= last.end) [last.end, last.count] = [Math.max(last.end, end), last.count + 1];
    else groups.push({ start: at === 0 ? 0 : start, end, count: 1 });
  }
  let [line, position] = [1, 0];
  return groups.map(({ start, end, count }) => {
    line += content.slice(position, start).split('\n').length - 1;
    position = start;
    const before = content.slice(start, end);
    return { path, line, before: withoutReturn(before), after: withoutReturn(before.split(find).join(replace)), count };
  });
}

/** Replaces the exact text everywhere in these files; nothing in it is a pattern. */
export function replaceText(files: ReadonlyMap<string, FileState>, find: string, replace: string): Replacement {
  const result: Replacement = { edits: [], hits: [], otherCase: 0 };
  for (const [path, before] of files) {
    const { content } = before;
    const [wanted, written] = [asIn(content, find), asIn(content, replace)];
    const places = placesOf(content, wanted);
    result.otherCase += placesOf(content.toLowerCase(), wanted.toLowerCase()).length - places.length;
    if (places.length === 0) continue;
    result.hits.push(...hitsOf(path, content, places, wanted, written));
    result.edits.push({ path, before, after: { ...before, content: content.split(wanted).join(written) } });
  }
  return result;
}

export const countPlaces = (hits: readonly Hit[]): number => hits.reduce((sum, hit) => sum + hit.count, 0);
