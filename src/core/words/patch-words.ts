import { type Agent, isAtADoor } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { isSmall } from './choose.ts';
import { wordsOf } from './word-forms.ts';

export const patchField = 'patch';

/** How a patch begins that no fence stands around. */
const beginning = 'diff --git |From [0-9a-f]{40} |Index: \\S|--- \\S[^\\n]*\\n\\+\\+\\+ ';
const atStart = new RegExp(`^[ \\t]*(?:${beginning})`);
const onALine = new RegExp(`(?:^|\\n)[ \\t]*(?=${beginning})`);
const opening = /^```(?:[\w+#.-]*\r?\n)?/;
const isDiff = /^(?:@@ |\+\+\+ |diff --git )/m;

/** Whether a text begins as a patch does, which goes to its end. */
export const beginsPatch = (text: string): boolean => atStart.test(text);

/** Where a text that begins with a fence ends it. Lines of a patch begin with a sign, so that only a fence begins with one. */
export function fenceEnd(text: string): { inside: string; length: number } | undefined {
  const start = opening.exec(text)?.[0].length ?? 0;
  const isPatch = beginsPatch(text.slice(start));
  const ownLine = isPatch ? text.slice(start).search(/\n```[ \t]*(?:\r?\n|$)/) : -1;
  const end = ownLine >= 0 ? start + ownLine + 1 : text.indexOf('```', start);
  return end < 0 ? undefined : { inside: text.slice(start, end), length: end + 3 };
}

interface PatchWords {
  patch: string;
  /** What stands before and behind it. */
  words: string;
}

/** Whether a text is one, and not just what somebody took for one. */
export const isPatch = (text: string): boolean => isDiff.test(text);

/** The patch in what was typed: what a fence stands around, or all from the line on that begins as a patch does. */
function patchIn(text: string): PatchWords | undefined {
  const fence = text.search(/(?<![=`])```/);
  const block = fence < 0 ? undefined : fenceEnd(text.slice(fence));
  if (block) {
    return {
      patch: block.inside,
      words: `${text.slice(0, fence)} ${text.slice(fence + block.length)}`.trim(),
    };
  }
  const found = onALine.exec(text);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  return { patch: text.slice(start), words: text.slice(0, start).trim() };
}

/** Takes the patch out of what was typed for a capability that has a field for one, unless the field is named. */
export function takePatch(capability: Capability, text: string): { words: string; args: Record<string, string> } {
  const found = patchField in capability.input.shape ? patchIn(text) : undefined;
  if (!found || /(?:^|\s)patch=/.test(found.words)) return { words: text, args: {} };
  return { words: found.words, args: { [patchField]: found.patch } };
}

const spare = /^(?:please|apply|use|take|commit|merge|patch|diff|changes?|following|here|is|can|could|you|with)$/;

/** Words that say no more than that the patch is to be applied. */
export const areSpare = (words: string): boolean =>
  wordsOf(words.toLowerCase())
    .map((word) => word.replace(/[^\p{L}]/gu, ''))
    .every((word) => word === '' || spare.test(word) || isSmall(word));

/** The one capability of an agent that takes a patch; none where it may be several. */
export function patchTaker({ capabilities }: Agent): Capability | undefined {
  const [only, ...others] = capabilities.filter((each) => isAtADoor(each) && patchField in each.input.shape);
  return others.length === 0 ? only : undefined;
}
