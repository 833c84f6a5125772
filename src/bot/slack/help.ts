import {
  type Agent,
  type Capability,
  createRegistry,
  escapeMarkdown,
  type Field,
  fieldsOf,
  inlineCode,
  isPermitted,
  type Principal,
  type Registry,
} from '../../core/index.ts';
import { formButton } from './buttons.ts';
import { commandOf, firstWords, namedExample, prefix, spokenExample } from './examples.ts';
import { toStart } from './first-steps.ts';
import type { Say } from './say.ts';

/** The registry as this person sees it: without what they may not do, and without what is at no door. */
export function registryFor(registry: Registry, principal: Principal): Registry {
  const atADoor = new Set(registry.list());
  const agents = registry.agents.map((agent) => ({
    ...agent,
    capabilities: agent.capabilities.filter((each) => atADoor.has(each) && isPermitted(principal, each.permission)),
  }));
  return createRegistry(agents.filter((agent) => agent.capabilities.length > 0));
}

const lineOf = (capability: Capability): string =>
  `- ${inlineCode(commandOf(capability))} ${escapeMarkdown(capability.title)}`;

const headOf = ({ name, alias, title, purpose }: Agent): string => {
  const short = alias === undefined ? '' : `, short ${inlineCode(alias)}`;
  return `**${escapeMarkdown(title)}** (${inlineCode(name)}${short}): ${escapeMarkdown(purpose)}`;
};

/** What can be said to it without naming a capability. */
function inWords(agent: Agent, principal: Principal): string[] {
  const words = firstWords(agent, principal);
  return words === undefined ? [] : [`In words: ${inlineCode(words)}`];
}

const agentLines = (agent: Agent, principal: Principal): string =>
  [headOf(agent), ...inWords(agent, principal), '', ...agent.capabilities.map(lineOf)].join('\n');

const verbNounOf = ({ name }: Capability): string => name.slice(name.indexOf('.') + 1);

/** The same in short, where all agents are shown. */
const agentSummary = (agent: Agent, principal: Principal): string =>
  [
    headOf(agent),
    ...inWords(agent, principal),
    agent.capabilities.map((each) => inlineCode(verbNounOf(each))).join(' '),
  ].join('\n');

function fieldLine({ name, isRequired, description, choices, defaultValue }: Field): string {
  const choice = choices.length > 0 ? ` One of ${choices.map(inlineCode).join(', ')}.` : '';
  const usual = defaultValue ? ` Usually ${inlineCode(defaultValue)}.` : '';
  return `- ${inlineCode(name)}${isRequired ? ' (needed)' : ''}: ${escapeMarkdown(description)}${choice}${usual}`;
}

const overview = (own: Registry, principal: Principal): Say => ({
  reply: {
    tone: 'neutral',
    markdown: [
      `Write ${inlineCode(`${prefix} <agent> <what> name=value …`)}, or an agent’s name and then your own words, or mention me with the same. A value with spaces stands in quotes; a form asks for what is missing.`,
      `Several at once: ${inlineCode(`${prefix} plan …; then its risks`)} (${inlineCode(';')} side by side, ${inlineCode('; then')} in order).`,
      ...own.agents.map((agent) => agentSummary(agent, principal)),
      `More about one: ${inlineCode(`${prefix} help <agent>`)} or ${inlineCode(`${prefix} help <agent> <what>`)}`,
    ].join('\n\n'),
  },
  buttons: [],
});

const ofAgent = (agent: Agent, principal: Principal): Say => ({
  reply: { tone: 'neutral', markdown: agentLines(agent, principal) },
  buttons: agent.capabilities.slice(0, 10).map((each) => formButton(each)),
});

function ofCapability(own: Registry, capability: Capability, principal: Principal): Say {
  const fields = fieldsOf(capability);
  const agent = own.agents.find(({ capabilities }) => capabilities.includes(capability));
  const examples = capability.examples.map((example) => {
    const named = inlineCode(namedExample(capability, example, principal));
    return agent ? `${inlineCode(spokenExample(agent, example, principal))}\nor ${named}` : named;
  });
  const asks =
    capability.effect === 'external' ? ['Nothing is changed before somebody approves what will be done.'] : [];
  return {
    reply: {
      tone: 'neutral',
      markdown: [
        `**${escapeMarkdown(capability.title)}** ${inlineCode(commandOf(capability))}`,
        escapeMarkdown(capability.description),
        ...asks,
        ...(fields.length > 0 ? [fields.map(fieldLine).join('\n')] : []),
        ...(examples.length > 0 ? ['**Examples**', ...examples] : []),
      ].join('\n\n'),
    },
    buttons: [formButton(capability, { label: 'Fill in a form' })],
  };
}

export interface HelpTopic {
  agent?: Agent;
  capability?: Capability;
  about?: 'start' | 'undo';
}

/** Help as this person needs it: what to begin with, all of it, one agent, or one capability. */
export function helpFor(own: Registry, principal: Principal, topic: HelpTopic): Say {
  const { capability, agent, about } = topic;
  if (about === 'start') return toStart(own, principal);
  if (capability && own.find(capability.name)) return ofCapability(own, capability, principal);
  const ownAgent = agent && own.agents.find(({ name }) => name === agent.name);
  return ownAgent ? ofAgent(ownAgent, principal) : overview(own, principal);
}
