import { type Agent, escapeMarkdown, inlineCode, purpose } from '../../core/index.ts';
import type { Audience } from './audience.ts';
import { firstWords, type Typist } from './examples.ts';
import { helpOffer, type Say } from './say.ts';

/** What to begin with: these work before anything is set up. */
const firstAgents = ['planning', 'marketing', 'communications'];
const triedAtMost = 3;

function rankOf({ name }: Agent): number {
  const index = firstAgents.indexOf(name);
  return index < 0 ? firstAgents.length : index;
}

/** A list of things to try. */
export function firstTasks(typist: Typist, agents: readonly Agent[]): string {
  const words = agents.toSorted((a, b) => rankOf(a) - rankOf(b)).flatMap((agent) => firstWords(typist, agent) ?? []);
  return words
    .slice(0, triedAtMost)
    .map((each) => `- ${inlineCode(each)}`)
    .join('\n');
}

/** For who says hello: three things to try, and the way to all the others. */
export const toStart = (audience: Audience): Say => ({
  reply: {
    tone: 'neutral',
    markdown: [
      `Hello ${escapeMarkdown(audience.principal.name)}! ${purpose} Three things to try:`,
      firstTasks(audience, audience.own.agents),
    ].join('\n\n'),
  },
  offers: [helpOffer],
});
