import type { LinkKind } from '../../../core/index.ts';
import { durationPattern, readDays } from '../days/estimate.ts';

/** A link as it was written: which task is meant is known when all lines are read. */
export interface LinkWords {
  task: string;
  kind: LinkKind;
  lagDays: number;
  /** It stands behind a comma, where an owner may stand as well. */
  mayBeOwner: boolean;
}

const kindWords: readonly (readonly [RegExp, LinkKind])[] = [
  [/\b(?:start[- ]to[- ]start|SS)\b/i, 'start-to-start'],
  [/\b(?:finish[- ]to[- ]finish|FF)\b/i, 'finish-to-finish'],
  [/\b(?:start[- ]to[- ]finish|SF)\b/i, 'start-to-finish'],
  [/\b(?:finish[- ]to[- ]start|FS)\b/i, 'finish-to-start'],
];
/** A wait, or an overlap: `+2d`. */
export const lagPattern = new RegExp(`([+−-])\\s*${durationPattern}`, 'iu');

function readLink(words: string, mayBeOwner: boolean): LinkWords {
  let rest = words;
  let kind: LinkKind = 'finish-to-start';
  for (const [pattern, each] of kindWords) {
    if (!pattern.test(rest)) continue;
    kind = each;
    rest = rest.replace(pattern, ' ');
  }
  const wait = lagPattern.exec(rest);
  const days = wait ? readDays(wait[2] ?? '', wait[3] ?? '') : 0;
  const task = (wait ? rest.replace(wait[0], ' ') : rest).replace(/[\s:,.()]+$|^[\s:,()]+/g, '').replace(/\s+/g, ' ');
  return { task, kind, lagDays: wait?.[1] === '+' ? days : -days || 0, mayBeOwner };
}

/** `Design and Build +1d, 3 SS`: one link for each; a name with “and” in it is put together again when it is looked up. */
export function readLinks(words: string): LinkWords[] {
  const links: LinkWords[] = [];
  const joints = [...words.matchAll(/\s*(?:,|&|\band\b|(?<=[\d\s])\+(?=\s*\p{L}))\s*/giu)];
  let from = 0;
  let mayBeOwner = false;
  for (const joint of [...joints, undefined]) {
    const piece = words.slice(from, joint?.index);
    if (piece.trim() !== '') links.push(readLink(piece, mayBeOwner));
    from = (joint?.index ?? 0) + (joint?.[0].length ?? 0);
    mayBeOwner = joint?.[0].includes(',') ?? false;
  }
  return links;
}
