import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { type Capability, type Field, fieldsOf, type Principal, withDefaults } from '../../core/index.ts';
import { cut } from './cut.ts';
import { shorten } from './fit.ts';
import { literal } from './mrkdwn.ts';
import { plain, richText, section } from './rich-text.ts';
import { context } from './small-print.ts';

/** What Slack lets a person type into one input of a form. */
const inputMax = 3_000;
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

/** A required text may be empty where its schema says so: "empty: the text is removed". */
function mayBeEmpty(capability: Capability, { name, kind }: Field): boolean {
  const schema = capability.input.shape[name];
  return (kind === 'text' || kind === 'lines') && schema !== undefined && z.safeParse(schema, '').success;
}

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
  const isOn = /^(true|yes|on|1)$/i.test(initial ?? '');
  return { type: 'checkboxes', action_id: actionId, options: [yes], ...(isOn ? { initial_options: [yes] } : {}) };
}

function numberOf(initial: string | undefined): InputElement {
  const isNumber = initial !== undefined && initial.trim() !== '' && Number.isFinite(Number(initial));
  return {
    type: 'number_input',
    action_id: actionId,
    is_decimal_allowed: true,
    ...(isNumber ? { initial_value: initial } : {}),
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

const hintOf = ({ kind, description }: Field): string =>
  [description, ...(kind === 'list' ? ['Separated by commas.'] : [])].join(' ').trim();

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
    optional: !field.isRequired || field.kind === 'boolean' || mayBeEmpty(capability, field),
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

/** Fields whose typed text is longer than a form can hold. */
export const tooLongForForm = (args: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(args).filter((name) => (args[name]?.length ?? 0) > inputMax);

const entry = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});

/** What was entered, as text for each field; what was left empty is left out, so that its default holds. */
export function enteredIn(
  capability: Capability,
  values: Readonly<Record<string, Record<string, unknown>>>,
): Record<string, string> {
  const entered: Record<string, string> = {};
  for (const field of fieldsOf(capability)) {
    const read = entry.safeParse(values[field.name]?.[actionId] ?? {});
    if (!read.success) continue;
    const { value, selected_option: chosen, selected_options: checked } = read.data;
    const text = field.kind === 'boolean' ? String((checked ?? []).length > 0) : (chosen?.value ?? value ?? '');
    if (text !== '') entered[field.name] = text;
    else if (field.isRequired && mayBeEmpty(capability, field)) entered[field.name] = '';
  }
  return entered;
}
