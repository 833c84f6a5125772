import { z } from 'zod';
import { type Capability, type Field, fieldsOf } from '../../core/index.ts';

/** A required text may be empty where its schema says so: "empty: the text is removed". */
function mayBeEmpty(capability: Capability, { name, kind }: Field): boolean {
  const schema = capability.input.shape[name];
  return (kind === 'text' || kind === 'lines') && schema !== undefined && z.safeParse(schema, '').success;
}

/** A form is not sent without it. */
export const isNeeded = (capability: Capability, field: Field): boolean =>
  field.isRequired && field.kind !== 'boolean' && !mayBeEmpty(capability, field);

export const hintOf = ({ kind, description }: Field): string =>
  [description, ...(kind === 'list' ? ['Separated by commas.'] : [])].join(' ').trim();

export const isOn = (given: string | undefined): boolean => /^(true|yes|on|1)$/i.test(given ?? '');

export const isNumber = (given: string | undefined): given is string =>
  given !== undefined && given.trim() !== '' && Number.isFinite(Number(given));

/** What was entered, as text for each field; what was left empty is left out, so that its default holds. */
export function enteredIn(capability: Capability, textOf: (field: Field) => string): Record<string, string> {
  const entered: Record<string, string> = {};
  for (const field of fieldsOf(capability)) {
    const text = textOf(field);
    if (text !== '') entered[field.name] = text;
    else if (field.isRequired && mayBeEmpty(capability, field)) entered[field.name] = '';
  }
  return entered;
}
