import type { Agent, Registry } from '../agent.ts';
import type { Capability } from '../capability.ts';

const fieldNamed = (thing: string): string => thing.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());

/** Whether a capability takes the number of a thing: by a field of its name, or as the number of what its agent has. */
function takes(agent: Agent, { input }: Capability, thing: string): boolean {
  return fieldNamed(thing) in input.shape || ('number' in input.shape && thing in (agent.calls ?? {}));
}

/** What can be named by a number at all, and by which words. */
function thingsOf({ agents }: Registry): Map<string, string[]> {
  const things = new Map<string, string[]>();
  for (const { calls = {} } of agents) {
    for (const [thing, words] of Object.entries(calls)) {
      const isNumbered = agents.some((agent) => agent.capabilities.some((each) => takes(agent, each, thing)));
      for (const word of isNumbered ? [thing, ...words.split(' ')] : []) {
        const spoken = word.replaceAll('-', ' ');
        things.set(spoken, [...(things.get(spoken) ?? []), thing]);
      }
    }
  }
  return things;
}

const known = new WeakMap<Registry, { things: Map<string, string[]>; pattern: RegExp }>();

function tableOf(registry: Registry) {
  const things = thingsOf(registry);
  const words = [...things.keys()]
    .filter((word) => /^[a-z ]+$/.test(word))
    .sort((one, other) => other.length - one.length);
  const table = known.get(registry) ?? {
    things,
    pattern: new RegExp(
      `\\b(${words.join('|')})\\s{1,3}(?:no\\.?\\s?|number\\s|nr\\.?\\s?)?[#!]?\\d{1,9}(?![\\w]|[.,:]\\d)`,
      'gi',
    ),
  };
  known.set(registry, table);
  return table;
}

/**
 * Which capabilities can be meant by a sentence that names something by its number: `plan 3` is none that is to be made. An agent
 * that tells about all takes any.
 */
export function takesNumbered(registry: Registry, text: string): (capability: Capability) => boolean {
  const { things, pattern } = tableOf(registry);
  const named = [...text.matchAll(pattern)].flatMap(([, word = '']) => things.get(word.toLowerCase()) ?? []);
  if (named.length === 0) return () => true;
  return (capability) => {
    const agent = registry.agents.find(({ capabilities }) => capabilities.includes(capability));
    return agent !== undefined && (agent.tellsOfAll === true || named.some((thing) => takes(agent, capability, thing)));
  };
}
