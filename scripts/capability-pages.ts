import { type Capability, type Field, fieldsOf, type Registry, type Vendor } from '../src/core/index.ts';

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const kindOf = (field: Field): string =>
  field.choices.length > 0 ? field.choices.map((choice) => `\`${choice}\``).join(', ') : field.kind;

function needOf(field: Field): string {
  if (field.isRequired) return 'required';
  return field.defaultValue ? `\`${field.defaultValue}\`` : 'empty';
}

const vendorTitles: Readonly<Record<Vendor, string>> = {
  gitlab: 'GitLab',
  x: 'X',
  salesforce: 'Salesforce',
  slack: 'Slack',
};

function effectOf(capability: Capability): string {
  if (capability.effect === 'read') return 'reads only';
  if (capability.effect === 'ask') return 'as what it asks for';
  if (capability.effect === 'write') return 'changes what is kept here, at once';
  return capability.approval === 'requester' ? 'approved by who asked' : 'approved by somebody who did not ask';
}

function badges(capability: Capability): string {
  const words = [
    effectOf(capability),
    ...(capability.vendors ?? []).map((vendor) => `needs ${vendorTitles[vendor]}`),
    ...(capability.featured ? ['listed by name in MCP'] : []),
  ];
  return words.map((each) => `*${each}*`).join(' · ');
}

/** One value in the grammar of the chat: bare, in quotes, or as a code block when it has several lines. */
function argument(name: string, value: unknown): string {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  if (text.includes('\n')) return `${name}=\`\`\`\n${text.replace(/\n$/, '')}\n\`\`\``;
  return /^[^\s"'“”‘’`]+$/.test(text) ? `${name}=${text}` : `${name}="${text.replace(/(["\\])/g, '\\$1')}"`;
}

/** What a person types for it. */
export function commandFor(capability: Capability, input: Readonly<Record<string, unknown>>): string {
  const words = capability.name.replace('.', ' ');
  const args = Object.entries(input).map(([name, value]) => argument(name, value));
  return ['/adjutant', words, ...args].join(' ');
}

function inputTable(capability: Capability): string {
  const fields = fieldsOf(capability);
  if (fields.length === 0) return 'No input.';
  const rows = fields.map((field) => [`\`${field.name}\``, kindOf(field), needOf(field), field.description]);
  return table(['Input', 'Kind', 'Default', ''], rows);
}

function outputTable(capability: Capability): string {
  const fields = fieldsOf({ ...capability, input: capability.output });
  return table(
    ['Output', 'Kind', ''],
    fields.map((field) => [`\`${field.name}\``, kindOf(field), field.description]),
  );
}

function examples(capability: Capability): string {
  return capability.examples
    .map(({ says, input }) => `“${says}”\n\n\`\`\`\`text\n${commandFor(capability, input)}\n\`\`\`\``)
    .join('\n\n');
}

const section = (capability: Capability): string =>
  [
    `### ${capability.title}`,
    `\`${capability.name}\` · ${badges(capability)}`,
    capability.description,
    `Permission: \`${capability.permission}\``,
    inputTable(capability),
    outputTable(capability),
    examples(capability),
  ].join('\n\n');

/** The page of all that is at a door, agent by agent. */
export function renderCapabilities(registry: Registry): string {
  const shown = new Set(registry.list());
  const agents = registry.agents.map((agent) => {
    const short = agent.alias ? ` (short: \`${agent.alias}\`)` : '';
    const sections = agent.capabilities.filter((each) => shown.has(each)).map(section);
    return [`## ${agent.title}`, `\`${agent.name}\`${short}. ${agent.purpose}`, ...sections].join('\n\n');
  });
  return `${['# Capabilities', 'Written by `npm run generate` from the declarations in `src/agents/`.', ...agents].join('\n\n')}\n`;
}
