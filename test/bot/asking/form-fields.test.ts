import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { enteredIn, hintOf, isNeeded, isNumber, isOn } from '../../../src/bot/asking/form-fields.ts';
import { defineCapability, fieldsOf } from '../../../src/core/index.ts';

const capability = defineCapability({
  name: 'depot.keep-box',
  title: 'Keep a box',
  description: 'Keeps a box.',
  input: z.object({
    label: z.string().min(1),
    note: z.string().describe('What is in it.'),
    count: z.number().default(1),
    tags: z.array(z.string()).default([]).describe('Its tags.'),
    isHeavy: z.boolean().default(false),
  }),
  output: z.object({}),
  permission: 'identity:self:read',
  effect: 'read',
  examples: [],
  run: async () => ({}),
  present: () => ({ markdown: '' }),
});

describe('the fields of a form', () => {
  it('are needed where they may not be empty', () => {
    const needed = fieldsOf(capability).filter((field) => isNeeded(capability, field));
    expect(needed.map(({ name }) => name)).toEqual(['label']);
  });

  it('say how lists are written', () => {
    const hints = fieldsOf(capability).map((field) => [field.name, hintOf(field)]);
    expect(Object.fromEntries(hints)).toMatchObject({ note: 'What is in it.', tags: 'Its tags. Separated by commas.' });
  });

  it('that are left empty are left out, so that defaults hold; unless empty is a value', () => {
    expect(enteredIn(capability, ({ name }) => (name === 'count' ? '2' : ''))).toEqual({ note: '', count: '2' });
  });

  it.each([
    ['true', true, false],
    ['Yes', true, false],
    ['0', false, true],
    ['1', true, true],
    ['1.5', false, true],
    [' ', false, false],
    ['many', false, false],
    [undefined, false, false],
  ])('hold %s as it was typed', (given, on, number) => {
    expect([isOn(given), isNumber(given)]).toEqual([on, number]);
  });
});
