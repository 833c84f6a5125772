import { describe, expect, it } from 'vitest';
import { commandFor } from '../../scripts/capability-pages.ts';
import { registry } from '../../src/agents/registry.ts';
import { parse, readCommand, readFields } from '../../src/core/index.ts';

const examples = registry.agents
  .flatMap((agent) => agent.capabilities)
  .flatMap((capability) => capability.examples.map((example) => ({ name: capability.name, capability, example })));

describe('the examples of the capabilities', () => {
  it.each(examples)('$name: is accepted as it stands', ({ capability, example }) => {
    expect(parse(capability.input, example.input)).toMatchObject(example.input);
  });

  const shown = new Set(registry.list());
  it.each(examples.filter(({ capability }) => shown.has(capability)))(
    '$name: means the same when it is typed into a chat',
    ({ capability, example }) => {
      const command = readCommand(registry, commandFor(capability, example.input).replace('/adjutant ', ''));
      if (command.kind !== 'call') throw new Error(`understood as ${command.kind}`);
      expect(command.capability).toBe(capability);
      expect(command.rest).toBe('');
      const trimmed = Object.fromEntries(
        Object.entries<unknown>(example.input).map(([name, value]) => [
          name,
          typeof value === 'string' ? value.replace(/\n$/, '') : value,
        ]),
      );
      expect(readFields(capability, command.args)).toEqual(trimmed);
    },
  );
});

describe('a typed command', () => {
  it.each([
    ['a word', 'getUser'],
    ['nothing', ''],
    ['blanks', 'two words'],
    ['quotes', 'say "hi" and \\ that'],
    ['an equals sign', 'a=b'],
    ['lines', 'one\n  two\nthree'],
  ])('carries %s', (_name, find) => {
    const capability = registry.find('coding.replace-text');
    if (!capability) throw new Error('it is gone');
    const text = commandFor(capability, { project: 'a/b', find, replace: 'x' }).replace('/adjutant ', '');
    expect(readCommand(registry, text)).toMatchObject({ kind: 'call', args: { project: 'a/b', find, replace: 'x' } });
  });
});
