import {
  type Agent,
  type Capability,
  createRegistry,
  escapeMarkdown,
  type Field,
  fieldsOf,
  inlineCode,
  isPermitted,
  nearestTo,
  type Principal,
  type Registry,
} from '../../core/index.ts';
import { formOffer, type Say } from './say.ts';

const exampleValueMax = 80;

/** The registry as this person sees it: without what they may not do, and without what is at no door. */
export function registryFor(registry: Registry, principal: Principal): Registry {
  const atADoor = new Set(registry.list());
  const agents = registry.agents.map((agent) => ({
    ...agent,
    capabilities: agent.capabilities.filter((each) => atADoor.has(each) && isPermitted(principal, each.permission)),
  }));
  return createRegistry(agents.filter((agent) => agent.capabilities.length > 0));
}

const commandOf = ({ name }: Capability): string => name.replace('.', ' ');

function exampleValue(value: unknown): string {
  const text = String(value);
  if (text.includes('\n') || text.length > exampleValueMax) return '…';
  return /^[^\s"'“”‘’]+$/.test(text) ? text : `"${text.replace(/(["\\])/g, '\\$1')}"`;
}

/** An example as it would be typed, with a project that the person has. */
function exampleOf(capability: Capability, input: Record<string, unknown>, principal: Principal): string {
  const [own] = principal.projects;
  const values = 'project' in input && own !== undefined ? { ...input, project: own } : input;
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${exampleValue(value)}`);
  return [commandOf(capability), ...pairs].join(' ');
}

const lineOf = (capability: Capability): string =>
  `- ${inlineCode(commandOf(capability))} ${escapeMarkdown(capability.title)}`;

const headOf = ({ name, alias, title, purpose }: Agent): string => {
  const short = alias === undefined ? '' : `, short ${inlineCode(alias)}`;
  return `**${escapeMarkdown(title)}** (${inlineCode(name)}${short}): ${escapeMarkdown(purpose)}`;
};

/** What can be said to it without naming a capability. */
function inWords({ name, alias = name, takesWords, capabilities }: Agent): string[] {
  const example = capabilities.find((each) => each.name === `${name}.${takesWords}`)?.examples[0];
  if (!example) return [];
  const says = example.says.startsWith(`${alias} `) ? example.says : `${alias} ${example.says}`;
  return [`In words: ${inlineCode(says)}`];
}

const agentLines = (agent: Agent): string =>
  [headOf(agent), ...inWords(agent), '', ...agent.capabilities.map(lineOf)].join('\n');

const verbNounOf = ({ name }: Capability): string => name.slice(name.indexOf('.') + 1);

/** The same in short, where all agents are shown. */
const agentSummary = (agent: Agent): string =>
  [headOf(agent), ...inWords(agent), agent.capabilities.map((each) => inlineCode(verbNounOf(each))).join(' ')].join(
    '\n',
  );

function fieldLine({ name, isRequired, description, choices, defaultValue }: Field): string {
  const choice = choices.length > 0 ? ` One of ${choices.map(inlineCode).join(', ')}.` : '';
  const usual = defaultValue ? ` Usually ${inlineCode(defaultValue)}.` : '';
  return `- ${inlineCode(name)}${isRequired ? ' (needed)' : ''}: ${escapeMarkdown(description)}${choice}${usual}`;
}

const overview = (own: Registry): Say => ({
  reply: {
    tone: 'neutral',
    markdown: [
      `Write ${inlineCode('<agent> <what> name=value …')}, or an agent’s name and then your own words; in a channel, mention me first. A value with spaces stands in quotes; a form asks for what is missing.`,
      `Several at once: ${inlineCode('plan …; then its risks')} (${inlineCode(';')} side by side, ${inlineCode('; then')} in order).`,
      ...own.agents.map(agentSummary),
      `More about one: ${inlineCode('help <agent>')} or ${inlineCode('help <agent> <what>')}`,
    ].join('\n\n'),
  },
  offers: [],
});

const ofAgent = (agent: Agent): Say => ({
  reply: { tone: 'neutral', markdown: agentLines(agent) },
  offers: agent.capabilities.slice(0, 10).map((each) => formOffer(each)),
});

function ofCapability(capability: Capability, principal: Principal): Say {
  const fields = fieldsOf(capability);
  const examples = capability.examples.map(
    ({ says, input }) => `${escapeMarkdown(says)}:\n${inlineCode(exampleOf(capability, input, principal))}`,
  );
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
    offers: [formOffer(capability, { label: 'Fill in a form' })],
  };
}

/** Help as this person needs it: all of it, one agent, or one capability. */
export function helpFor(own: Registry, principal: Principal, topic: { agent?: Agent; capability?: Capability }): Say {
  const { capability, agent } = topic;
  if (capability && own.find(capability.name)) return ofCapability(capability, principal);
  const ownAgent = agent && own.agents.find(({ name }) => name === agent.name);
  return ownAgent ? ofAgent(ownAgent) : overview(own);
}

/** For what was not understood: never a guess, but what is nearest to it. */
export function didYouMean(own: Registry, text: string): Say {
  const shown = text.trim().replace(/\s+/g, ' ').slice(0, 100);
  return {
    reply: {
      tone: 'warning',
      markdown: `I did not understand ${inlineCode(shown)}. Did you mean one of these?`,
    },
    offers: [...nearestTo(own, text).map((each) => formOffer(each)), { kind: 'help', label: 'Show everything' }],
  };
}
