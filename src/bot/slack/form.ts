import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { type Capability, type Field, fieldsOf, type Principal, withDefaults } from '../../core/index.ts';
import { enteredIn as enteredAs, hintOf, isNeeded, isNumber, isOn } from '../asking/form-fields.ts';
import { cut } from './cut.ts';
import { shorten } from './fit.ts';
import { literal } from './mrkdwn.ts';
import { plain, richText, section } from './rich-text.ts';
import { context } from './small-print.ts';

/** What Slack lets a person type into one input of a form. */
export const inputMax = 3_000;
const maxOptions = 100;
const optionTextMax = 75;

/** What a form carries to where it is submitted. */
export const formMetadata = z.object({
  capability: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
  respond: z.string().optional(),
});
type FormMetadata = z.output<typeof formMetadata>;

type InputElement = InputBlock['element'];
const actionId = 'value';
const label = (text: string): PlainTextElement => ({ type: 'plain_text', text });
const option = (text: string): PlainTextOption => ({ text: label(text), value: text });

function selectOf(choices: readonly string[], initial: string | undefined): InputElement {
  return {
    type: 'static_select',
    action_id: actionId,
    options: choices.map(option),
    ...(initial !== undefined && choices.includes(initial) ? { initial_option: option(initial) } : {}),
  };
}

function checkboxOf(initial: string | undefined): InputElement {
  const yes: PlainTextOption = { text: label('Yes'), value: 'true' };
  return {
    type: 'checkboxes',
    action_id: actionId,
    options: [yes],
    ...(isOn(initial) ? { initial_options: [yes] } : {}),
  };
}

function numberOf(initial: string | undefined): InputElement {
  return {
    type: 'number_input',
    action_id: actionId,
    is_decimal_allowed: true,
    ...(isNumber(initial) ? { initial_value: initial } : {}),
  };
}

const fitsSelect = (choices: readonly string[]): boolean =>
  choices.length > 0 && choices.length <= maxOptions && choices.every(({ length }) => length <= optionTextMax);

function elementOf(
  { name, kind, choices, maxLength }: Field,
  initial: string | undefined,
  projects: readonly string[],
): InputElement {
  const offered = name === 'project' ? projects : choices;
  if (fitsSelect(offered)) return selectOf(offered, initial);
  if (kind === 'boolean') return checkboxOf(initial);
  if (kind === 'number') return numberOf(initial);
  const max = Math.min(maxLength ?? inputMax, inputMax);
  return {
    type: 'plain_text_input',
    action_id: actionId,
    multiline: kind === 'lines',
    max_length: max,
    ...(initial ? { initial_value: initial.slice(0, max) } : {}),
  };
}

function inputOf(
  capability: Capability,
  field: Field,
  initial: string | undefined,
  projects: readonly string[],
): InputBlock {
  const hint = hintOf(field);
  return {
    type: 'input',
    block_id: field.name,
    label: label(field.label),
    optional: !isNeeded(capability, field),
    element: elementOf(field, initial, projects),
    ...(hint === '' ? {} : { hint: label(shorten(hint, 500)) }),
  };
}

export interface FormRequest {
  capability: Capability;
  /** What was typed already. */
  args: Readonly<Record<string, string>>;
  principal: Principal;
  metadata: FormMetadata;
  /** Words that belonged to no field. */
  rest?: string;
}

/** A capability's form, made from its input. */
export function formOf({ capability, args, principal, metadata, rest = '' }: FormRequest): ModalView {
  const known = withDefaults(capability, args, principal);
  const inputs = fieldsOf(capability).map((field) => {
    const given = known[field.name];
    return inputOf(capability, field, typeof given === 'string' ? given : field.defaultValue, principal.projects);
  });
  const notes: KnownBlock[] = [
    context(literal(shorten(capability.description, 500))),
    ...(rest === '' ? [] : [richText([section(plain(`I did not know where to put “${cut(rest, 200)}”.`))])]),
  ];
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: JSON.stringify(metadata),
    title: label(shorten(capability.title, 24)),
    submit: label(capability.effect === 'external' ? 'Prepare' : 'Run'),
    close: label('Cancel'),
    blocks: [...notes, ...inputs],
  };
}

const entry = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

/** What was entered, as text for each field. */
export const enteredIn = (
  capability: Capability,
  values: Readonly<Record<string, Record<string, unknown>>>,
): Record<string, string> =>
  enteredAs(capability, ({ name, kind }) => {
    const read = entry.safeParse(values[name]?.[actionId] ?? {});
    if (!read.success) return '';
    const { value, selected_option: chosen, selected_options: checked } = read.data;
    return kind === 'boolean' ? String((checked ?? []).length > 0) : (chosen?.value ?? value ?? '');
  });
