import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf, missingFields, parse, readFields, withDefaults } from '../../src/core/index.ts';
import { maria, showPlan, whoAmI } from './registry.ts';

describe('the form of a capability', () => {
  it('has a field for each of its inputs, in their order', () => {
    expect(fieldsOf(showPlan)).toMatchInlineSnapshot(`
      [
        {
          "choices": [],
          "defaultValue": undefined,
          "description": "Full path",
          "files": [],
          "isRequired": true,
          "kind": "text",
          "label": "Project",
          "maxLength": undefined,
          "name": "project",
        },
        {
          "choices": [],
          "defaultValue": "4",
          "description": "",
          "files": [],
          "isRequired": false,
          "kind": "number",
          "label": "Weeks",
          "maxLength": undefined,
          "name": "weeks",
        },
        {
          "choices": [],
          "defaultValue": "false",
          "description": "",
          "files": [],
          "isRequired": false,
          "kind": "boolean",
          "label": "Is short",
          "maxLength": undefined,
          "name": "isShort",
        },
        {
          "choices": [
            "date",
            "name",
          ],
          "defaultValue": "date",
          "description": "",
          "files": [],
          "isRequired": false,
          "kind": "choice",
          "label": "Order",
          "maxLength": undefined,
          "name": "order",
        },
        {
          "choices": [],
          "defaultValue": "",
          "description": "",
          "files": [],
          "isRequired": false,
          "kind": "list",
          "label": "Tags",
          "maxLength": undefined,
          "name": "tags",
        },
        {
          "choices": [],
          "defaultValue": "",
          "description": "",
          "files": [],
          "isRequired": false,
          "kind": "lines",
          "label": "Note",
          "maxLength": 200,
          "name": "note",
        },
      ]
    `);
  });

  it('is empty when nothing is asked', () => {
    expect(fieldsOf(whoAmI)).toEqual([]);
  });

  it('leaves out what is filled in later', () => {
    const input = z.object({ project: z.string(), commit: z.string().default('').meta({ filled: true }) });
    expect(fieldsOf({ ...whoAmI, input }).map(({ name }) => name)).toEqual(['project']);
  });

  it.each<[string, unknown]>([
    ['weeks=3', 3],
    ['weeks= 3 ', 3],
    ['weeks=three', 'three'],
    ['weeks=', ''],
    ['weeks=Infinity', 'Infinity'],
    ['isShort=yes', true],
    ['isShort=ON', true],
    ['isShort=0', false],
    ['isShort=perhaps', 'perhaps'],
    ['tags=a, b,,c', ['a', 'b', 'c']],
    ['tags=', []],
    ['order=name', 'name'],
    ['note=3', '3'],
    ['unknown=3', '3'],
  ])('reads %s', (typed, expected) => {
    const [name = '', value = ''] = typed.split('=');
    expect(readFields(showPlan, { [name]: value })).toEqual({ [name]: expected });
  });

  it.each([{ weeks: 'three' }, { isShort: 'perhaps' }, { order: 'size' }, { unknown: '3' }])(
    'leaves %o for the schema to refuse',
    (typed) => {
      expect(() => parse(showPlan.input, { project: 'x', ...readFields(showPlan, typed) })).toThrow(/Please check/);
    },
  );

  it.each<[string, string[], object, object]>([
    ['takes the only project', ['a/b'], {}, { project: 'a/b' }],
    ['keeps what was said', ['a/b'], { project: 'c/d' }, { project: 'c/d' }],
    ['does not choose among several', ['a/b', 'c/d'], {}, {}],
    ['does not make one up', [], {}, {}],
  ])('%s', (_name, projects, args, expected) => {
    expect(withDefaults(showPlan, { ...args }, { ...maria, projects })).toEqual(expected);
  });

  it('gives no project to what does not ask for one', () => {
    expect(withDefaults(whoAmI, {}, maria)).toEqual({});
  });

  it('knows what is still missing', () => {
    expect(missingFields(showPlan, {}).map(({ name }) => name)).toEqual(['project']);
    expect(missingFields(showPlan, { project: '' })).toEqual([]);
  });
});
