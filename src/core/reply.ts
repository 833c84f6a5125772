import type { Picture } from './picture.ts';

export interface Link {
  label: string;
  url: string;
}

/** What a person can say about an effect. The last four answer an effect that failed half-way or whose end is unknown. */
export const verdicts = ['approve', 'reject', 'withdraw', 'found', 'resend', 'drop', 'continue', 'undo'] as const;
export type Verdict = (typeof verdicts)[number];

/** A button. It carries the effect and the hash of what was shown, so that nobody approves what they did not see. */
export interface DecideAction {
  verdict: Verdict;
  label: string;
  effect: string;
  hash: string;
  style?: 'primary' | 'danger';
  /** The door asks for a reason before it decides. */
  asksReason?: boolean;
}

export type Tone = 'neutral' | 'working' | 'question' | 'success' | 'warning' | 'danger';

/** A button that opens a capability's form, filled in as far as it is known. */
export interface FormOffer {
  capability: string;
  label: string;
  args: Readonly<Record<string, string>>;
}

/** What is said, without saying how it looks: each door renders it in its own form. */
export interface Reply {
  tone: Tone;
  /** CommonMark, in our words or escaped; never raw HTML. */
  markdown: string;
  facts?: Readonly<Record<string, string>>;
  /** Unified diff, shown whole, folded by the door where it is long. */
  diff?: string;
  links?: readonly Link[];
  /** Drawn by the door from what they show. */
  pictures?: readonly Picture[];
  actions?: readonly DecideAction[];
  offers?: readonly FormOffer[];
  /** An answer of this run, on which people can say how good it was. */
  asksFeedback?: { run: string };
  /** Small print, such as the run's number. */
  footnote?: string;
}

/** Where a run's replies go: a door and what it needs to find the place again. */
export interface Address {
  door: 'slack' | 'teams';
  to: Readonly<Record<string, string>>;
}

/** Blanks and line ends that Markdown would leave out or take for its own, in the form in which it keeps them. */
const kept = (blanks: string): string => [...blanks].map((blank) => `&#${blank.charCodeAt(0)};`).join('');

/** Blanks inside of a line stay, and a single line end: several would end the paragraph, and with it whatever the text stands in. */
function blanksAsMeant(blanks: string, at: number, text: string): string {
  const isAtAnEnd = at === 0 || at + blanks.length === text.length;
  return isAtAnEnd || (blanks !== '\n' && /[\r\n]/.test(blanks)) ? kept(blanks) : blanks;
}

/** Text that comes from outside, made safe to stand inside our Markdown: it reads as it was written, to the blank. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&')
    .replace(/[ \t\r\n]+/g, blanksAsMeant)
    // At the start of a line: what is numbered would be a list, what is underlined a heading.
    .replace(/^(\d+(?=\.)|(?==))/gm, '$1\\');

/** Our Markdown for who reads it as it stands, and does not see it rendered: blanks and line ends are themselves. */
export const withBlanks = (markdown: string): string =>
  markdown.replace(/&#(9|10|13|32);/g, (_whole, code: string) => String.fromCharCode(Number(code)));

const longest = (runs: readonly string[]): number => runs.reduce((most, run) => Math.max(most, run.length), 0);

/** Outside text as inline code, to the letter; line ends are shown as a sign. */
export function inlineCode(text: string): string {
  const line = text.replace(/\r\n?|\n/g, '⏎') || ' ';
  const runs = line.match(/`+/g) ?? [];
  const fence = runs.some((run) => run.length === 1) ? '`'.repeat(longest(runs) + 1) : '`';
  // One blank on each side is taken off again, so that marks and blanks at the ends stay what they are.
  const isBetweenBlanks = line.startsWith(' ') && line.endsWith(' ') && /[^ ]/.test(line);
  const isPadded = line.startsWith('`') || line.endsWith('`') || isBetweenBlanks;
  return isPadded ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
