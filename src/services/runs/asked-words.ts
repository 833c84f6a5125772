const shownAtMost = 300;
/** No more is looked at: what stands behind it is not shown. */
const readAtMost = 5_000;

/** Where code begins, which says nothing in one line. */
const code = /```|\bpatch=|^(?:diff --git |Index: |--- |\*\*\* |@@ )/m;
/** What stays invisible, or turns the direction of a line. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

const hidden = '[hidden]';
/** What opens a door, by how it looks or by what it is called; the first group stays. */
const secrets: readonly RegExp[] = [
  /()-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g,
  /(:\/\/)[^\s/@]+(?=@)/g,
  /(\bbearer\s+)[^\s"']+/gi,
  /(\b(?:pass(?:word|phrase|wd)?|secret|token|api[ _-]?key|access[ _-]?key|client[ _-]?secret|pwd)\s*[=:]\s*)(?:"[^"]*"|'[^']*'|\S+)/gi,
  /()\b(?:glpat-|gh[pousr]_|github_pat_|xox[a-z]-|xapp-|sk-|AKIA|eyJ)[\w.-]{8,}/g,
  // Long, and of all kinds of signs: nobody writes such a word.
  /()(?<![\w/])(?=[\w+-]*\d)(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])[\w+-]{32,}={0,2}/g,
];

const withoutSecrets = (text: string): string =>
  secrets.reduce((rest, secret) => rest.replace(secret, (_whole, before: string) => `${before}${hidden}`), text);

function withoutCode(text: string): string {
  const at = text.search(code);
  return at < 0 ? text : `${text.slice(0, at)} …`;
}

/** What somebody typed, as others may read it: on one line, without code and secrets, and not long. Nothing of nothing. */
export function askedWords(typed: string): string | undefined {
  const safe = withoutSecrets(withoutCode(typed.slice(0, readAtMost)));
  const line = safe.replace(/\s+/g, ' ').replace(unseen, '').trim();
  const letters = [...line];
  if (line === '') return undefined;
  return letters.length > shownAtMost ? `${letters.slice(0, shownAtMost).join('').trimEnd()}…` : line;
}
