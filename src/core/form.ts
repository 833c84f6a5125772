import { z } from 'zod';
import type { Capability } from './capability.ts';
import type { FileKind } from './ports/files.ts';
import type { Principal } from './principal.ts';

/** One field of a capability's input, as a form, a help page or a command line shows it. */
export interface Field {
  name: string;
  label: string;
  kind: 'text' | 'lines' | 'number' | 'boolean' | 'choice' | 'list';
  isRequired: boolean;
  description: string;
  choices: readonly string[];
  defaultValue: string | undefined;
  maxLength: number | undefined;
  /** Kinds of files that it can be filled from. */
  files: readonly FileKind[];
}

interface FieldSchema {
  type?: string;
  enum?: string[];
  description?: string;
  default?: unknown;
  maxLength?: number;
  lines?: boolean;
  filled?: boolean;
  file?: FileKind[];
}

const labelOf = (name: string): string => {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function kindOf(schema: FieldSchema): Field['kind'] {
  if (schema.enum) return 'choice';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'array') return 'list';
  return schema.lines ? 'lines' : 'text';
}

const known = new WeakMap<Capability, readonly Field[]>();

/**
 * The fields of a capability's input that a person gives, in the order in which they are declared. `.meta({ lines: true })` makes
 * one many-lined, `.meta({ filled: true })` leaves it to `complete`, `.meta({ file })` lets it be filled from files of these kinds.
 */
export function fieldsOf(capability: Capability): readonly Field[] {
  const fields = known.get(capability) ?? readSchema(capability);
  known.set(capability, fields);
  return fields;
}

function readSchema(capability: Capability): readonly Field[] {
  const schema = z.toJSONSchema(capability.input, { io: 'input' }) as {
    properties?: Record<string, FieldSchema>;
    required?: string[];
  };
  const given = Object.entries(schema.properties ?? {}).filter(([, field]) => !field.filled);
  return given.map(([name, field]) => ({
    name,
    label: labelOf(name),
    kind: kindOf(field),
    isRequired: schema.required?.includes(name) ?? false,
    description: field.description ?? '',
    choices: field.enum ?? [],
    defaultValue: field.default === undefined ? undefined : String(field.default),
    maxLength: field.maxLength,
    files: field.file ?? [],
  }));
}

function readValue(field: Field, text: string): unknown {
  const number = Number(text);
  if (field.kind === 'number' && text.trim() !== '' && Number.isFinite(number)) return number;
  if (field.kind === 'boolean' && /^(true|yes|on|1)$/i.test(text)) return true;
  if (field.kind === 'boolean' && /^(false|no|off|0)$/i.test(text)) return false;
  if (field.kind === 'list')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
  return text;
}

/** Reads what a person typed into the types that the capability wants; what does not fit stays text and is refused by its schema. */
export function readFields(capability: Capability, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const fields = new Map(fieldsOf(capability).map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(typed).map(([name, text]) => {
      const field = fields.get(name);
      return [name, field ? readValue(field, text) : text];
    }),
  );
}

/** An input as somebody would have typed it, for a form to begin with; lists of objects are left out. */
export function typedFields(raw: Readonly<Record<string, unknown>>): Record<string, string> {
  const textOf = (value: unknown): string | undefined => {
    if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    return isList ? value.join(', ') : undefined;
  };
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** Who has just one project need not name it. */
export function withDefaults(
  capability: Capability,
  args: Readonly<Record<string, unknown>>,
  principal: Principal,
): Record<string, unknown> {
  const [only, ...others] = principal.projects;
  const isWanted = 'project' in capability.input.shape && args.project === undefined;
  return isWanted && only !== undefined && others.length === 0 ? { ...args, project: only } : { ...args };
}

/** Required fields that are still missing. */
export const missingFields = (capability: Capability, args: Readonly<Record<string, unknown>>): readonly Field[] =>
  fieldsOf(capability).filter((field) => field.isRequired && args[field.name] === undefined);
