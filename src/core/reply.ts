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

/** Text that comes from outside, made safe to stand inside our Markdown. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&')
    // At the start of a line: what is indented would be code, what is numbered a list, what is underlined a heading.
    .replace(/(^|[\r\n])[ \t]+/g, '$1')
    .replace(/^(\d+(?=\.)|(?==))/gm, '$1\\');

/** One line of outside text as inline code. */
export const inlineCode = (text: string): string => `\`${text.replaceAll('`', 'ˋ').replace(/\s+/g, ' ')}\``;
