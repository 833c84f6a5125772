import { durationPattern } from '../days/estimate.ts';
import { isRowLine } from '../list/table-cells.ts';
import { isHead } from '../list/table-columns.ts';
import { bullets, maxLineLength, milestoneWord } from '../list/task-line.ts';
import { looksLikeTaskList, saysDay } from '../list/task-list.ts';
import { hasDuration } from '../list/text-list.ts';

const maxGoalWords = 600;
/** Scripts without spaces have no words to count. */
const maxGoalLength = 6_000;

/** `from attachment:1`: the file is the goal. */
const fromFile = /^(?:(?:a )?plan\s+)?(?:from|of|out of|with)\s+(?=(?:attachment|upload):\d{1,9}[\s.!]*$)/i;

/** What words say of a plan: a goal, a list of tasks, or a goal in the first line and the tasks below it. */
export function readPlanWords(words: string): Record<string, unknown> {
  const { team, text } = takeTeam(words.trim().replace(fromFile, ''));
  const [first = '', ...others] = text.split(/\r?\n/);
  const below = others.join('\n').trim();
  const isTitle =
    first.length <= maxLineLength &&
    !hasDuration(first) &&
    !bullets.test(first) &&
    !/^\s*\d+[.)]\s/.test(first) &&
    !isRowLine(first, isHead) &&
    !isNamedIn(first, below) &&
    !milestoneWord.test(first) &&
    !(saysDay(first) && saysDay(others.find((line) => line.trim() !== '') ?? ''));
  const read =
    isTitle && looksLikeTaskList(below)
      ? { goal: first.replace(/\s*:\s*$/, ''), tasks: below }
      : looksLikeTaskList(text)
        ? { goal: '', tasks: text }
        : isShortList(text)
          ? { goal: '', tasks: piecesOf(text).join('\n') }
          : { goal: text };
  return team.length > 0 ? { ...read, team } : read;
}

const piecesOf = (text: string): string[] => text.split(/,(?![^()]*\))\s*/);
/** `Design 3 days Ana, Build 5 days Ben`: one line of short tasks, and no sentence. */
const shortTask = new RegExp(
  `^(?!.*\\b(?:in|within|for|takes?|and|then|und|by|after)\\b)\\S+(?:\\s\\S+){0,3}\\s${durationPattern}\\s+\\S+(?:\\s\\S+)?$`,
  'iu',
);
const isShortList = (text: string): boolean => {
  const pieces = piecesOf(text);
  return pieces.length > 1 && pieces.every((piece) => shortTask.test(piece));
};

/** A first line that others wait for is a task: `Kick-off on Dec 1`, `Design 3d after Kick-off`. */
function isNamedIn(first: string, below: string): boolean {
  const name = (first.split(/\s(?:on|am|by|:|\()/i)[0] ?? '').replace(/[\s:]+$/, '').toLowerCase();
  return name !== '' && below.toLowerCase().includes(` after ${name}`);
}

/** `team: Ana (design), Ben` at the end, or on a line of its own. */
function takeTeam(text: string): { team: string[]; text: string } {
  const found = /(?:^|[\s,.;])team\s*:\s*([^\n;]+?)\.?\s*(?:$|[\n;])/i.exec(text);
  if (!found) return { team: [], text };
  const team = (found[1] ?? '')
    .split(/,|\band\b/)
    .map((name) => name.trim())
    .filter(Boolean);
  return { team, text: `${text.slice(0, found.index)}\n${text.slice(found.index + found[0].length)}`.trim() };
}

/** More than that is a document, and no goal. */
export const faultOfLength = (goal: string): string | undefined => {
  const advice = 'Say in a few sentences what should be reached, or give the tasks as a list.';
  const count = goal.split(/\s+/).length;
  if (count > maxGoalWords) return `The goal has ${count} words; at most ${maxGoalWords} are read. ${advice}`;
  return goal.length > maxGoalLength
    ? `The goal has ${goal.length} characters; at most ${maxGoalLength} are read. ${advice}`
    : undefined;
};
