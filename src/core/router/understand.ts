import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { typedFields } from '../form.ts';
import { readCommand } from '../words/grammar.ts';
import { agentIn, readInput } from '../words/read-input.ts';
import { readSeveral } from '../words/several.ts';
import type { CallCommand } from '../words/step-calls.ts';
import { unlessRefused } from '../words/unless-refused.ts';
import { maxSentence, type Speaker, understoodAlone } from './command-for.ts';
import { withoutLeadIn } from './lead-in.ts';
import { placed } from './project.ts';
import { rank } from './rank.ts';
import { checkHalf, checkWhole, severalIn } from './several-wishes.ts';
import { isBeyondDoubt } from './surest.ts';

export type { Speaker } from './command-for.ts';

/**
 * Free words that name no agent, as the command that they come to: `plan …; then …`. Undefined where it is not sure enough what is
 * meant; then `rank` tells what is near. Throws what has to be said more clearly.
 */
export function understand(registry: Registry, text: string, speaker: Speaker): string | undefined {
  const several = severalIn(registry, text, speaker);
  if (typeof several === 'string') return several;
  const command = understoodAlone(registry, text, speaker);
  if (command === undefined) return undefined;
  if (several) checkHalf(registry, several, command);
  checkWhole(registry, text, command);
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

/** `lead` and `post` are words, too: `lead dana@acme.example is now head of purchasing` tells of one that is there. */
function meansOther(registry: Registry, text: string, { capability, args, rest }: CallCommand): boolean {
  // What has lines is a text for the agent that stands before it.
  if (text.length > maxPlain || /\n/.test(text.trim())) return false;
  const named = agentIn(registry.agents, text, false);
  // In quotes it is what the agent is to take, whatever it says.
  const isText = /^\s*["“„][^"“”]*["”]\s*$/.test(rest);
  const isFree = !isText && named?.rest.trim() === rest.trim() && Object.keys(args).length === 0;
  if (!isFree || capability.name !== `${named?.agent.name}.${named?.agent.takesWords}`) return false;
  const [first] = rank(registry, text);
  return first !== undefined && first.capability !== capability && isBeyondDoubt(registry, text);
}

/** What may be free words though it reads as something else: a greeting with a request behind it, or a question half understood. */
export function mayBeFree(registry: Registry, text: string): boolean {
  const command = readCommand(registry, text);
  if (command.kind === 'unclear') return command.meant === undefined;
  if (command.kind === 'help') return command.about === 'start';
  const isNamed = agentIn(registry.agents, text, false) !== undefined || /^\s*[a-z]+\.[a-z-]+\s/i.test(text);
  if (command.kind !== 'call') return false;
  return isNamed ? meansOther(registry, text, command) : !unlessRefused(() => readInput(command));
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
