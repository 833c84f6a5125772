import type { Hit } from './replace.ts';

const lead = 40;
const window = 120;

/** The first character in which two texts differ. */
function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}

function excerpt(text: string, start: number): string {
  const end = start + window;
  const isCut = text.slice(0, start).trim() !== '';
  return `${isCut ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`.replace(/\r?\n/g, '⏎');
}

/** The lines around the change; long lines are shown from a little before it. */
function line({ path, line: number, before, after }: Hit): string {
  const difference = firstDifference(before, after);
  const indent = /^\s*/.exec(before)?.[0].length ?? 0;
  const start = difference > window - lead ? difference - lead : Math.min(indent, difference);
  return `${path}:${number}  ${excerpt(before, start)} → ${excerpt(after, start)}`;
}

/** Every place as `file:line  before → after`, in a code block that none of them can end. */
export function listHits(hits: readonly Hit[]): string {
  const lines = hits.map(line);
  const runs = lines.flatMap((each) => each.match(/`+/g) ?? []);
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return [fence, ...lines, fence].join('\n');
}
