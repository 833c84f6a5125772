import { z } from 'zod';
import { commandFor } from '../../scripts/capability-pages.ts';
import {
  type Capability,
  type EffectCapability,
  type Fields,
  isAtADoor,
  isComposite,
  isPersonal,
  matrix,
  parse,
  permissions,
  type Registry,
  readCommand,
  readFields,
} from '../../src/core/index.ts';

/** Slack cuts the title of a form there. */
const maxTitleLength = 24;
const maxDescriptionLength = 240;
/** Names that say all there is to say. */
const selfExplaining = ['action', 'name', 'path', 'title', 'url'];

export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  description?: string;
  [keyword: string]: unknown;
}
const isList = (schema: Schema): boolean => schema.type === 'array';
const isText = ({ type }: Schema): boolean => type === 'string';

export const schemaOf = (fields: Fields, io: 'input' | 'output'): Schema =>
  z.toJSONSchema(fields, { io, unrepresentable: 'any' }) as Schema;

const among = (faults: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [fault] : []));

export function faultsOfWords(capability: Capability): string[] {
  const { name, title, description } = capability;
  const isPart = !isAtADoor(capability);
  return among({
    // Who asks in words may ask for anything, so that there is no noun.
    'the name is not agent.verb-noun': capability.effect !== 'ask' && !/^[a-z]+\.[a-z]+(-[a-z]+)+$/.test(name),
    'the title is no short phrase that begins with a capital': !/^[A-Z][^.!?\n]{2,40}$/.test(title),
    'the title does not fit into the head of a form': !isPart && title.length > maxTitleLength,
    'the description does not end with a full stop': !description.endsWith('.'),
    'the description is not 20 to 240 characters': description.length < 20 || description.length > maxDescriptionLength,
    'the description does not say when to use it': !(isPart ? /\bA part of\b/ : /\bUse it\b/).test(description),
  });
}

/** A union, an alternative or an unknown type, at any depth. */
function faultsOfType(path: string, schema: Schema): string[] {
  const unions = ['anyOf', 'oneOf', 'allOf', 'not'].filter((keyword) => keyword in schema);
  if (unions.length > 0 || Array.isArray(schema.type)) return [`${path} is a union`];
  return typeof schema.type === 'string' ? [] : [`${path} has no type`];
}

/** `depth` says how far inside: lists stand at the top, flat objects in lists, and nothing deeper. */
function faultsOfField(path: string, schema: Schema, depth: number): string[] {
  const faults = faultsOfType(path, schema);
  if (faults.length > 0) return faults;
  if (isList(schema))
    return depth === 0 ? faultsOfField(`${path}[]`, schema.items ?? {}, 1) : [`${path} is a list in a list`];
  if (schema.type !== 'object') return [];
  return depth === 1 ? faultsOfFields(`${path}.`, schema, 2) : [`${path} is an object`];
}

function faultsOfFields(prefix: string, { properties = {} }: Schema, depth: number): string[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    ...faultsOfField(prefix + name, field, depth),
    ...(isText(field) && !field.description && !selfExplaining.includes(name)
      ? [`${prefix}${name} is not described`]
      : []),
  ]);
}

export const faultsOfInput = (input: Fields): string[] => faultsOfFields('', schemaOf(input, 'input'), 0);

export function faultsOfRights({ permission }: Pick<Capability, 'permission'>): string[] {
  return among({
    'the permission is unknown': !permissions.includes(permission),
    'no role has the permission': !Object.values(matrix).some((given) => given.includes(permission)),
    'deciding is no capability': isPersonal(permission),
  });
}

export function faultsOfEffect(capability: EffectCapability): string[] {
  const isWhole = isComposite(capability)
    ? capability.prepare !== undefined && capability.parts !== undefined
    : capability.run !== undefined && capability.find !== undefined;
  const keys = capability.examples.map(({ input }) => capability.key(parse(capability.input, input)));
  return among({
    'nobody is named who approves': !['requester', 'another'].includes(capability.approval),
    'there is no preview': typeof capability.preview !== 'function',
    'it cannot be looked up after a crash': !isWhole,
    'two examples have one key, or none': new Set(keys).size < keys.length || keys.includes(''),
    'it names no vendor': capability.vendors.length === 0,
  });
}

/** A code block shows no line end behind its last line. */
const asTyped = (input: Record<string, unknown>): unknown =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, typeof value === 'string' ? value.replace(/\n$/, '') : value]),
  );

/** What a person would type for each example, read as it is read when they do. */
export function readExamples(registry: Registry, capability: Capability): { typed: unknown; meant: unknown }[] {
  return capability.examples.map(({ input }) => {
    const meant = asTyped(parse(capability.input, input));
    const command = readCommand(registry, commandFor(capability, input).replace(/^\/adjutant /, ''));
    if (command.kind !== 'call' || command.rest !== '') return { typed: command, meant };
    return { typed: parse(command.capability.input, readFields(command.capability, command.args)), meant };
  });
}

/** A value that fits a schema: all of it, or only what has to be there. */
export function sampleOf(schema: Schema, isWhole: boolean): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (isList(schema)) return isWhole ? [sampleOf(schema.items ?? {}, isWhole)] : [];
  if (schema.type === 'boolean') return isWhole;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(Number(schema.minimum ?? 0), 7);
  if (isText(schema)) return schema.format === 'uri' ? 'https://vendor.example/7' : isWhole ? 'text' : '';
  const required = Array.isArray(schema.required) ? schema.required : [];
  const wanted = Object.entries(schema.properties ?? {}).filter(([name]) => isWhole || required.includes(name));
  return Object.fromEntries(wanted.map(([name, field]) => [name, sampleOf(field, isWhole)]));
}
