import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

/** Inputs that are right, to show how it is done. */
export type Examples = readonly { input: Readonly<Record<string, unknown>> }[];

type Fault = z.core.$ZodRawIssue;
type Issue<Code extends string> = Extract<z.core.$ZodIssue, { code: Code }> & { input?: unknown };

const shownLength = 40;
const count = (number: number | bigint): string => number.toLocaleString('en');
const plural = (number: number | bigint, one: string): string =>
  `${count(number)} ${one}${Number(number) === 1 ? '' : 's'}`;

/** What was given, short enough to be read in a sentence. */
function shown(value: unknown): string {
  if (typeof value === 'string') {
    const letters = [...value.replace(/\s+/g, ' ')];
    return `“${letters.slice(0, shownLength).join('')}${letters.length > shownLength ? '…' : ''}”`;
  }
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  return typeof value === 'object' ? 'an object' : String(value);
}

/** What has to be there, by what the schema expects. */
const wanted: Readonly<Record<string, string>> = {
  string: 'has to be a text',
  number: 'has to be a number, in digits',
  int: 'has to be a whole number',
  boolean: 'has to be yes or no',
  array: 'has to be a list',
  object: 'has to be named values',
  record: 'has to be named values',
};

function typeFault({ expected, input }: Issue<'invalid_type'>): string {
  if (input === undefined) return 'is missing';
  return `${wanted[expected] ?? 'is of another kind than what is needed'}, and is ${shown(input)}`;
}

function sizeOf(origin: string, input: unknown): number | undefined {
  if (origin === 'string' && typeof input === 'string') return input.length;
  return origin === 'array' && Array.isArray(input) ? input.length : undefined;
}
const unitOf = (origin: string): string => (origin === 'array' ? 'entry' : 'character');
const sized = (size: number | bigint, origin: string): string =>
  plural(size, unitOf(origin)).replace(/entrys$/, 'entries');

function smallFault({ origin, minimum, inclusive = true, input }: Issue<'too_small'>): string {
  const size = sizeOf(origin, input);
  if (size === 0) return 'is empty';
  if (size !== undefined) return `has ${sized(size, origin)}, and needs at least ${count(minimum)}`;
  return `is ${shown(input)}, and has to be ${inclusive ? `${count(minimum)} or more` : `more than ${count(minimum)}`}`;
}

function bigFault({ origin, maximum, inclusive = true, input }: Issue<'too_big'>): string {
  const size = sizeOf(origin, input);
  if (size !== undefined) return `has ${sized(size, origin)}, and at most ${count(maximum)} are taken`;
  return `is ${shown(input)}, and has to be ${inclusive ? `${count(maximum)} or less` : `less than ${count(maximum)}`}`;
}

const formats: Readonly<Record<string, string>> = {
  url: 'has to be a whole link, such as https://example.com',
  email: 'has to be an e-mail address, such as ana@example.com',
  uuid: 'has to be an identifier as it was given',
  date: 'has to be a date such as 2026-12-01',
  datetime: 'has to be a date and time such as 2026-12-01T09:00:00Z',
};

const formatFault = ({ format, input }: Issue<'invalid_format'>): string =>
  `${formats[format] ?? 'does not have the form that is needed'}, and is ${shown(input)}`;

const choiceFault = ({ values, input }: Issue<'invalid_value'>): string =>
  input === undefined
    ? `is missing; choose one of: ${values.join(', ')}`
    : `is ${shown(input)}; choose one of: ${values.join(', ')}`;

/** The field that was probably meant. */
function unknownFault(key: string, known: readonly string[]): string {
  const near = known.find(
    (name) => distance(key.toLowerCase(), name.toLowerCase()) <= Math.max(1, Math.floor(name.length / 3)),
  );
  if (near !== undefined) return `is not known here; perhaps ${near} is meant`;
  return known.length === 0
    ? 'is not known here, where nothing is asked for'
    : `is not known here; known are ${known.join(', ')}`;
}

function wordsFor(issue: Fault): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeFault(issue as Issue<'invalid_type'>);
    case 'too_small':
      return smallFault(issue as Issue<'too_small'>);
    case 'too_big':
      return bigFault(issue as Issue<'too_big'>);
    case 'invalid_value':
      return choiceFault(issue as Issue<'invalid_value'>);
    case 'invalid_format':
      return formatFault(issue as Issue<'invalid_format'>);
    case 'not_multiple_of':
      return `is ${shown(issue.input)}, and has to be a multiple of ${(issue as Issue<'not_multiple_of'>).divisor}`;
    default:
      return `cannot be taken as it is: ${shown(issue.input)}`;
  }
}

const exampleMax = 60;
/** What an example helps with: not with what is too long, or not among the choices that are listed. */
const helped = new Set(['invalid_type', 'too_small', 'invalid_format']);

/** A right value of the same field, where one is short enough. */
function exampleFor({ code, path = [] }: Fault, examples: Examples): string {
  const [field] = path;
  if (path.length !== 1 || typeof field !== 'string' || !helped.has(code ?? '')) return '';
  const values = examples.map(({ input }) => input[field]).filter((value) => value !== undefined && value !== '');
  const words = values.map((value) => (Array.isArray(value) ? value.join(', ') : String(value)));
  const fit = words.find((value) => value.length <= exampleMax && !/\n|\[object/.test(value));
  return fit === undefined ? '' : `; for example ${fit}`;
}

/** Where in a list it is: `entry 2`, `entry 2, title`. */
function placeOf(path: readonly PropertyKey[]): string {
  const [, index, name] = path;
  const place = [
    ...(typeof index === 'number' ? [`entry ${index + 1}`] : []),
    ...(name === undefined ? [] : [String(name)]),
  ];
  return place.length > 0 ? `${place.join(', ')} ` : '';
}

const givenFields = (schema: z.ZodObject): string[] =>
  Object.keys(schema.shape).filter((name) => z.globalRegistry.get(schema.shape[name] as z.ZodType)?.filled !== true);

/** What is wrong with an input, in our own words: the first fault of each field. Nothing when it is right. */
export function faultsIn(schema: z.ZodObject, raw: unknown, examples: Examples = []): Record<string, string> {
  const { error } = z.safeParse(schema, raw, { error: (issue) => `${wordsFor(issue)}${exampleFor(issue, examples)}` });
  const faults: Record<string, string> = {};
  for (const issue of error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
      for (const key of issue.keys) faults[key] ??= unknownFault(key, givenFields(schema));
    } else {
      const field = String(issue.path[0] ?? 'input');
      const words = issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is not known here` : issue.message;
      faults[field] ??= `${placeOf(issue.path)}${words}`;
    }
  }
  return faults;
}
