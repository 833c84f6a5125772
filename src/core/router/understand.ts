import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { typedFields } from '../form.ts';
import { readCommand } from '../words/grammar.ts';
import { agentIn, readInput } from '../words/read-input.ts';
import { readSeveral } from '../words/several.ts';
import { unlessRefused } from '../words/unless-refused.ts';
import { maxSentence, type Speaker, understoodAlone } from './command-for.ts';
import { withoutLeadIn } from './lead-in.ts';
import { placed } from './project.ts';
import { checkWhole, severalIn } from './several-wishes.ts';
import { isBeyondDoubt } from './surest.ts';

export type { Speaker } from './command-for.ts';

/**
 * Free words that name no agent, as the command that they come to: `plan …; then …`. Undefined where it is not sure enough what is
 * meant; then `rank` tells what is near. Throws what has to be said more clearly.
 */
export function understand(registry: Registry, text: string, speaker: Speaker): string | undefined {
  const several = severalIn(registry, text, speaker);
  if (several !== undefined) return several;
  const command = understoodAlone(registry, text, speaker);
  if (command !== undefined) checkWhole(registry, text, command);
  return command;
}

/** What is short and says one thing; of anything longer somebody has to think. */
const maxPlain = 200;
const goesOn = /;|\b(?:then|afterwards?|after that|first|next|finally|as well|also)\b/i;

/** The same, but only where nothing is left to think about: one plain wish, and no question. */
export function understandSurely(registry: Registry, text: string, speaker: Speaker): string | undefined {
  const words = text.trim();
  if (words.length > maxPlain || goesOn.test(words) || !isBeyondDoubt(registry, words)) return undefined;
  return understand(registry, words, speaker);
}

/** What may be free words though it reads as something else: a greeting with a request behind it, or a question half understood. */
export function mayBeFree(registry: Registry, text: string): boolean {
  const command = readCommand(registry, text);
  if (command.kind === 'unclear') return command.meant === undefined;
  if (command.kind === 'help') return command.about === 'start';
  const isNamed = agentIn(registry.agents, text, false) !== undefined || /^\s*[a-z]+\.[a-z-]+\s/i.test(text);
  return command.kind === 'call' && !isNamed && !unlessRefused(() => readInput(command));
}

/** Words as a command: as they are where they name an agent or are its own words, else what they most surely ask for. */
export function asCommand(registry: Registry, text: string, speaker: Speaker): string {
  if (readSeveral(registry, text)) return text;
  return mayBeFree(registry, text) ? (understand(registry, text, speaker) ?? text) : text;
}

/** What a capability can make of a sentence, as a form begins with it; nothing where it makes nothing of it. */
export function valuesIn(capability: Capability, text: string, { projects }: Speaker): Record<string, string> {
  if (text.length > maxSentence) return {};
  const { sentence, project } = placed(withoutLeadIn(text), capability, projects);
  const read = capability.fromSentence ?? capability.fromWords;
  const found = unlessRefused(() => read?.(sentence)) ?? {};
  return typedFields({ ...found, ...(project === undefined ? {} : { project }) });
}
