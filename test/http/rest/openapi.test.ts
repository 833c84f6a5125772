import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/agents/index.ts';
import { describeRest } from '../../../src/http/rest/openapi.ts';

interface Operation {
  operationId: string;
  requestBody: { content: { 'application/json': { schema: object; examples: Record<string, { value: object }> } } };
}
const description = describeRest(registry, 'https://adjutant.example');
const paths = description.paths as Record<string, { post: Operation }>;

describe('the description of the REST door', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(description));
    expect([result.valid, result.errors]).toEqual([true, undefined]);
    expect(validator.version).toBe('3.1');
  });

  it('has every capability that is at a door, and no other', () => {
    const named = registry.list().map(({ name }) => `/v1/${name.replace('.', '/')}`);
    expect(Object.keys(paths).sort()).toEqual([...named, '/v1/runs/{number}', '/v1/attachments'].sort());
    const ids = Object.entries(paths).flatMap(([path, { post }]) =>
      post && path !== '/v1/attachments' ? [post.operationId] : [],
    );
    expect(new Set(ids).size).toBe(named.length);
  });

  it.each(registry.list().map(({ name }) => name))('describes %s so that its examples fit', (name) => {
    const { schema, examples } =
      paths[`/v1/${name.replace('.', '/')}`]?.post.requestBody.content['application/json'] ?? {};
    const fits = new Ajv2020({ strict: false, formats: { uri: true } }).compile(schema ?? false);
    const values = Object.values(examples ?? {}).map(({ value }) => value);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
  });
});
