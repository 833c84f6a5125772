import { describe, expect, it } from 'vitest';
import { registry } from '../../src/agents/index.ts';
import {
  type Agent,
  type Capability,
  fieldsOf,
  isAtADoor,
  parse,
  readCommand,
  readInput,
  readSeveral,
} from '../../src/core/index.ts';

type Example = Capability['examples'][number];

/** As somebody types it: behind the agent's name, which is not said twice. */
function typedTo({ name, alias = name }: Agent, says: string): string[] {
  const isNamed = [name, alias].some((each) => says.toLowerCase().startsWith(`${each} `));
  return isNamed ? [says] : [...new Set([`${alias} ${says}`, `${name} ${says}`])];
}

/** What is pasted into the form, as nobody says it. */
function pasted(capability: Capability, { input }: Example): Record<string, unknown> {
  const fields = new Map(fieldsOf(capability).map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => fields.get(name)?.kind === 'lines' && String(value).includes('\n')),
  );
}

/** The capability that was read, and of its input what the example speaks of. */
function readAs(capability: Capability, example: Example, typed: string): Record<string, unknown> {
  if (readSeveral(registry, typed)) return { capability: 'several' };
  const command = readCommand(registry, typed);
  if (command.kind !== 'call') return { capability: command.kind };
  const { raw, unread } = readInput(command);
  if (command.capability.name !== capability.name) return { capability: command.capability.name, raw, unread };
  const { project } = example.input as { project?: string };
  // Who has one project need not name it.
  const filled = {
    ...pasted(capability, example),
    ...('project' in capability.input.shape ? { project } : {}),
    ...raw,
  };
  const input: Record<string, unknown> = parse(capability.input, filled);
  const spoken = Object.keys(example.input).map((name) => [name, input[name]]);
  return { capability: capability.name, unread, ...Object.fromEntries(spoken) };
}

describe.each(registry.agents.map((agent) => [agent.name, agent] as const))('%s', (_agent, agent) => {
  const cases = agent.capabilities
    .filter(isAtADoor)
    .flatMap((capability) =>
      capability.examples.flatMap((example) =>
        typedTo(agent, example.says).map((typed) => [typed, capability.name, capability, example] as const),
      ),
    );

  it.each(cases)('“%s” is %s', (typed, name, capability, example) => {
    const meant = parse(capability.input, example.input) as Record<string, unknown>;
    const spoken = Object.keys(example.input).map((field) => [field, meant[field]]);
    expect(readAs(capability, example, typed)).toEqual({
      capability: name,
      unread: '',
      ...Object.fromEntries(spoken),
    });
  });
});
