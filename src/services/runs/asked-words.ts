import { withoutSecrets } from '../../core/index.ts';

const shownAtMost = 300;
/** No more is looked at: what stands behind it is not shown. */
const readAtMost = 5_000;

/** Where code begins, which says nothing in one line. */
const code = /```|\bpatch=|^(?:diff --git |Index: |--- |\*\*\* |@@ )/m;
/** What stays invisible, or turns the direction of a line; blanks and new lines are seen. */
const unseen =
  /(?!\s)[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|(?<!\p{Extended_Pictographic})\p{Default_Ignorable_Code_Point}|\uFEFF/gu;

function withoutCode(text: string): string {
  const at = text.search(code);
  return at < 0 ? text : `${text.slice(0, at)} …`;
}

/** Cut between words: half of a secret does not look like one. */
function beginningOf(text: string): string {
  if (text.length <= readAtMost) return text;
  const cut = text.slice(0, readAtMost);
  const end = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'));
  return end < 0 ? cut : cut.slice(0, end);
}

/** What somebody typed, as others may read it: on one line, without code and secrets, and not long. Nothing of nothing. */
export function askedWords(typed: string): string | undefined {
  // Before anything is looked for: a secret with an invisible sign in it looks like none.
  const seen = beginningOf(typed.replace(unseen, ''));
  const line = withoutSecrets(withoutCode(seen)).replace(/\s+/g, ' ').trim();
  const letters = [...line];
  if (line === '') return undefined;
  return letters.length > shownAtMost ? `${letters.slice(0, shownAtMost).join('').trimEnd()}…` : line;
}
