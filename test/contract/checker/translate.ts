import { isRecord, type Schema, type Schemas } from './document.ts';

/** In requests an undeclared attribute is a fault: the vendor would ignore or refuse it. In answers it is growth. */
export type Strictness = 'closed' | 'open';

const COPIED = new Set([
  ...['type', 'enum', 'const', 'pattern', 'format', 'required', 'minimum', 'maximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]);
const IGNORED = new Set([
  'description',
  'title',
  'default',
  'example',
  'deprecated',
  'readOnly',
  'nullable',
  'discriminator',
]);
const LISTS = new Set(['anyOf', 'oneOf', 'allOf']);

/** OpenAPI 3.0 and draft-07 schemas as JSON Schema 2020-12, with references kept: the vendors' blocks are recursive. */
export function translator(schemas: Schemas, root: string, strictness: Strictness) {
  const pointer = (ref: string) => root + ref.slice(ref.lastIndexOf('/') + 1);

  function translate(schema: Schema): Schema {
    if (typeof schema.$ref === 'string') {
      const ref = { $ref: pointer(schema.$ref) };
      return schema.nullable === true ? { anyOf: [ref, { type: 'null' }] } : ref;
    }
    const only = Array.isArray(schema.allOf) && schema.allOf.length === 1 ? (schema.allOf[0] as Schema) : undefined;
    if (only) return translate(only);
    const result: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(schema)) Object.assign(result, keywordOf(keyword, value, schema));
    return nullable(close(tagged(result, schema)), schema);
  }

  function keywordOf(keyword: string, value: unknown, schema: Schema): Schema {
    if (COPIED.has(keyword)) return { [keyword]: value };
    if (LISTS.has(keyword)) return { [keyword]: (value as Schema[]).map(translate) };
    if (keyword === 'items' || keyword === 'not') return { [keyword]: translate(value as Schema) };
    if (keyword === 'properties') return { properties: mapValues(value as Schemas, translate) };
    if (keyword === 'additionalProperties') return additional(value);
    if (keyword === 'exclusiveMinimum' || keyword === 'exclusiveMaximum') return bound(keyword, value, schema);
    if (IGNORED.has(keyword) || keyword.startsWith('x-')) return {};
    throw new Error(
      `The contract uses the keyword "${keyword}", which this checker does not know: add it to translate.ts`,
    );
  }

  function additional(value: unknown): Schema {
    if (isRecord(value)) return { additionalProperties: translate(value) };
    return strictness === 'open' ? {} : { additionalProperties: value };
  }

  function close(schema: Record<string, unknown>): Record<string, unknown> {
    if (strictness === 'open' || !schema.properties || 'additionalProperties' in schema) return schema;
    const combined = [...LISTS].some((keyword) => keyword in schema);
    return { ...schema, [combined ? 'unevaluatedProperties' : 'additionalProperties']: false };
  }

  /** A union told apart by its `type` is checked against that one member: a fault is then named exactly, and fast. */
  function tagged(result: Record<string, unknown>, schema: Schema): Record<string, unknown> {
    if (!Array.isArray(schema.anyOf) || Object.keys(result).length > 1) return result;
    const members = (schema.anyOf as Schema[]).flatMap((member) => leaves(member, schemas));
    const tags = members.map((member) => tagOf(member, schemas));
    if (members.length < 2 || tags.includes(undefined) || new Set(tags).size < tags.length) return result;
    const oneOf = members.map((member, index) => ({
      properties: { type: { const: tags[index] } },
      allOf: [translate(member)],
    }));
    return { type: 'object', required: ['type'], discriminator: { propertyName: 'type' }, oneOf };
  }
  return translate;
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const target = schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
  if (!target) throw new Error(`The contract refers to ${schema.$ref}, which it does not define`);
  return resolve(target, schemas);
}

/** The members of a union and of the unions within, but for those that are told apart by something else. */
function leaves(member: Schema, schemas: Schemas): Schema[] {
  const { anyOf } = resolve(member, schemas);
  if (!Array.isArray(anyOf) || tagOf(member, schemas) !== undefined) return [member];
  return (anyOf as Schema[]).flatMap((leaf) => leaves(leaf, schemas));
}

function tagOf(member: Schema, schemas: Schemas): string | undefined {
  const { properties, required, anyOf } = resolve(member, schemas);
  if (Array.isArray(anyOf)) {
    const [first, ...others] = new Set((anyOf as Schema[]).map((inner) => tagOf(inner, schemas)));
    return others.length === 0 ? first : undefined;
  }
  const type = isRecord(properties) ? properties.type : undefined;
  if (!isRecord(type) || !Array.isArray(required) || !required.includes('type')) return undefined;
  if (typeof type.const === 'string') return type.const;
  return Array.isArray(type.enum) && type.enum.length === 1 ? String(type.enum[0]) : undefined;
}

function bound(keyword: 'exclusiveMinimum' | 'exclusiveMaximum', value: unknown, schema: Schema): Schema {
  if (typeof value === 'number') return { [keyword]: value };
  const inclusive = keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum';
  return value === true ? { [keyword]: schema[inclusive] } : {};
}

function nullable(result: Record<string, unknown>, schema: Schema): Schema {
  if (schema.nullable !== true) return result;
  const { type, enum: values } = result;
  const withNull = { ...result };
  if (typeof type === 'string') withNull.type = [type, 'null'];
  if (Array.isArray(values) && !values.includes(null)) withNull.enum = [...values, null];
  return withNull;
}

export function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
