import { distance } from 'fastest-levenshtein';
import type { Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';
import { rank } from '../router/rank.ts';
import { verbNounOf } from './word-forms.ts';

/** So many are named to who has to choose. */
export const namedAtMost = 3;

/** Shorter words stand in every sentence. */
const tellingLength = 4;

/** How unlike what was typed and a capability are: 0 is the same word, 1 has nothing in common. */
function unlikeness(text: string, capability: Capability): number {
  const typed = text.toLowerCase();
  const [agent = '', verbNoun = ''] = capability.name.split('.');
  const forms = [capability.name, `${agent} ${verbNoun}`, verbNoun, capability.title.toLowerCase()];
  const words = new Set(typed.split(/[\s.-]+/));
  const shared = `${verbNoun} ${capability.title}`
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((each) => words.has(each)).length;
  const said = new Set(capability.examples.flatMap(({ says }) => says.toLowerCase().split(/[^\p{L}\p{N}]+/u)));
  const alike = [...words].filter((each) => each.length >= tellingLength && said.has(each)).length;
  const nearest = Math.min(...forms.map((form) => distance(typed, form) / Math.max(typed.length, form.length)));
  return nearest - shared * 0.3 - alike * 0.1;
}

/** Below it, what a sentence asks for says no more than how its letters look. */
const leastProbable = 0.05;

/** The three capabilities that were most probably meant; of what says nothing, those that look most like it. */
export function nearestTo(registry: Registry, text: string): readonly Capability[] {
  const start = text.trim().slice(0, 80);
  const meant = rank(registry, text).filter(({ probability }) => probability >= leastProbable);
  const alike = [...registry.list()].sort((a, b) => unlikeness(start, a) - unlikeness(start, b));
  return [...new Set([...meant.map(({ capability }) => capability), ...alike])].slice(0, namedAtMost);
}

const lettersOf = (word: string): string => [...word].sort().join('');

/** A letter wrong, missing or too many, two in a long word, or two that changed places. */
function isTypo(typed: string, name: string): boolean {
  if (typed === name || typed.length < 3) return false;
  const letters = distance(typed, name);
  const isSwapped = letters === 2 && lettersOf(typed) === lettersOf(name);
  return letters <= (name.length >= 6 ? 2 : 1) || isSwapped;
}

/** The one name that a word is a slip of; none when it may be several. */
function slipOf(typed: string, names: readonly string[]): string | undefined {
  const near = [...new Set(names.filter((name) => isTypo(typed, name)))];
  const closest = Math.min(...near.map((name) => distance(typed, name)));
  const [only, ...others] = near.filter((name) => distance(typed, name) === closest);
  return others.length === 0 ? only : undefined;
}

/** `shwo-plan`: with its hyphen it can only be a capability's name. */
function correctedName(registry: Registry, agent: string, words: string): string | undefined {
  const [, space = '', typed = '', rest = ''] = /^(\s+)([^\s.,:;!?]+)([\s\S]*)$/.exec(words) ?? [];
  const own = registry.agents.find(({ name, alias }) => name === agent || alias === agent)?.capabilities ?? [];
  if (!typed.includes('-') || own.some((each) => verbNounOf(each) === typed.toLowerCase())) return undefined;
  const meant = slipOf(typed.toLowerCase(), own.map(verbNounOf));
  return meant && `${space}${meant}${rest}`;
}

/** A command with its first words as they were probably meant: `plna launch` is `plan launch`. Nothing where they are right. */
export function corrected(registry: Registry, text: string): string | undefined {
  const [, typed = '', rest = ''] = /^\s*(\S+)([\s\S]*)$/.exec(text) ?? [];
  const names = registry.agents.flatMap(({ name, alias }) => (alias ? [alias, name] : [name]));
  const word = typed.toLowerCase();
  const agent = names.includes(word) ? word : slipOf(word, ['help', ...names]);
  if (agent === undefined) return undefined;
  const right = correctedName(registry, agent, rest);
  if (right !== undefined) return `${agent}${right}`;
  return agent === word ? undefined : `${agent}${rest}`;
}
