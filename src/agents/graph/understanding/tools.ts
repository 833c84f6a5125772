import { type Ask, type Capability, jsonSchemaOf, type ModelTool, type Registry } from '../../../core/index.ts';

/** The capabilities that may be called now, and how the model knows them. */
export interface Toolbox {
  tools: readonly ModelTool[];
  find(tool: string): Capability | undefined;
}

const maxDescription = 1_000;

/** The names of tools may hold no full stop. */
const toolName = ({ name }: Capability): string => name.replaceAll('.', '_');

const toTool = (capability: Capability): ModelTool => ({
  name: toolName(capability),
  description: `${capability.title}. ${capability.description}`.slice(0, maxDescription),
  schema: jsonSchemaOf(capability.input, 'input'),
});

/**
 * Of those that were fixed with the request, what may still be called. A write changes our stores with nobody's approval, so it is
 * not on offer any more once anything was read that others wrote.
 */
export function toolboxFor({ tools: names }: Ask, registry: Registry, hasReadOthers: boolean): Toolbox {
  const capabilities = names
    .flatMap((name) => registry.find(name) ?? [])
    .filter(({ effect }) => effect !== 'ask' && !(hasReadOthers && effect === 'write'));
  const byTool = new Map(capabilities.map((each) => [toolName(each), each]));
  return { tools: capabilities.map(toTool), find: (tool) => byTool.get(tool) };
}
