import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestTo, readArguments, readCommand } from '../../../src/core/index.ts';
import { registry } from '../registry.ts';

const read = (text: string): string => {
  const command = readCommand(registry, text);
  switch (command.kind) {
    case 'help':
      return `help ${command.capability?.name ?? command.agent?.name ?? 'all'}`;
    case 'call':
      return `${command.capability.name} ${JSON.stringify(command.args)} ${command.rest}`.trim();
    case 'undo':
      return `undo ${command.agent?.name ?? 'all'} ${command.verb ?? ''}`.trim();
    case 'unclear':
      return 'unclear';
  }
};

describe('what is typed after the command', () => {
  it.each([
    ['', 'help all'],
    ['  \n ', 'help all'],
    ['help', 'help all'],
    ['?', 'help all'],
    ['HELP', 'help all'],
    ['help planning', 'help planning'],
    ['help plan', 'help planning'],
    ['help planning show-plan', 'help planning.show-plan'],
    ['help plan.show-plan', 'help planning.show-plan'],
    ['help planning.show-plan', 'help planning.show-plan'],
    ['planning', 'help planning'],
    ['plan help', 'help planning'],
    ['help planning nothing', 'help planning'],
    ['planning show-plan', 'planning.show-plan {}'],
    ['Planning  Show-Plan', 'planning.show-plan {}'],
    ['plan show-plan weeks=3', 'planning.show-plan {"weeks":"3"}'],
    ['planning.show-plan weeks=3', 'planning.show-plan {"weeks":"3"}'],
    ['plan.show-plan\nweeks=3', 'planning.show-plan {"weeks":"3"}'],
    ['plan show a plan', 'planning.show-plan {}'],
    ['plan show the plan of the shop', 'planning.show-plan {} of the shop'],
    ['plan show-plan for the shop weeks=3 please', 'planning.show-plan {"weeks":"3"} for the shop please'],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    'help nothing',
    'nothing',
    'planning nothing',
    'planning.nothing',
    'project=x',
    'fix the login, please',
    'constructor',
    '__proto__ toString',
    'خطة المشروع',
    '🙂',
  ])('%j is not understood, and gets the nearest', (text) => {
    const command = readCommand(registry, text);
    expect(command.kind).toBe('unclear');
    expect(command.kind === 'unclear' && command.nearest.length).toBe(3);
  });

  it.each(['planning push-branch project=x', 'planning.push-branch', 'help planning.push-branch'])(
    '%j does not reach what is only a part of others',
    (text) => {
      const command = readCommand(registry, text);
      expect(command.kind === 'call' || (command.kind === 'help' && command.capability !== undefined)).toBe(false);
    },
  );

  it.each([
    ['show the plan', 'planning.show-plan'],
    ['planing show-plna', 'planning.show-plan'],
    ['who-am-i', 'identity.who-am-i'],
    ['issue', 'planning.open-issue'],
  ])('%j is nearest to %s', (text, name) => {
    expect(nearestTo(registry, text)[0]?.name).toBe(name);
  });
});

