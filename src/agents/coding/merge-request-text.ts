import { type EffectContext, escapeMarkdown } from '../../core/index.ts';
import { markOf } from './mark.ts';

export const maxTitleLength = 255;

/** One line, cut where GitLab would refuse it. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= maxTitleLength ? line : `${line.slice(0, maxTitleLength - 1)}…`;
}

/** A line that begins with a slash is an order to GitLab (`/merge`), which nobody approved. */
const withoutOrders = (text: string): string => text.replace(/^([ \t]*)\//gm, '$1\\/');

/** A name in a sentence; with an `@` GitLab would send it a notice. */
const plainName = (name: string): string => escapeMarkdown(name.replace(/[@\s]+/g, ' ').trim());

/** What is said, who asked, and the mark by which it is found again. */
export function descriptionOf(text: string, { id, requester }: EffectContext['effect']): string {
  const said = withoutOrders(text.trim());
  const asked = `Requested by ${plainName(requester)} with Adjutant.`;
  return [...(said === '' ? [] : [said, '']), asked, '', markOf(id)].join('\n');
}

/** The description as the approver sees it. */
export const quoted = (text: string): string =>
  text.trim() === ''
    ? ''
    : `\n\n${text
        .trim()
        .split('\n')
        .map((line) => `> ${escapeMarkdown(line)}`)
        .join('\n')}`;
