import type { Agent, Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { missingFields } from '../form.ts';
import { readCommand } from '../words/grammar.ts';
import { isPatch, patchTaker, takePatch } from '../words/patch-words.ts';
import { readInput } from '../words/read-input.ts';
import { unlessRefused } from '../words/unless-refused.ts';
import { verbNounOf } from '../words/word-forms.ts';
import { withoutLeadIn } from './lead-in.ts';
import { type Placed, placed } from './project.ts';
import { surest } from './surest.ts';

/** Longer words are a text, in which no single values are looked for. */
export const maxSentence = 3_000;

/** What somebody may mean without naming an agent. */
export interface Speaker {
  projects: readonly string[];
}

const agentOf = ({ agents }: Registry, capability: Capability): Agent | undefined =>
  agents.find(({ capabilities }) => capabilities.includes(capability));

/** Whether a command asks for a capability, and nothing of its words is left over. Faults in its values may be said later. */
function asksFor(registry: Registry, command: string, capability: Capability, mayHaveFaults = true): boolean {
  const read = unlessRefused(() => readCommand(registry, command));
  if (read?.kind !== 'call' || read.capability !== capability) return false;
  const input = unlessRefused(() => readInput(read));
  return input ? input.unread === '' : mayHaveFaults;
}

function asNamedValue([name, value]: [string, unknown]): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return `${name}="${text.replace(/["\\]/g, '\\$&')}"`;
}

/** What a capability finds in a sentence, as named values; undefined where that is not all that it needs. */
function withValues(capability: Capability, sentence: string): string | undefined {
  const found = sentence.length > maxSentence ? undefined : capability.fromSentence?.(sentence);
  if (!found) return undefined;
  const missing = missingFields(capability, found).filter(({ name }) => name !== 'project');
  return missing.length === 0 ? Object.entries(found).map(asNamedValue).join(' ') : undefined;
}

/**
 * The words as a command: what the capability finds in them by kind; else as they are said to its agent; else as all that it reads.
 * A question is first read as a phrase of its own, which says more of what is asked for.
 */
function commandFor(registry: Registry, capability: Capability, words: Placed): string | undefined {
  const agent = agentOf(registry, capability);
  if (!agent) return undefined;
  const { project, sentence } = words;
  const named = `${agent.name} ${verbNounOf(capability)}`;
  const said = `${agent.name} ${sentence}`;
  const values = withValues(capability, sentence);
  const takesAll = agent.takesWords === verbNounOf(capability);
  const isPlain = capability.effect === 'read' && !takesAll && asksFor(registry, said, capability, false);
  const forms = [
    ...(isPlain ? [said] : []),
    ...(values === undefined ? [] : [`${named} ${values}`]),
    said,
    ...(capability.fromWords && !capability.fromSentence ? [`${named} ${sentence}`] : []),
    named,
  ];
  const form = forms.find((each) => asksFor(registry, each, capability));
  return form === undefined || project === undefined ? form : `${form} project=${project}`;
}

/** A patch says by itself what is to be done with it. */
function patched(registry: Registry, words: string, { projects }: Speaker): string | undefined {
  const [only, ...others] = isPatch(words) ? registry.agents.flatMap((agent) => patchTaker(agent) ?? []) : [];
  if (!only || others.length > 0) return undefined;
  const { words: said, args } = takePatch(only, words);
  const { project } = placed(said, only, projects);
  const values = Object.entries({ ...(project === undefined ? {} : { project }), ...args }).map(asNamedValue);
  return `${only.name.replace('.', ' ')} ${values.join(' ')}`;
}

/** One request in free words, as a command; undefined where it is not sure enough what is meant. */
export function understoodAlone(registry: Registry, text: string, { projects }: Speaker): string | undefined {
  const words = withoutLeadIn(text);
  const patch = patched(registry, words, { projects });
  if (patch !== undefined) return patch;
  const found = surest(registry, text);
  if (!found) return undefined;
  return commandFor(registry, found.capability, placed(words, found.capability, projects));
}
