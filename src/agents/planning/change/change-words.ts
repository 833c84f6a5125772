import { isAppError } from '../../../core/index.ts';
import { quoted } from '../words/quote.ts';
import { type ChangeState, refuse, type Step, UnknownTask } from './change-step.ts';
import { steps } from './change-steps.ts';

export const maxChanges = 50;
/** Most of the joints of a change stand between names and days. */
const maxPieces = 150;
/** As many pieces can belong together: a list of holidays, or of tasks. */
const maxTogether = 30;

const opener = /^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+(?=\p{L})|(?:and|then|also|please|finally)\b[\s,]+)*/iu;
const closer = /[\s.,!]+$/;
const joint = /\s*,\s*(?:(?:and|then|also)\s+)*|\s+(?:and|&)\s+(?:(?:then|also)\s+)?|\s+then\s+|[.!]\s+/giu;
const quotedText = /"[^"\n]*"|“[^“”\n]*”|„[^“”\n]*[“”]/g;
/** What begins so is a change of its own, and never the rest of a name. */
const order = /^(?:rename|assign|unassign|unlink|give\s.+\sto\s|(?:make|move|give|rename)\s+(?:it|this|that)\b)/i;

interface Piece {
  from: number;
  to: number;
}

/** A line between its joints. What stands in quotes has none. */
function piecesOf(line: string): Piece[] {
  const open = line.replace(quotedText, (text) => '_'.repeat(text.length));
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: found } of open.matchAll(joint)) {
    if (index > from) pieces.push({ from, to: index });
    from = index + found.length;
  }
  if (from < line.length) pieces.push({ from, to: line.length });
  return pieces;
}

/** Why a line cannot be read further than to a piece. */
interface Fault {
  from: number;
  to: number;
  /** In words of the step that the words were meant for; undefined when they were meant for none. */
  reason: Error | undefined;
}

const wordsOf = (line: string, pieces: readonly Piece[], from: number, to: number): string =>
  line
    .slice(pieces[from]?.from, pieces[to - 1]?.to)
    .replace(opener, '')
    .replace(closer, '');

function tryStep(step: Step, text: string, state: ChangeState, isAlone: boolean): ChangeState | Error | undefined {
  try {
    return step.apply(text, state);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return step.isLoose && !isAlone && error instanceof UnknownTask ? undefined : error;
  }
}

function applyOne(text: string, state: ChangeState, isAlone: boolean): ChangeState | Error | undefined {
  for (const step of steps) {
    const next = tryStep(step, text, state, isAlone);
    if (next) return next;
  }
  return undefined;
}

/** The fault that lies furthest; where several do, the one that says most, and the most narrow one. */
const worse = (one: Fault, other: Fault): Fault => {
  const rank = ({ to, reason, from }: Fault): number => to * 1e6 + (reason ? 1e3 : 0) + from;
  return rank(other) > rank(one) ? other : one;
};

const examples = steps.map(({ says }) => `“${says}”`).join(', ');

function unread(line: string, pieces: readonly Piece[], { from }: Fault): Error {
  let to = from + 1;
  while (to < pieces.length && !order.test(wordsOf(line, pieces, to, to + 1))) to += 1;
  return refuse(
    `I cannot read ${quoted(wordsOf(line, pieces, from, to))} as a change. Write, for example: ${examples}.`,
  );
}

/** A line as one change or several: as many as can be read, each as the one before left the plan. */
function applyLine(line: string, before: ChangeState): ChangeState {
  const pieces = piecesOf(line);
  if (pieces.length > maxPieces) throw tooMany(pieces.length);
  const dead = new Set<number>();
  let fault: Fault = { from: 0, to: 0, reason: undefined };

  function go(from: number, state: ChangeState): ChangeState | undefined {
    if (from === pieces.length) return state;
    for (let to = from + 1; to <= Math.min(pieces.length, from + maxTogether) && !dead.has(from); to += 1) {
      if (to > from + 1 && order.test(wordsOf(line, pieces, to - 1, to))) break;
      const next = applyOne(wordsOf(line, pieces, from, to), state, to === from + 1);
      if (!next || next instanceof Error) fault = worse(fault, { from, to, reason: next });
      else {
        const last = go(to, next);
        if (last) return last;
      }
    }
    dead.add(from);
    return undefined;
  }

  const after = go(0, before);
  if (after) return after;
  throw fault.reason ?? unread(line, pieces, fault);
}

const tooMany = (count: number): Error =>
  refuse(`${count} changes are too many at once; at most ${maxChanges}. Send the others after them.`);

/** All changes of a text: one a line, between semicolons, commas or “and”. Throws for the first that cannot be done. */
export function applyWords(text: string, before: ChangeState): ChangeState {
  const lines = text
    .split(/[\n;]/)
    .map((line) => line.replace(opener, '').replace(closer, ''))
    .filter((line) => line !== '');
  if (lines.length === 0) throw refuse(`What should be different? Write, for example: ${examples}.`);
  if (lines.length > maxChanges) throw tooMany(lines.length);
  const after = lines.reduce((state, line) => applyLine(line, state), before);
  if (after.done.length > maxChanges) throw tooMany(after.done.length);
  return after;
}
