import { z } from 'zod';
import { type Capability, fieldsOf, isPermitted, nearestTo, type Principal, type Registry } from '../core/index.ts';

const maxFound = 10;

export const searchInput = z.strictObject({
  words: z.string().max(200).default('').describe('What you want to do; empty lists everything'),
});

export const searchOutput = z.object({
  capabilities: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      description: z.string(),
      effect: z.enum(['read', 'ask', 'write', 'external']),
      fields: z.array(
        z.object({
          name: z.string(),
          kind: z.string(),
          required: z.boolean(),
          description: z.string(),
          choices: z.array(z.string()),
        }),
      ),
    }),
  ),
});

type Found = z.output<typeof searchOutput>['capabilities'][number];

const describe = (capability: Capability): Found => ({
  name: capability.name,
  title: capability.title,
  description: capability.description,
  effect: capability.effect,
  fields: fieldsOf(capability).map(({ name, kind, isRequired, description, choices }) => ({
    name,
    kind,
    required: isRequired,
    description,
    choices: [...choices],
  })),
});

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];

interface Entry {
  capability: Capability;
  found: Found;
  /** Words with their weight: a name says more than a description. */
  weights: ReadonlyMap<string, number>;
}

function entryOf(capability: Capability): Entry {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const word of wordsOf(text)) weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  };
  add(capability.name, 4);
  add(capability.title, 3);
  for (const { says } of capability.examples) add(says, 2);
  add(capability.description, 1);
  return { capability, found: describe(capability), weights };
}

/** Shorter words are in the way: "a" begins half of all words. */
const minPrefix = 3;

function scoreOf({ weights }: Entry, wanted: readonly string[]): number {
  const best = (word: string): number => {
    const isLike = (known: string): boolean =>
      known === word || (word.length >= minPrefix && (known.startsWith(word) || word.startsWith(`${known}s`)));
    return Math.max(0, ...[...weights].filter(([known]) => isLike(known)).map(([, weight]) => weight));
  };
  return wanted.reduce((score, word) => score + best(word), 0);
}

export interface Catalogue {
  /** What this person may use and the words mean, the best first; the nearest names when nothing fits. */
  search(principal: Principal, words: string): { found: Found[]; isGuess: boolean };
  /** By `agent.verb-noun`, or by `agent_verb-noun` as tools are called. Nothing that is at no door. */
  find(name: string): Capability | undefined;
  nearest(name: string): readonly Capability[];
}

export function createCatalogue(registry: Registry): Catalogue {
  const entries = registry.list().map(entryOf);
  const atDoors = new Set(entries.map(({ capability }) => capability));

  return {
    find(name) {
      const capability = registry.find(name.replace('_', '.'));
      return capability && atDoors.has(capability) ? capability : undefined;
    },

    nearest: (name) => nearestTo(registry, name),

    search(principal, words) {
      const allowed = entries.filter(({ capability }) => isPermitted(principal, capability.permission));
      const wanted = wordsOf(words);
      if (wanted.length === 0) return { found: allowed.map(({ found }) => found), isGuess: false };
      const scored = allowed
        .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      if (scored.length > 0)
        return { found: scored.slice(0, maxFound).map(({ entry }) => entry.found), isGuess: false };
      const nearest = nearestTo(registry, words);
      return {
        found: allowed.filter(({ capability }) => nearest.includes(capability)).map(({ found }) => found),
        isGuess: true,
      };
    },
  };
}

/** The same for who reads text only. */
export function catalogueText({ found, isGuess }: { found: readonly Found[]; isGuess: boolean }): string {
  if (found.length === 0)
    return 'There is nothing that you may use. Ask an admin of your organisation for a role or a token.';
  const lines = found.map(({ name, description, effect, fields }) => {
    const args = fields.map((field) => `${field.name}${field.required ? '' : '?'} (${field.kind})`).join(', ');
    return `- ${name}${effect === 'external' ? ' [waits for approval]' : ''}: ${description} Arguments: ${args || 'none'}.`;
  });
  const heading = isGuess ? 'Nothing has these words; these come nearest:' : 'Call them with run_capability:';
  return `${heading}\n${lines.join('\n')}`;
}
