import { describe, expect, it } from 'vitest';
import { asTyped, readFields, type Schemas } from '../../src/cli/fields.ts';
import { readArguments } from '../../src/core/index.ts';

const schemas = {
  goal: { type: 'string' },
  plan: { type: 'integer' },
  share: { type: 'number' },
  draft: { type: 'boolean' },
  labels: { type: 'array', items: { type: 'string' } },
  numbers: { type: 'array', items: { type: 'integer' } },
  rows: { type: 'array', items: { type: 'object' } },
};
const readFile = async (path: string): Promise<Uint8Array> => Buffer.from(`<${path}>`);
const read = (...words: string[]) => readFields(schemas, words, readFile);

describe('fields at the command line', () => {
  it.each<[string, unknown]>([
    ['goal=launch the website', { goal: 'launch the website' }],
    ['goal=', { goal: '' }],
    ['goal=a=b@c', { goal: 'a=b@c' }],
    ['goal@fix.patch', { goal: '<fix.patch>' }],
    ['goal@-', { goal: '<->' }],
    ['plan=3', { plan: 3 }],
    ['plan=three', { plan: 'three' }],
    ['share=-0.5', { share: -0.5 }],
    ['draft=yes', { draft: true }],
    ['draft=off', { draft: false }],
    ['draft=perhaps', { draft: 'perhaps' }],
    ['labels=a, b,,c', { labels: ['a', 'b', 'c'] }],
    ['labels=["a, b"]', { labels: ['a, b'] }],
    ['numbers=1,2', { numbers: [1, 2] }],
    ['rows=[{"name":"Ana"}]', { rows: [{ name: 'Ana' }] }],
  ])('%j is %j', async (word, fields) => {
    expect(await read(word)).toEqual({ fields, rest: [], files: {} });
  });

  it('leave other words as they are, addresses of people among them', async () => {
    expect(await read('dana@example.com', 'call', 'plan=3')).toMatchObject({
      fields: { plan: 3 },
      rest: ['dana@example.com', 'call'],
    });
  });

  it.each([
    ['gaol=x', 'There is no field “gaol” here. Fields: goal, plan, share, draft, labels, numbers, rows.'],
    ['constructor=x', 'There is no field “constructor” here.'],
    ['rows=[{', 'rows takes JSON here'],
    ['rows=Ana', 'rows takes JSON here'],
    ['goal=a goal=b', 'goal is given twice'],
    ['goal@- plan@-', 'Standard input can be read once'],
  ])('%j is told what is wrong', async (word, message) => {
    await expect(read(...word.split(' '))).rejects.toThrow(message);
  });
});

describe('words that the shell took the quotes from', () => {
  it.each([
    [['code', 'replace-text', 'find=the tea', 'replace=a "cup"', 'paths=README.md']],
    [['find=back\\slash and blank', 'x=it’s']],
    [['find=two\nlines']],
  ])('are read on the other side as they were: %j', (words) => {
    const pairs = words.filter((word) => word.includes('=')).map((word) => word.split(/=(.*)/s).slice(0, 2));
    expect(readArguments(asTyped(words)).args).toEqual(Object.fromEntries(pairs));
  });
});

describe('a file for a field', () => {
  const own: Schemas = { goal: { type: 'string', 'x-adjutant-file': true }, title: { type: 'string' } };
  const contents: Record<string, Uint8Array> = {
    'plan.docx': Uint8Array.from([0x50, 0x4b, 3, 4, 0xff]),
    'card.pdf': Buffer.from('%PDF-1.7 in letters only'),
    'notes.txt': Buffer.from('Größe'),
  };
  const readFile = async (path: string) => contents[path] ?? new Uint8Array();
  const given = (...words: string[]) => readFields(own, words, readFile);

  it('is sent ahead where its text has to be read out of it', async () => {
    for (const path of ['plan.docx', 'card.pdf']) {
      expect(await given(`goal@${path}`)).toEqual({
        fields: {},
        rest: [],
        files: { goal: { path, content: contents[path] } },
      });
    }
  });

  it('is its text where it is one', async () => {
    expect(await given('goal@notes.txt')).toEqual({ fields: { goal: 'Größe' }, rest: [], files: {} });
  });

  it('is refused where only text is taken, or given twice', async () => {
    await expect(given('title@plan.docx')).rejects.toThrow(/is no text in UTF-8/);
    await expect(given('goal@plan.docx', 'goal=x')).rejects.toThrow(/goal is given twice/);
  });
});
