import { randomUUID } from 'node:crypto';
import { type Capability, type Field, fieldsOf, type Principal, withDefaults } from '../../core/index.ts';
import { enteredIn as enteredAs, hintOf, isNeeded, isNumber, isOn } from '../asking/form-fields.ts';
import { type Card, cardOf, type Element, type Input, richText, run } from './card-elements.ts';

export const inputMax = 10_000;
const maxChoices = 100;
const prefix = 'field-';

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
    const value = isOn(given) ? 'true' : 'false';
    return { type: 'Input.Toggle', ...common, isRequired: false, title: 'Yes', value };
  }
  if (kind === 'number') {
    return { type: 'Input.Number', ...common, ...(isNumber(given) ? { value: Number(given) } : {}) };
  }
  const max = Math.min(field.maxLength ?? inputMax, inputMax);
  const value = given ? { value: given.slice(0, max) } : {};
  return { type: 'Input.Text', ...common, isMultiline: kind === 'lines', maxLength: max, ...value };
}

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
    const hint = hintOf(field);
    return [
      inputOf(field, typeof given === 'string' ? given : field.defaultValue, offered, isNeeded(capability, field)),
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

/** What was entered, as text for each field. */
export const enteredIn = (capability: Capability, data: Readonly<Record<string, unknown>>): Record<string, string> =>
  enteredAs(capability, ({ name }) => {
    const given = data[`${prefix}${name}`];
    return typeof given === 'string' || typeof given === 'number' ? String(given) : '';
  });
