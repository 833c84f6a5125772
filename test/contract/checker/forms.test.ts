import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerce } from './coercion.ts';
import { nest } from './forms.ts';

const field = (text: string) => nest(new URLSearchParams(text));

describe('nest', () => {
  it.each<[string, unknown]>([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a[b]=1&a[c][d]=2', { a: { b: '1', c: { d: '2' } } }],
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a[][b]=1&a[][c]=2&a[][b]=3', { a: [{ b: '1', c: '2' }, { b: '3' }] }],
    ['a[][b][]=1&a[][b][]=2', { a: [{ b: ['1', '2'] }] }],
    ['a=1&a[b]=2', { a: { b: '2' } }],
  ])('reads %s', (text, expected) => {
    expect(field(text)).toEqual(expected);
  });

  it('reads a field named __proto__ as a field', () => {
    expect(Object.keys(field('__proto__=x'))).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    field('__proto__[polluted]=x');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('gives back flat fields as they were', () => {
    const name = fc.stringMatching(/^[a-z_]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.string(), { noNullPrototype: true }), (fields) => {
        expect(nest(new URLSearchParams(fields))).toEqual(fields);
      }),
    );
  });
});

describe('coerce', () => {
  const schemas = { Flag: { type: 'boolean' }, Point: { type: 'object', properties: { line: { type: 'integer' } } } };
  it.each<[unknown, Record<string, unknown>, unknown]>([
    ['12', { type: 'integer' }, 12],
    ['-1.5', { type: 'number' }, -1.5],
    ['twelve', { type: 'integer' }, 'twelve'],
    ['12', { type: 'string' }, '12'],
    ['true', { $ref: '#/components/schemas/Flag' }, true],
    ['yes', { $ref: '#/components/schemas/Flag' }, 'yes'],
    ['1,2', { type: 'array', items: { type: 'integer' } }, [1, 2]],
    ['1,2', { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'integer' } }] }, '1,2'],
    [['1', 'x'], { type: 'array', items: { type: 'integer' } }, [1, 'x']],
    [{ line: '3', more: '4' }, { anyOf: [{ $ref: '#/components/schemas/Point' }] }, { line: 3, more: '4' }],
    ['12', {}, '12'],
  ])('%j under %j', (value, schema, expected) => {
    expect(coerce(value, schema, schemas)).toEqual(expected);
  });
});
