import { codeBlock } from './mrkdwn.ts';

const maxLines = 40;
const maxCharacters = 2_500;
const maxLineLength = 300;

const cut = (line: string): string => (line.length > maxLineLength ? `${line.slice(0, maxLineLength)} …` : line);

/** The beginning of a diff as a code block, and how many lines are left out. */
export function foldDiff(diff: string): { block: string; hiddenLines: number } {
  const lines = diff.replace(/\n$/, '').split('\n');
  const shown: string[] = [];
  let length = 0;
  for (const line of lines.slice(0, maxLines).map(cut)) {
    length += codeBlock(line).length;
    if (length > maxCharacters && shown.length > 0) break;
    shown.push(line);
  }
  return { block: codeBlock(shown.join('\n')), hiddenLines: lines.length - shown.length };
}
