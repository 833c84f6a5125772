import type { KnownBlock } from '@slack/types';
import type { Link } from '../../core/index.ts';
import { cut } from './cut.ts';
import { preformatted, richText } from './rich-text.ts';
import { context, detailsOf } from './small-print.ts';

const maxLines = 40;
const maxCharacters = 5_000;
const maxLineLength = 1_000;

interface Folded {
  text: string;
  /** Lines that are not shown at all, and such as are shown only in part. */
  hiddenLines: number;
  cutLines: number;
}

/** The beginning of a diff: each line as it stands, or cut with a mark and counted. */
function foldDiff(diff: string): Folded {
  const lines = diff.replace(/\n$/, '').split('\n');
  const shown: string[] = [];
  let [left, cutLines] = [maxCharacters, 0];
  for (const line of lines.slice(0, maxLines)) {
    const part = cut(line, maxLineLength);
    if (part.length > left && shown.length > 0) break;
    left -= part.length + 1;
    shown.push(part);
    if (part !== line) cutLines += 1;
  }
  return { text: shown.join('\n'), hiddenLines: lines.length - shown.length, cutLines };
}

/** The change as far as there is room, and what is not seen of it. */
export function diffBlocks(diff: string | undefined, isWhole: boolean, links: readonly Link[]): KnownBlock[] {
  if (!diff) return [];
  // Nobody is to approve what they could not see: where there is no room for the change, it is said where it stands.
  if (!isWhole) return [context(`The change has no room here. Read it before you decide${detailsOf(links)}`)];
  const { text, hiddenLines, cutLines } = foldDiff(diff);
  const notes = [
    ...(hiddenLines > 0 ? [`${hiddenLines} more ${hiddenLines === 1 ? 'line' : 'lines'}`] : []),
    ...(cutLines > 0 ? [`${cutLines} ${cutLines === 1 ? 'line is' : 'lines are'} cut`] : []),
  ];
  const block = richText([preformatted(text === '' ? ' ' : text)]);
  return notes.length > 0 ? [block, context(`… ${notes.join(', ')}${detailsOf(links)}`)] : [block];
}
