import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Capability, type Field, fieldsOf, type Principal, withDefaults } from '../../core/index.ts';
import { type Card, cardOf, type Element, type Input, richText, run } from './card-elements.ts';

const inputMax = 10_000;
const maxChoices = 100;
const prefix = 'field-';

/** A required text may be empty where its schema says so: "empty: the text is removed". */
function mayBeEmpty(capability: Capability, { name, kind }: Field): boolean {
  const schema = capability.input.shape[name];
  return (kind === 'text' || kind === 'lines') && schema !== undefined && z.safeParse(schema, '').success;
}

function inputOf(field: Field, given: string | undefined, offered: readonly string[], isRequired: boolean): Input {
  const { name, label, kind } = field;
  const errorMessage = `${label} is needed.`;
  const common = { id: `${prefix}${name}`, label, isRequired, ...(isRequired ? { errorMessage } : {}) };
  if (offered.length > 0 && offered.length <= maxChoices) {
    const choices = offered.map((value) => ({ title: value, value }));
    const value = given !== undefined && offered.includes(given) ? { value: given } : {};
    return { type: 'Input.ChoiceSet', ...common, choices, ...value };
  }
  if (kind === 'boolean') {
    const isOn = /^(true|yes|on|1)$/i.test(given ?? '');
    return { type: 'Input.Toggle', ...common, isRequired: false, title: 'Yes', value: isOn ? 'true' : 'false' };
  }
  if (kind === 'number') {
    const isNumber = given !== undefined && given.trim() !== '' && Number.isFinite(Number(given));
    return { type: 'Input.Number', ...common, ...(isNumber ? { value: Number(given) } : {}) };
  }
  const max = Math.min(field.maxLength ?? inputMax, inputMax);
  const value = given ? { value: given.slice(0, max) } : {};
  return { type: 'Input.Text', ...common, isMultiline: kind === 'lines', maxLength: max, ...value };
}

const hintOf = ({ kind, description }: Field): string =>
  [description, ...(kind === 'list' ? ['Separated by commas.'] : [])].join(' ').trim();

export interface FormRequest {
  capability: Capability;
  /** What was typed already. */
  args: Readonly<Record<string, string>>;
  principal: Principal;
  /** Tells a form that is sent twice. */
  form?: string;
  /** What was wrong with what was entered: field to fault; `''` for what belongs to none. */
  faults?: Readonly<Record<string, string>>;
}

/** A capability's dialog, made from its input. */
export function formCard({ capability, args, principal, form = randomUUID(), faults = {} }: FormRequest): Card {
  const known = withDefaults(capability, args, principal);
  const faultLine = (text: string | undefined): Element[] =>
    text === undefined ? [] : [richText(run(`⚠️ ${text}`, { color: 'Attention' }))];
  const inputs = fieldsOf(capability).flatMap((field): Element[] => {
    const given = known[field.name];
    const offered = field.name === 'project' ? principal.projects : field.choices;
    const isRequired = field.isRequired && field.kind !== 'boolean' && !mayBeEmpty(capability, field);
    const hint = hintOf(field);
    return [
      inputOf(field, typeof given === 'string' ? given : field.defaultValue, offered, isRequired),
      ...(hint === '' ? [] : [richText(run(hint, { isSubtle: true, size: 'Small' }))]),
      ...faultLine(faults[field.name]),
    ];
  });
  return cardOf(
    [richText(run(capability.description, { isSubtle: true })), ...faultLine(faults['']), ...inputs],
    [
      {
        type: 'Action.Submit',
        title: capability.effect === 'external' ? 'Prepare' : 'Run',
        data: { adjutant: 'submit', capability: capability.name, form },
      },
    ],
  );
}

/** What was entered, as text for each field; what was left empty is left out, so that its default holds. */
export function enteredIn(capability: Capability, data: Readonly<Record<string, unknown>>): Record<string, string> {
  const entered: Record<string, string> = {};
  for (const field of fieldsOf(capability)) {
    const given = data[`${prefix}${field.name}`];
    const text = typeof given === 'string' || typeof given === 'number' ? String(given) : '';
    if (text !== '') entered[field.name] = text;
    else if (field.isRequired && mayBeEmpty(capability, field)) entered[field.name] = '';
  }
  return entered;
}
