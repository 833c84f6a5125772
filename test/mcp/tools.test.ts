import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { registry } from '../../src/agents/index.ts';
import type { Capability, Principal } from '../../src/core/index.ts';
import { createToolbox, toolNameOf } from '../../src/mcp/tools.ts';

const developer: Principal = {
  tenant: 'tenant',
  person: 'person',
  name: 'Jonas',
  door: 'mcp',
  roles: ['developer'],
  scopes: undefined,
  projects: [],
};
const toolbox = createToolbox(registry);
const tools = toolbox.listFor(developer);
const featured = registry.list().filter((capability) => capability.featured);
const toolOf = (capability: Capability) => tools.find((tool) => tool.name === toolNameOf(capability));

describe('the tool list', () => {
  it('costs a model less than 3,000 tokens', () => {
    expect(JSON.stringify(tools).length / 4).toBeLessThan(3_000);
  });

  it('has names that every client takes, each once, and no fixtures', () => {
    const names = tools.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(name).not.toMatch(/^test_/);
    }
  });

  it('leaves out what a role may not do', () => {
    const names = toolbox.listFor({ ...developer, roles: ['viewer'] }).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('coding_'))).toEqual([]);
    expect(names.slice(-2)).toEqual(['find_capabilities', 'run_capability']);
  });

  it('holds valid schemas, closed on both sides, without keywords of ours', () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { uri: true } });
    for (const { inputSchema, outputSchema } of tools) {
      for (const schema of [inputSchema, outputSchema]) {
        if (!schema) continue;
        expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
        ajv.compile({ ...schema } as object);
      }
    }
  });

  it.each(featured.map((capability) => [capability.name, capability] as const))(
    'says of %s what it does to the world, and takes its examples',
    (_name, capability) => {
      const tool = toolOf(capability);
      const isRead = capability.effect === 'read';
      expect(tool?.annotations).toEqual({
        readOnlyHint: isRead,
        destructiveHint: capability.effect === 'external',
        idempotentHint: isRead,
        openWorldHint: (capability.vendors ?? []).length > 0,
      });
      expect(tool?.description?.includes('Waits for a person')).toBe(capability.effect === 'external');
      const validate = new Ajv2020({ strict: false, formats: { uri: true } }).compile(tool?.inputSchema ?? {});
      for (const { input } of capability.examples) expect(validate(input), JSON.stringify(validate.errors)).toBe(true);
    },
  );
});
