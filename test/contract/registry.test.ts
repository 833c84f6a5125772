import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registry } from '../../src/agents/index.ts';
import { type Capability, isAtADoor, parse } from '../../src/core/index.ts';
import { createToolbox } from '../../src/mcp/tools.ts';
import { maria, openIssue } from '../core/registry.ts';
import {
  faultsOfEffect,
  faultsOfInput,
  faultsOfRights,
  faultsOfWords,
  readExamples,
  sampleOf,
  schemaOf,
} from './rules.ts';

const root = join(import.meta.dirname, '..', '..');
const capabilities = registry.agents.flatMap((agent) =>
  agent.capabilities.map((capability) => ({ agent, capability })),
);

describe.each(capabilities.map(({ agent, capability }) => [capability.name, agent.name, capability] as const))(
  '%s',
  (name, agent, capability) => {
    const verbNoun = name.slice(agent.length + 1);

    it('lies where its name says, with its test beside it', () => {
      expect(name).toBe(`${agent}.${verbNoun}`);
      const places = [`src/agents/${agent}/${verbNoun}.ts`, `test/agents/${agent}/${verbNoun}.test.ts`];
      expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
      expect(registry.find(name)).toBe(capability);
    });

    it('says in a few words what it does and when to use it', () => {
      expect(faultsOfWords(capability)).toEqual([]);
    });

    it('takes a flat input whose fields are explained', () => {
      expect(faultsOfInput(capability.input)).toEqual([]);
    });

    it('needs a permission that somebody has', () => {
      expect(faultsOfRights(capability)).toEqual([]);
    });

    it('has examples that are read from what a person types', () => {
      expect(capability.examples.length).toBeGreaterThan(0);
      for (const { says } of capability.examples) expect(says.trim()).not.toBe('');
      for (const { input } of capability.examples) parse(capability.input, input);
      if (!isAtADoor(capability)) return;
      for (const { typed, meant } of readExamples(registry, capability)) expect(typed).toEqual(meant);
    });

    it('puts each answer into words', () => {
      for (const isWhole of [true, false]) {
        const sample = sampleOf(schemaOf(capability.output, 'output'), isWhole);
        expect(capability.present(parse(capability.output, sample)).markdown.trim()).not.toBe('');
      }
    });

    it('can be approved, and found again, when it changes something', () => {
      expect(capability.effect === 'external' ? faultsOfEffect(capability) : []).toEqual([]);
    });

    it('takes and gives what it took and gave before', () => {
      const { input, output } = capability;
      expect({ input: schemaOf(input, 'input'), output: schemaOf(output, 'output') }).toMatchSnapshot();
    });
  },
);

describe('all of them together', () => {
  it('are as the generated files have them', async () => {
    const script = join(root, 'scripts', 'generate.ts');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect([stdout, stderr]).toEqual(['', '']);
  });

  it('have agents that can be told apart, and say what they are for', () => {
    const words = registry.agents.flatMap(({ name, alias }) => (alias ? [name, alias] : [name]));
    expect(new Set(words).size).toBe(words.length);
    for (const { purpose } of registry.agents) expect(purpose).toMatch(/^[A-Z].{20,200}\.$/);
  });

  it('are featured so sparingly that their tools take at most 3,000 tokens of a reader’s attention', () => {
    expect(registry.list().filter(({ featured }) => featured).length).toBeLessThanOrEqual(10);
    const tools = createToolbox(registry).listFor({ ...maria, roles: ['admin'] });
    // Four characters are about one token.
    expect(JSON.stringify(tools).length / 4).toBeLessThan(3_000);
  });
});

describe('the contract', () => {
  const text = z.string().describe('A text');

  it.each<[string, z.ZodObject, string[]]>([
    ['a union', z.object({ when: z.union([z.string(), z.number()]) }), ['when is a union']],
    ['a union in a list', z.object({ all: z.array(z.union([text, z.number()])) }), ['all[] is a union']],
    ['a value that may be null', z.object({ when: text.nullable() }), ['when is a union']],
    ['anything', z.object({ what: z.unknown() }), ['what has no type']],
    ['an object', z.object({ who: z.object({ name: text }) }), ['who is an object']],
    ['a free record', z.object({ labels: z.record(z.string(), text) }), ['labels is an object']],
    ['a list in a list', z.object({ rows: z.array(z.array(text)) }), ['rows[] is a list in a list']],
    [
      'a list in a listed object',
      z.object({ rows: z.array(z.object({ cells: z.array(text) })) }),
      ['rows[].cells is a list in a list'],
    ],
    [
      'an object in a listed object',
      z.object({ rows: z.array(z.object({ who: z.object({}) })) }),
      ['rows[].who is an object'],
    ],
    [
      'a text without a description',
      z.object({ title: z.string(), reference: z.string() }),
      ['reference is not described'],
    ],
  ])('finds in an input %s', (_what, input, faults) => {
    expect(faultsOfInput(input)).toEqual(faults);
  });

  it('takes scalars, lists of scalars and lists of flat objects', () => {
    const row = z.object({ name: z.string(), days: z.number() });
    const input = z.object({
      text,
      count: z.number(),
      isIt: z.boolean(),
      tags: z.array(z.string()),
      rows: z.array(row),
    });
    expect(faultsOfInput(input)).toEqual([]);
  });

  it.each<[string, Partial<Capability>, string]>([
    ['a name that is no verb and noun', { name: 'planning.issue' }, 'the name is not agent.verb-noun'],
    [
      'a title that is a sentence',
      { title: 'Opens an issue.' },
      'the title is no short phrase that begins with a capital',
    ],
    [
      'a title that a form cuts',
      { title: 'Open an issue for somebody else' },
      'the title does not fit into the head of a form',
    ],
    [
      'a description without an end',
      { description: 'Opens an issue. Use it for work' },
      'the description does not end with a full stop',
    ],
    [
      'a description of what alone',
      { description: 'Opens an issue in a project.' },
      'the description does not say when to use it',
    ],
    [
      'a description that is a page',
      { description: `Use it. ${'Long. '.repeat(60)}` },
      'the description is not 20 to 240 characters',
    ],
  ])('finds %s', (_what, difference, fault) => {
    const sound = { ...openIssue, description: 'Opens an issue in a project. Use it for work to be done.' };
    expect(faultsOfWords(sound)).toEqual([]);
    expect(faultsOfWords({ ...sound, ...difference } as Capability)).toContain(fault);
  });

  it('finds that the right to decide is asked for', () => {
    expect(faultsOfRights({ permission: 'approvals:effects:decide' })).toEqual(['deciding is no capability']);
  });

  it('finds two examples that would be one thing at the vendor', () => {
    const example = { says: 'open one', input: { project: 'aurora/shop', title: 'One' } };
    expect(faultsOfEffect({ ...openIssue, examples: [example] })).toEqual([]);
    expect(faultsOfEffect({ ...openIssue, examples: [example, example] })).toEqual([
      'two examples have one key, or none',
    ]);
  });
});
