import { CommandFailure } from './failure.ts';
import { type GivenFile, readGiven } from './given-file.ts';

/** As much of a field's schema as its text is read by. */
export interface FieldSchema {
  type?: string | undefined;
  items?: { type?: string };
  'x-adjutant-file'?: boolean;
}

export type Schemas = Readonly<Record<string, FieldSchema>>;

const yes = ['true', 'yes', 'on'];
const no = ['false', 'no', 'off'];

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure(`${name} takes JSON here, for example '[{"name": "value"}]'.`);
  }
}

function readList(name: string, { items }: FieldSchema, text: string): unknown {
  if (items?.type === 'object' || text.trimStart().startsWith('[')) return readJson(name, text);
  const parts = text.split(/[,\n]/).map((part) => part.trim());
  return parts.filter((part) => part !== '').map((part) => readValue(name, items ?? {}, part));
}

/** A typed value from what was typed. What fits no number or no yes and no goes on as text: the server says what is wrong. */
function readValue(name: string, schema: FieldSchema, text: string): unknown {
  if (schema.type === 'array') return readList(name, schema, text);
  if ((schema.type === 'integer' || schema.type === 'number') && /^-?\d+(\.\d+)?$/.test(text.trim()))
    return Number(text);
  if (schema.type === 'boolean' && yes.includes(text.toLowerCase())) return true;
  if (schema.type === 'boolean' && no.includes(text.toLowerCase())) return false;
  return text;
}

export interface Reading {
  fields: Record<string, unknown>;
  /** What is no field: free words. */
  rest: string[];
  /** Fields for which a file has to be sent ahead. */
  files: Record<string, GivenFile>;
}

const pairPattern = /^([A-Za-z][\w-]*)([=@])([\s\S]*)$/;

/** `name=value`, and `name@file` for what stands in a file; `name@-` reads standard input. */
export async function readFields(
  schemas: Schemas,
  words: readonly string[],
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<Reading> {
  const reading: Reading = { fields: {}, rest: [], files: {} };
  if (words.filter((word) => word.endsWith('@-')).length > 1)
    throw new CommandFailure('Standard input can be read once: give the other fields as files.');
  for (const word of words) {
    const [, name = '', sign, value = ''] = pairPattern.exec(word) ?? [];
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema) {
      if (name in reading.fields || name in reading.files)
        throw new CommandFailure(`${name} is given twice. Give it once; lists take commas.`);
      const given =
        sign === '@'
          ? readGiven({ path: value, content: await readFile(value) }, schema['x-adjutant-file'] === true)
          : value;
      if (typeof given === 'string') reading.fields[name] = readValue(name, schema, given);
      else reading.files[name] = given;
    } else if (sign === '=') throw new CommandFailure(unknownField(name, schemas));
    else reading.rest.push(word);
  }
  return reading;
}

/** A file that is named among free words is not read, and must not pass for words. */
export function refuseFiles(names: ReadonlySet<string>, words: readonly string[]): void {
  const found = words.find((word) => {
    const [, name = '', sign, value = ''] = pairPattern.exec(word) ?? [];
    return sign === '@' && names.has(name) && (value === '-' || value.startsWith('.') || value.includes('/'));
  });
  if (found === undefined) return;
  throw new CommandFailure(
    `“${found}” is read as a file only behind what is to be done, for example: adjutant planning make-plan goal@goal.txt`,
  );
}

const unknownField = (name: string, schemas: Schemas): string =>
  `There is no field “${name}” here. Fields: ${Object.keys(schemas).join(', ') || 'none'}.`;

/** Words as they are typed in a chat: what the shell took the quotes from gets them again. */
export const asTyped = (words: readonly string[]): string => words.map(quoted).join(' ');

function quoted(word: string): string {
  const [, name, value = ''] = /^([A-Za-z][\w-]*)=([\s\S]*)$/.exec(word) ?? [];
  if (name === undefined || !/[\s"'\\]/.test(value)) return word;
  return `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
}
