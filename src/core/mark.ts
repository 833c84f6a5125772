import type { EffectContext } from './context.ts';
import { escapeMarkdown } from './reply.ts';

/** What is made at a vendor carries the effect's id, so that it can be found again after a crash. */
export const markOf = (effect: string): string => `Adjutant-Effect: ${effect}`;

/** A line of its own: somebody who quotes the mark has not made the thing. */
export const hasMark = (text: string, effect: string): boolean =>
  text.split('\n').some((line) => line.trim() === markOf(effect));

/** A line that begins with a slash is an order to GitLab (`/merge`), which nobody approved. */
const withoutOrders = (text: string): string => text.replace(/^([ \t]*)\//gm, '$1\\/');

/** A name in a sentence; with an `@` GitLab would send it a notice. */
const plainName = (name: string): string => escapeMarkdown(name.replace(/[@\s]+/g, ' ').trim());

/** What is said, who asked, and the mark by which it is found again. */
export function markedText(text: string, { id, requester }: EffectContext['effect']): string {
  const said = withoutOrders(text.trim());
  const asked = `Requested by ${plainName(requester)} with Adjutant.`;
  return [...(said === '' ? [] : [said, '']), asked, '', markOf(id)].join('\n');
}