describe('key=value', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a=1 b=2', { a: '1', b: '2' }, ''],
    ['a=1 a=2', { a: '2' }, ''],
    ['a="two words" b=x', { a: 'two words', b: 'x' }, ''],
    ["a='two words'", { a: 'two words' }, ''],
    ['a=“two words” b=x', { a: 'two words', b: 'x' }, ''],
    ['a=‘two words’ b=x', { a: 'two words', b: 'x' }, ''],
    ['a=„zwei Wörter“ b=x', { a: 'zwei Wörter', b: 'x' }, ''],
    ['a="say \\"hi\\"" b=x', { a: 'say "hi"', b: 'x' }, ''],
    ['a="C:\\new folder\\" b=x', { a: '"C:\\new', b: 'x' }, 'folder\\"'],
    ['a="C:\\new folder" b=x', { a: 'C:\\new folder', b: 'x' }, ''],
    ['a="a\\\\b"', { a: 'a\\b' }, ''],
    ['a="never closed b=x', { a: '"never', b: 'x' }, 'closed'],
    ['a= b=x', { a: '', b: 'x' }, ''],
    ['a="" b=x', { a: '', b: 'x' }, ''],
    ['a=x=y', { a: 'x=y' }, ''],
    ['url=https://example.org/?a=b&c=d', { url: 'https://example.org/?a=b&c=d' }, ''],
    ['see https://example.org/?a=b', {}, 'see https://example.org/?a=b'],
    ['a=🙂 b="ترتيب حسب" c=שלום', { a: '🙂', b: 'ترتيب حسب', c: 'שלום' }, ''],
    ['first a=1 then b=2 last', { a: '1', b: '2' }, 'first then last'],
    ['9=x =y _z=1', {}, '9=x =y _z=1'],
    ['constructor=x', { constructor: 'x' }, ''],
    ['patch=\n--- a\n+++ b c=d\n', { patch: '--- a\n+++ b c=d\n' }, ''],
    ['patch=  \r\n  one\ntwo', { patch: '  one\ntwo' }, ''],
    ['a=```x``` b=y', { a: 'x', b: 'y' }, ''],
    ['a=```two words``` b=y', { a: 'two words', b: 'y' }, ''],
    ['a=```\none\ntwo\n``` b=y', { a: 'one\ntwo', b: 'y' }, ''],
    ['a=```diff\n--- a\n+++ b\n``` b=y', { a: '--- a\n+++ b', b: 'y' }, ''],
    ['a=```diff --git a/x b/x\n+1\n``` b=y', { a: 'diff --git a/x b/x\n+1', b: 'y' }, ''],
    ['a=```c++\r\nint x;\r\n``` b=y', { a: 'int x;', b: 'y' }, ''],
    ['a=\n```\nq="v"\n```\nb=y', { a: 'q="v"', b: 'y' }, ''],
    ['a=``````', { a: '' }, ''],
    ['a=```never closed', { a: '```never' }, 'closed'],
  ])('%j', (text, args, rest) => {
    expect(readArguments(text)).toEqual({ args, rest });
  });

  it('reads back what was written in quotes', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const quote = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: 'binary' })), (args) => {
        const text = Object.entries(args)
          .map(([key, value]) => `${key}=${quote(value)}`)
          .join(' ');
        expect(readArguments(text)).toEqual({ args, rest: '' });
      }),
    );
  });

  it('reads anything without an error, and makes nothing up', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { args, rest } = readArguments(text);
        expect(Object.values(args).join('').length + rest.length).toBeLessThanOrEqual(text.length);
        readCommand(registry, text);
      }),
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ['a=„nie zu b=x', { a: '„nie', b: 'x' }, 'zu'],
    ['a=„nie zu b="two words" c=‚nie d=\'three\'', { a: '„nie', b: 'two words', c: '‚nie', d: 'three' }, 'zu'],
    ['a=„ja“ b=„nie', { a: 'ja', b: '„nie' }, ''],
    ['a="a\\"', { a: '"a\\"' }, ''],
    ["a='it\\'s' b=“it's”", { a: "it's", b: "it's" }, ''],
  ])('an open quote is a word: %j', (text, args, rest) => {
    expect(readArguments(text)).toEqual({ args, rest });
  });

  const longer = 1_000_000;
  it.each([
    ['low quotes', 'a=„b '],
    ['single low quotes', 'a=‚b '],
    ['low quotes of both kinds', 'a=„b c=‚d '],
  ])('reads %s of a million characters that never close', (_name, pair) => {
    const { args, rest } = readArguments(pair.repeat(longer / pair.length));
    expect(args).toMatchObject({ a: pair.slice(2, 4) });
    expect(rest).toBe('');
  });

  // Each would take minutes if reading it were more than linear: the test's own time limit is the check.
  const long = 100_000;
  it.each<[string, string]>([
    ['a word', 'a'.repeat(long)],
    ['spaces', `${' '.repeat(long)}x${' '.repeat(long)}`],
    ['words and spaces', `${'a '.repeat(long / 4)}${' '.repeat(long / 2)}`],
    ['an open block', `a=\`\`\`${'a'.repeat(long)}`],
    ['open blocks', 'a=```'.repeat(long / 5)],
    ['an open quote', `a="${'a\\'.repeat(long / 2)}`],
    ['quotes', 'a="'.repeat(long / 3)],
    ['curly quotes', 'a=“'.repeat(long / 3)],
    ['pairs', 'a=b '.repeat(long / 4)],
    ['equals signs', '='.repeat(long)],
    ['line breaks', `a=${'\n'.repeat(long)}b`],
    ['dashes', `planning show-plan ${'a-'.repeat(long / 2)}`],
  ])('reads %s of 100,000 characters', (_name, text) => {
    const { args, rest } = readArguments(text);
    expect(Object.values(args).join('').length + rest.length).toBeLessThanOrEqual(text.length);
    expect(['call', 'unclear', 'help']).toContain(readCommand(registry, text).kind);
  });
});
