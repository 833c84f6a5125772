import { describe, expect, it } from 'vitest';
import { readDefinitions, readOpenApi, type Schema } from './document.ts';
import { createValidation } from './validation.ts';

const closed =
  (schema: Schema, schemas: Record<string, Schema> = {}) =>
  (value: unknown) =>
    createValidation(schemas, 'closed')
      .check(schema, value)
      .map(({ place, message }) => `${place} ${message}`);

describe('a schema of OpenAPI 3.0', () => {
  it('may be nullable, with or without an enumeration', () => {
    const check = closed({ type: 'string', enum: ['a'], nullable: true });
    expect([check('a'), check(null), check('b')]).toEqual([[], [], [expect.stringContaining('allowed values')]]);
    expect(closed({ $ref: '#/components/schemas/A', nullable: true }, { A: { type: 'string' } })(null)).toEqual([]);
  });

  it('may exclude its bounds', () => {
    const check = closed({ type: 'number', minimum: 1, exclusiveMinimum: true });
    expect([check(1), check(2)]).toEqual([[' must be > 1'], []]);
  });

  it('is closed in requests and open in answers, at every depth', () => {
    const schema = { type: 'object', properties: { a: { type: 'object', properties: { b: {} } } } };
    expect(closed(schema)({ a: { c: 1 } })).toEqual(['/a must NOT have additional properties: "c"']);
    expect(createValidation({}, 'open').check(schema, { a: { c: 1 } })).toEqual([]);
  });

  it('may have attributes of its own beside those of its parts', () => {
    const part = { type: 'object', properties: { b: {} }, additionalProperties: true };
    const check = closed({ type: 'object', properties: { a: {} }, anyOf: [part, { type: 'object', required: ['z'] }] });
    expect(check({ a: 1 })).toEqual([]);
  });

  it('may refer to itself', () => {
    const Tree = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/definitions/Tree' } } } };
    const check = closed({ $ref: '#/definitions/Tree' }, { Tree });
    expect(check({ children: [{ children: [{ child: 1 }] }] })).toEqual([
      '/children/0/children/0 must NOT have additional properties: "child"',
    ]);
  });

  it('must not use a keyword that would be skipped', () => {
    expect(() => closed({ patternProperties: {} })({})).toThrow('does not know');
  });

  it('must not refer to what is not there', () => {
    const union = { anyOf: [{ $ref: '#/definitions/A' }, { $ref: '#/definitions/B' }] };
    expect(() => closed(union)({})).toThrow('#/definitions/A');
  });
});

describe('a union told apart by its type', () => {
  const member = (type: string, name: string) => ({
    type: 'object',
    properties: { type: { const: type }, [name]: { type: 'string' } },
    required: ['type', name],
  });
  const schemas = { A: member('a', 'x'), B: member('b', 'y') };
  const check = closed({ anyOf: [{ $ref: '#/definitions/A' }, { $ref: '#/definitions/B' }] }, schemas);

  it('names only what is wrong with the member that was meant', () => {
    expect(check({ type: 'b', y: 1 })).toEqual(['/y must be string']);
    expect(check({ type: 'c' })).toEqual([' has an unknown type: "c"']);
    expect(check({ type: 'a', x: 'text' })).toEqual([]);
  });
});

describe.each(['gitlab/gitlab.openapi3.json', 'slack/slack_web.openapi3.json'])('%s', (path) => {
  it.each(['closed', 'open'] as const)('compiles whole when %s', (strictness) => {
    const { paths, components } = readOpenApi(path);
    const validation = createValidation(components.schemas, strictness);
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const media = operations.flatMap(({ requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {})),
    );
    const parameters = operations.flatMap((operation) => operation.parameters ?? []);
    expect(media.length).toBeGreaterThan(200);
    for (const { schema } of [...media, ...parameters]) expect(validation.check(schema, undefined)).toBeDefined();
  });
});

describe.each(['gitlab/client-responses.schema.json', 'slack/block-kit.schema.json'])('%s', (path) => {
  it('compiles whole', () => {
    const definitions = readDefinitions(path);
    const validation = createValidation(definitions, 'closed');
    for (const schema of Object.values(definitions)) expect(validation.check(schema, undefined)).toBeDefined();
  });
});
