import { escapeMarkdown } from '../../../core/index.ts';

/** What a goal says and its plan does not hold. */
export interface NotUsed {
  /** As they stand in the goal. */
  words: string;
  why: string;
  /** What to type instead; `{plan}` stands for the plan's number, `{task}` for that of a task. Empty where nothing can be done. */
  instead: string;
}

const maxShown = 10;

/** A command for a plan that has no number yet. */
export const changeOf = (change: string): string => `plan change plan {plan}: ${change}`;

export const numbered = (all: readonly NotUsed[], plan: number): NotUsed[] =>
  all.map((each) => ({ ...each, instead: each.instead.replaceAll('{plan}', String(plan)) }));

function lineOf({ words, why, instead }: NotUsed): string {
  const say = instead === '' ? '' : ` Type: “${escapeMarkdown(instead)}”.`;
  return `- “${escapeMarkdown(words)}”: ${escapeMarkdown(why)}.${say}`;
}

/** A block of its own, empty when all was used. */
export function notUsedWords(all: readonly NotUsed[]): string {
  if (all.length === 0) return '';
  const more = all.length - maxShown;
  const lines = [...all.slice(0, maxShown).map(lineOf), ...(more > 0 ? [`- … and ${more} more`] : [])];
  return `**Seen and not used**\n${lines.join('\n')}`;
}
