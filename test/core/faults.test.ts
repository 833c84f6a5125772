import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registry } from '../../src/agents/index.ts';
import { AppError, type Capability, isAtADoor, parse } from '../../src/core/index.ts';

/** How the schema library speaks when nobody tells it what to say. */
const libraryWords =
  /Invalid (?:input|option|string|key|element|URL|UUID|email|number|ISO)|Too (?:small|big)|expected |received |Unrecognized|undefined|NaN|\[object|to match pattern|zod/i;

/** What is wrong with an input, as a person reads it. */
function faultsOf(input: z.ZodObject, raw: unknown, examples: Capability['examples'] = []): Record<string, string> {
  try {
    parse(input.strict(), raw, examples);
    return {};
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const { message, fields } = error as AppError;
    for (const [field, fault] of Object.entries(fields)) expect(message).toContain(`${field}: ${fault}`);
    return { ...fields };
  }
}

const input = z.object({
  name: z.string().min(1).max(5).default('x'),
  code: z.string().min(3).default('abc'),
  weeks: z.number().int().min(1).max(52).default(4),
  share: z.number().gt(0).lt(1).default(0.5),
  step: z.number().multipleOf(5).default(5),
  isShort: z.boolean().default(false),
  order: z.enum(['date', 'name']).default('date'),
  tags: z.array(z.string().min(1)).min(1).max(2).default(['a']),
  rows: z.array(z.object({ title: z.string(), days: z.number() })).default([]),
  link: z.url().default('https://example.com'),
  slug: z
    .string()
    .regex(/^[a-z]+$/)
    .default('a'),
  ours: z.string().max(3, 'is longer than three letters').default(''),
  odd: z
    .number()
    .refine((value) => value % 2 === 1)
    .default(1),
  until: z.string().default('').meta({ filled: true }),
});

describe('what is said about a wrong value', () => {
  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, 'needed', 'is missing'],
    ['a number for a text', 3, 'name', 'has to be a text, and is 3'],
    ['an empty text', '', 'name', 'is empty'],
    ['a text that is too long', 'abcdef', 'name', 'has 6 characters, and at most 5 are taken'],
    ['a text that is too short', 'a', 'code', 'has 1 character, and needs at least 3'],
    ['a text for a number', 'many', 'weeks', 'has to be a number, in digits, and is “many”'],
    ['a fraction', 2.5, 'weeks', 'has to be a whole number, and is 2.5'],
    ['a number that is too low', 0, 'weeks', 'is 0, and has to be 1 or more'],
    ['a number that is too high', 53, 'weeks', 'is 53, and has to be 52 or less'],
    ['the limit itself', 0, 'share', 'is 0, and has to be more than 0'],
    ['the upper limit itself', 1, 'share', 'is 1, and has to be less than 1'],
    ['what is no multiple', 7, 'step', 'is 7, and has to be a multiple of 5'],
    ['a text for yes or no', 'maybe', 'isShort', 'has to be yes or no, and is “maybe”'],
    ['what is no choice', 'size', 'order', 'is “size”; choose one of: date, name'],
    ['a text for a list', 'a', 'tags', 'has to be a list, and is “a”'],
    ['an empty list', [], 'tags', 'is empty'],
    ['a list that is too long', ['a', 'b', 'c'], 'tags', 'has 3 entries, and at most 2 are taken'],
    ['a wrong entry of a list', ['a', ''], 'tags', 'entry 2 is empty'],
    [
      'a wrong value in a row',
      [{ title: 'a', days: 'x' }],
      'rows',
      'entry 1, days has to be a number, in digits, and is “x”',
    ],
    ['what is no link', 'here', 'link', 'has to be a whole link, such as https://example.com, and is “here”'],
    ['what has another form', 'A', 'slug', 'does not have the form that is needed, and is “A”'],
    ['what we have words for ourselves', 'abcd', 'ours', 'is longer than three letters'],
    ['what is refused without words', 2, 'odd', 'cannot be taken as it is: 2'],
    ['null', null, 'name', 'has to be a text, and is nothing'],
    ['a long text', 'x'.repeat(99), 'order', `is “${'x'.repeat(40)}…”; choose one of: date, name`],
  ])('%s', (_what, value, field, words) => {
    const schema = field === 'needed' ? input.extend({ needed: z.string() }) : input;
    expect(faultsOf(schema, { [field]: value })).toEqual(words === '' ? {} : { [field]: words });
  });

  it('names the field that was probably meant, or all that there are', () => {
    expect(faultsOf(input, { ordr: 'date' })).toEqual({ ordr: 'is not known here; perhaps order is meant' });
    expect(faultsOf(input, { colour: 'red' }).colour).toMatch(/^is not known here; known are name, code, .*, odd$/);
    expect(faultsOf(z.object({}), { colour: 'red' })).toEqual({
      colour: 'is not known here, where nothing is asked for',
    });
  });

  it('shows a value that is right, from the examples', () => {
    const examples = [{ says: 'x', input: { name: 'Ana', note: 'one\ntwo' } }];
    expect(faultsOf(input, { name: '' }, examples)).toEqual({ name: 'is empty; for example Ana' });
  });

  it('is about the input as a whole when it is none', () => {
    expect(faultsOf(input, 'text')).toEqual({ input: 'has to be named values, and is “text”' });
  });
});

/** Values of every kind, of which most are wrong for any field. */
const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    'x',
    'x'.repeat(1_000_001),
    0,
    -1,
    0.5,
    1e300,
    true,
    null,
    [],
    {},
    [null],
    [['x']],
    [{}],
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.integer(),
  fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 200 }),
);

describe.each(
  registry
    .list()
    .filter(isAtADoor)
    .map((each) => [each.name, each] as const),
)('%s', (_name, capability) => {
  const fields = Object.keys(capability.input.shape);

  it('speaks of its own field in its own words, whatever is given', () => {
    const [example] = capability.examples;
    for (const field of fields) {
      fc.assert(
        fc.property(wrong, (value) => {
          const faults = faultsOf(capability.input, { ...example?.input, [field]: value }, capability.examples);
          expect(Object.keys(faults).filter((each) => each !== field)).toEqual([]);
          for (const fault of Object.values(faults)) expect(fault).not.toMatch(libraryWords);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('says what is missing, and what it does not know', () => {
    const faults = faultsOf(capability.input, { nobodyKnows: 1 }, capability.examples);
    for (const fault of Object.values(faults)) expect(fault).not.toMatch(libraryWords);
    expect(faults.nobodyKnows).toMatch(/^is not known here/);
  });
});
