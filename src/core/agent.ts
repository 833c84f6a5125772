import type { Capability } from './capability.ts';

export interface AgentSpec {
  name: string;
  /** Short form in chat: `code` for `coding`. */
  alias?: string;
  title: string;
  /** What it is for, in one sentence: read by people in the help and by the router. */
  purpose: string;
  /** The capability, as `verb-noun`, that takes free words said to this agent. */
  takesWords?: string;
  /** What people call the things that it has, by its own name for each: `{ post: 'tweet announcement' }`; a row of words is `work-item`. */
  calls?: Readonly<Record<string, string>>;
  /** What it is asked about may be anything of the others. */
  tellsOfAll?: boolean;
}

export interface Agent extends AgentSpec {
  capabilities: readonly Capability[];
}

export const defineAgent = (spec: AgentSpec): AgentSpec => Object.freeze(spec);

/** What somebody types for an example of an agent: its words, behind a name that is not said twice. */
export function typedTo({ name, alias = name }: AgentSpec, says: string): string {
  const isNamed = [name, alias].some((each) => says.toLowerCase().startsWith(`${each} `));
  return isNamed ? says : `${alias} ${says}`;
}

/** Everything that can be asked for, as generated from the agents' folders. */
export interface Registry {
  agents: readonly Agent[];
  /** Looks a capability up by `agent.verb-noun`; an agent's alias works too. */
  find(name: string): Capability | undefined;
  /** All that are at a door, in the order of the agents. */
  list(): readonly Capability[];
  /** What it is a part of: the capabilities that one person may use, or those of one agent. */
  whole?: Registry;
}

/** Whether it can be asked for, and is not only a part of others. */
export const isAtADoor = (capability: Capability): boolean => !capability.internal;

/** The same without what only a model can do. */
export const withoutModel = ({ agents }: Registry): Registry =>
  createRegistry(
    agents.map((agent) => ({ ...agent, capabilities: agent.capabilities.filter(({ needsModel }) => !needsModel) })),
  );

export function createRegistry(agents: readonly Agent[], whole?: Registry): Registry {
  const byName = new Map(
    agents.flatMap((agent) => agent.capabilities.map((each) => [each.name as string, each] as const)),
  );
  const canonical = new Map(agents.flatMap((agent) => (agent.alias ? [[agent.alias, agent.name] as const] : [])));
  return {
    agents,
    ...(whole ? { whole: whole.whole ?? whole } : {}),
    find(name) {
      const [agent = '', ...verbNoun] = name.split('.');
      return byName.get([canonical.get(agent) ?? agent, ...verbNoun].join('.'));
    },
    list: () => [...byName.values()].filter(isAtADoor),
  };
}
