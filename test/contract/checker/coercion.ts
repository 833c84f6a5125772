import { isRecord, type Schema, type Schemas } from './document.ts';

/** Text from a path, query or form as the type that the schema names; text that does not fit stays as it is. */
export function coerce(value: unknown, schema: Schema | undefined, schemas: Schemas): unknown {
  const known = schema && deref(schema, schemas);
  if (!known) return value;
  const types = typesOf(known, schemas);
  if (typeof value === 'string') return coerceText(value, types, known, schemas);
  if (Array.isArray(value)) return value.map((item) => coerce(item, itemsOf(known, schemas), schemas));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, coerce(item, propertyOf(known, name, schemas), schemas)]),
  );
}

function coerceText(text: string, types: ReadonlySet<unknown>, schema: Schema, schemas: Schemas): unknown {
  const isNumber = types.has('integer') || types.has('number');
  if (isNumber && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.has('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  if (types.has('string') || !types.has('array')) return text;
  return text.split(',').map((item) => coerce(item, itemsOf(schema, schemas), schemas));
}

function deref(schema: Schema, schemas: Schemas): Schema | undefined {
  if (typeof schema.$ref !== 'string') return schema;
  const target = schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
  return target && deref(target, schemas);
}

/** The schema and all that it is united or combined of, references followed. */
function members(schema: Schema, schemas: Schemas): Schema[] {
  const inner = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => (list ?? []) as Schema[]);
  const known = inner.map((member) => deref(member, schemas)).filter((member) => member !== undefined);
  return [schema, ...known.flatMap((member) => members(member, schemas))];
}

function typesOf(schema: Schema, schemas: Schemas): Set<unknown> {
  return new Set(members(schema, schemas).flatMap((member) => member.type));
}

function itemsOf(schema: Schema, schemas: Schemas): Schema | undefined {
  const owner = members(schema, schemas).find((member) => isRecord(member.items));
  return owner?.items as Schema | undefined;
}

export function propertyOf(schema: Schema, name: string, schemas: Schemas): Schema | undefined {
  const start = deref(schema, schemas);
  const owner =
    start &&
    members(start, schemas).find((member) => isRecord(member.properties) && Object.hasOwn(member.properties, name));
  return (owner?.properties as Record<string, Schema> | undefined)?.[name];
}
