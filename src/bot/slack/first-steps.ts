import { type Agent, escapeMarkdown, inlineCode, type Principal, type Registry } from '../../core/index.ts';
import { helpButton } from './buttons.ts';
import { firstWords } from './examples.ts';
import type { Say } from './say.ts';

/** What to begin with: these work before anything is set up. */
const firstAgents = ['planning', 'marketing', 'communications'];
const triedAtMost = 3;

function rankOf({ name }: Agent): number {
  const index = firstAgents.indexOf(name);
  return index < 0 ? firstAgents.length : index;
}

/** For who says hello: three things to try, and the way to all the others. */
export function toStart(own: Registry, principal: Principal): Say {
  const words = own.agents
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .flatMap((agent) => firstWords(agent, principal) ?? []);
  const lines = words.slice(0, triedAtMost).map((each) => `- ${inlineCode(each)}`);
  return {
    reply: {
      tone: 'neutral',
      markdown: [
        `Hello ${escapeMarkdown(principal.name)}! I plan work, watch its risks, change code and tell people what happened; nothing outside changes before somebody approved it. Three things to try:`,
        lines.join('\n'),
      ].join('\n\n'),
    },
    buttons: [helpButton],
  };
}
