import type { Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { anyStanding } from '../calling/index.ts';
import { type Capability, isPermitted, jsonSchemaOf, type Principal, type Registry } from '../core/index.ts';
import { searchInput, searchOutput } from './catalogue.ts';

export const findTool = 'find_capabilities';
export const callTool = 'run_capability';

export const callInput = z.strictObject({
  name: z.string().min(1).max(100).describe('As find_capabilities gives it, for example "coding.apply-patch"'),
  args: z.record(z.string(), z.unknown()).default({}).describe('Its fields'),
});

/** `coding.apply-patch` is called `coding_apply-patch`: some clients allow no dot. */
export const toolNameOf = ({ name }: Pick<Capability, 'name'>): string => name.replace('.', '_');

/** From what a capability does to the world. Nothing external happens before a person approved it all the same. */
const annotationsOf = ({ effect, vendors = [] }: Capability): Tool['annotations'] => ({
  readOnlyHint: effect === 'read',
  destructiveHint: effect === 'external',
  idempotentHint: effect === 'read',
  openWorldHint: vendors.length > 0,
});

const waits = ' Waits for a person to approve it.';

const describeTool = (capability: Capability): Tool => ({
  name: toolNameOf(capability),
  title: capability.title,
  description: capability.description + (capability.effect === 'external' ? waits : ''),
  inputSchema: jsonSchemaOf(capability.input, 'input'),
  // How a run stands explains itself, and its schema at every tool would cost each reader more than it tells.
  ...(capability.effect === 'read' ? { outputSchema: jsonSchemaOf(capability.output, 'output') } : {}),
  annotations: annotationsOf(capability),
});

const find: Tool = {
  name: findTool,
  title: 'Find capabilities',
  description: 'Finds everything that can be done here, by words, with the arguments that it takes.',
  inputSchema: jsonSchemaOf(searchInput, 'input'),
  outputSchema: jsonSchemaOf(searchOutput, 'output'),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};

const call: Tool = {
  name: callTool,
  title: 'Run a capability',
  description:
    'Runs a capability that find_capabilities names. What changes something outside waits for a person to approve it.',
  inputSchema: jsonSchemaOf(callInput, 'input'),
  outputSchema: jsonSchemaOf(anyStanding, 'output'),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
};

export interface Toolbox {
  /** What this person may use of the featured, and the two ways to the rest; always in the same order. */
  listFor(principal: Principal): Tool[];
  /** The capability behind a tool that bears its name. */
  find(tool: string): Capability | undefined;
}

/** Written once: a tool list is asked for at each connection. */
export function createToolbox(registry: Registry): Toolbox {
  const featured = registry.list().filter((capability) => capability.featured);
  const described = featured.map((capability) => ({ capability, tool: describeTool(capability) }));
  const byName = new Map(featured.map((capability) => [toolNameOf(capability), capability]));
  return {
    listFor: (principal) => [
      ...described.filter(({ capability }) => isPermitted(principal, capability.permission)).map(({ tool }) => tool),
      find,
      call,
    ],
    find: (tool) => byName.get(tool),
  };
}
