import {
  type Agent,
  type Capability,
  escapeMarkdown,
  type Field,
  fieldsOf,
  inlineCode,
  verbNounOf,
} from '../../core/index.ts';
import type { Audience } from './audience.ts';
import { typedAt } from './chat-door.ts';
import { commandOf, firstWords, namedExample, spokenExample } from './examples.ts';
import { toStart } from './first-steps.ts';
import { formOffer, type Say } from './say.ts';

const offeredAtMost = 10;

const headOf = ({ name, alias, title, purpose }: Agent): string => {
  const short = alias === undefined ? '' : `, short ${inlineCode(alias)}`;
  return `**${escapeMarkdown(title)}** (${inlineCode(name)}${short}): ${escapeMarkdown(purpose)}`;
};

/** What can be said to it without naming a capability. */
function inWords(audience: Audience, agent: Agent): string[] {
  const words = firstWords(audience, agent);
  return words === undefined ? [] : [`In words: ${inlineCode(words)}`];
}

/** An agent in short, where all are shown. */
const agentSummary = (audience: Audience, agent: Agent): string =>
  [
    headOf(agent),
    ...inWords(audience, agent),
    agent.capabilities.map((each) => inlineCode(verbNounOf(each))).join(' '),
  ].join('\n');

function overview(audience: Audience): Say {
  const { own, door, hasModel } = audience;
  const typed = (words: string): string => inlineCode(typedAt(door, words));
  return {
    reply: {
      tone: 'neutral',
      markdown: [
        `Write ${typed('<agent> <what> name=value …')}, or an agent’s name and then your own words${door.mention}. A value with spaces stands in quotes; a form asks for what is missing.`,
        `Several at once: ${typed('plan …; then its risks')} (${inlineCode(';')} side by side, ${inlineCode('; then')} in order).`,
        ...(hasModel ? ['Or say it in your own words, whatever they begin with: a model understands them.'] : []),
        ...own.agents.map((agent) => agentSummary(audience, agent)),
        `More about one: ${typed('help <agent>')} or ${typed('help <agent> <what>')}`,
      ].join('\n\n'),
    },
    offers: [],
  };
}

function ofAgent(audience: Audience, agent: Agent): Say {
  const lines = agent.capabilities.map(
    (each) => `- ${inlineCode(commandOf(audience, each))} ${escapeMarkdown(each.title)}`,
  );
  return {
    reply: { tone: 'neutral', markdown: [headOf(agent), ...inWords(audience, agent), '', ...lines].join('\n') },
    offers: agent.capabilities.slice(0, offeredAtMost).map((each) => formOffer(each)),
  };
}

function fieldLine({ name, isRequired, description, choices, defaultValue }: Field): string {
  const choice = choices.length > 0 ? ` One of ${choices.map(inlineCode).join(', ')}.` : '';
  const usual = defaultValue ? ` Usually ${inlineCode(defaultValue)}.` : '';
  return `- ${inlineCode(name)}${isRequired ? ' (needed)' : ''}: ${escapeMarkdown(description)}${choice}${usual}`;
}

function examplesOf(audience: Audience, capability: Capability): string[] {
  const agent = audience.own.agents.find(({ capabilities }) => capabilities.includes(capability));
  return capability.examples.map((example) => {
    const named = inlineCode(namedExample(audience, capability, example));
    return agent ? `${inlineCode(spokenExample(audience, agent, example))}\nor ${named}` : named;
  });
}

function ofCapability(audience: Audience, capability: Capability): Say {
  const fields = fieldsOf(capability);
  const examples = examplesOf(audience, capability);
  const asks =
    capability.effect === 'external' ? ['Nothing is changed before somebody approves what will be done.'] : [];
  return {
    reply: {
      tone: 'neutral',
      markdown: [
        `**${escapeMarkdown(capability.title)}** ${inlineCode(commandOf(audience, capability))}`,
        escapeMarkdown(capability.description),
        ...asks,
        ...(fields.length > 0 ? [fields.map(fieldLine).join('\n')] : []),
        ...(examples.length > 0 ? ['**Examples**', ...examples] : []),
      ].join('\n\n'),
    },
    offers: [formOffer(capability, { label: 'Fill in a form' })],
  };
}

export interface HelpTopic {
  agent?: Agent;
  capability?: Capability;
  about?: 'start';
}

/** Help as this person needs it: what to begin with, all of it, one agent, or one capability. */
export function helpFor(audience: Audience, { capability, agent, about }: HelpTopic): Say {
  const { own } = audience;
  if (about === 'start') return toStart(audience);
  if (capability && own.find(capability.name)) return ofCapability(audience, capability);
  const ownAgent = agent && own.agents.find(({ name }) => name === agent.name);
  return ownAgent ? ofAgent(audience, ownAgent) : overview(audience);
}
