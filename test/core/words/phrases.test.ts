import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registry as all } from '../../../src/agents/index.ts';
import {
  type Capability,
  createRegistry,
  defineCapability,
  hear,
  isAtADoor,
  readCommand,
} from '../../../src/core/index.ts';
import { whoAmI } from '../registry.ts';

const input = z.object({
  project: z.string().default('').describe('Full path'),
  text: z.string().default('').describe('A text'),
  where: z.string().default('').describe('A place'),
  number: z.number().default(0),
  tone: z.enum(['kind', 'plain']).default('plain'),
  stop: z.boolean().default(false),
});

const named = (name: `${string}.${string}`, phrases: readonly string[]): Capability =>
  defineCapability({
    name,
    title: 'Do it',
    description: 'Does it.',
    input,
    output: z.object({ ok: z.boolean() }),
    permission: 'identity:self:read',
    effect: 'read',
    examples: [],
    phrases,
    run: async () => ({ ok: true }),
    present: () => ({ markdown: 'Done.' }),
  });

describe('a phrase', () => {
  it.each<[phrase: string, said: string, args: object | undefined, rest: string]>([
    ['move {text} to {where}', 'move the tea to Bremen', { text: 'the tea', where: 'Bremen' }, ''],
    ['move {text} to {where}', 'MOVE  the tea\tto Bremen.', { text: 'the tea', where: 'Bremen' }, ''],
    ['move {text} to {where}', 'move the tea', undefined, ''],
    ['move {text} to {where}', 'please move the tea to Bremen', undefined, ''],
    ['move {text} to {where}', 'move "the way to Rome" to Bremen', { text: 'the way to Rome', where: 'Bremen' }, ''],
    ['move {text} to {where}', 'move “to to” to ‘x’', { text: 'to to', where: '‘x’' }, ''],
    ['move {text} [to {where}]', 'move the tea', { text: 'the tea' }, ''],
    ['(move|send) [the] {text}', 'send the tea', { text: 'tea' }, ''],
    ['show number {number}', 'show number #12?', { number: '12' }, ''],
    ['show number {number}', 'show number twelve', undefined, ''],
    ['a {tone} word about {*}', 'a kind word about tea,\nand coffee!', { tone: 'kind' }, 'tea,\nand coffee!'],
    ['a {tone} word about {*}', 'a rude word about tea', undefined, ''],
    ['[{stop:stop}] moving in {project}', 'stop moving in aurora/shop', { stop: 'yes', project: 'aurora/shop' }, ''],
    ['[{stop:stop}] moving in {project}', 'moving in aurora', undefined, ''],
    ['tell {where} : {text}', 'tell Ana: it is 9:00', { where: 'Ana', text: 'it is 9:00' }, ''],
    ['(what is|what was) planned', 'what was planned?', {}, ''],
    ['what (is|was) planned', 'what was planned yesterday?', undefined, ''],
    ['100% of {text}', '100% of it', { text: 'it' }, ''],
  ])('“%s” hears “%s”', (phrase, said, args, rest) => {
    const heard = hear(named('test.do-it', [phrase]), said);
    expect(heard && { args: heard.args, rest: heard.rest }).toEqual(args && { args, rest });
  });

  it.each(['move {nothing}', 'move {text'])('“%s” is a mistake that is found at once', (phrase) => {
    expect(() => hear(named('test.do-it', [phrase]), 'x')).toThrow();
  });

  it('is its name, too, with the small words that people put into it', () => {
    const capability = named('test.open-merge-request', []);
    expect(hear(capability, 'open a merge request')?.rest).toBe('');
    expect(hear(capability, 'open the merge requests of last week')?.rest).toBe('of last week');
    expect(hear(capability, 'open my merge')).toBeUndefined();
  });
});

describe('what is said to an agent', () => {
  const send = named('test.send-tea', ['send {text} to {where}', 'bring {text}']);
  const bring = named('test.bring-coffee', ['bring {text}', 'bring {text} at once']);
  const registry = createRegistry([
    { name: 'test', title: 'Test', purpose: 'Tests.', capabilities: [send, bring, whoAmI], takesWords: 'am-i' },
  ]);
  const read = (text: string): string => {
    const command = readCommand(registry, text);
    if (command.kind === 'call') return `${command.capability.name} ${JSON.stringify(command.args)}`;
    return command.kind === 'unclear'
      ? `${command.kind} ${command.nearest.map(({ name }) => name).join(' ')}`
      : command.kind;
  };

  it.each([
    ['test send Assam to Bremen', 'test.send-tea {"text":"Assam","where":"Bremen"}'],
    ['test send Assam to Bremen tone=kind', 'test.send-tea {"text":"Assam","where":"Bremen","tone":"kind"}'],
    ['test send Assam to Bremen where=Rome', 'test.send-tea {"text":"Assam","where":"Rome"}'],
    ['test bring mocha at once', 'test.bring-coffee {"text":"mocha"}'],
  ])('%j is what says the most of it: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('is asked back when it means two things alike', () => {
    expect(read('test bring mocha')).toBe('unclear test.send-tea test.bring-coffee identity.who-am-i');
  });
});

describe('the phrases of all capabilities', () => {
  const capabilities = all.list().filter(isAtADoor);

  it('hear anything without an error, and hear no field that is not there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const capability of capabilities) {
          const names = Object.keys(hear(capability, text)?.args ?? {});
          expect(names.filter((name) => !(name in capability.input.shape))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  // The test's own time limit is the check: more than linear in these texts would take minutes.
  it.each([
    ['words', 'rename to '.repeat(20_000)],
    ['blanks', `rename${' '.repeat(100_000)}x`],
    ['signs', `rename x to ${'.'.repeat(100_000)}x`],
    ['lines', `report ${'\n'.repeat(100_000)}`],
    ['quotes', `publish ${'"'.repeat(100_000)} and tell x`],
  ])('hear %s of any length', (_what, text) => {
    for (const capability of capabilities) hear(capability, text);
  });
});
