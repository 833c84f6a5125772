import { elementsOf } from './block-kit.ts';
import { isJson, type Json } from './block-kit-rules.ts';
import { SlackError, type StateValues } from './model.ts';

/** What a person enters: one text, several choices, or nothing. */
export type Entered = string | string[] | null;

/** The member of `state.values` in which each element keeps its value, and that of its initial value. */
const members: Record<string, { holds: string; initial: string }> = {
  plain_text_input: { holds: 'value', initial: 'initial_value' },
  email_text_input: { holds: 'value', initial: 'initial_value' },
  url_text_input: { holds: 'value', initial: 'initial_value' },
  number_input: { holds: 'value', initial: 'initial_value' },
  static_select: { holds: 'selected_option', initial: 'initial_option' },
  external_select: { holds: 'selected_option', initial: 'initial_option' },
  radio_buttons: { holds: 'selected_option', initial: 'initial_option' },
  overflow: { holds: 'selected_option', initial: '' },
  checkboxes: { holds: 'selected_options', initial: 'initial_options' },
  multi_static_select: { holds: 'selected_options', initial: 'initial_options' },
  multi_external_select: { holds: 'selected_options', initial: 'initial_options' },
  users_select: { holds: 'selected_user', initial: 'initial_user' },
  multi_users_select: { holds: 'selected_users', initial: 'initial_users' },
  conversations_select: { holds: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { holds: 'selected_conversations', initial: 'initial_conversations' },
  channels_select: { holds: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { holds: 'selected_channels', initial: 'initial_channels' },
  datepicker: { holds: 'selected_date', initial: 'initial_date' },
  timepicker: { holds: 'selected_time', initial: 'initial_time' },
  datetimepicker: { holds: 'selected_date_time', initial: 'initial_date_time' },
};

const isMany = (holds: string): boolean => holds.endsWith('s');
const memberOf = (type: unknown) => members[String(type)];

/** `state.values` before anybody touched anything. Buttons have no state. */
export function initialValues(blocks: Json[]): StateValues {
  const values: StateValues = {};
  for (const block of blocks)
    for (const element of elementsOf(block)) {
      const member = memberOf(element.type);
      if (member === undefined || element.type === 'overflow') continue;
      const initial = element[member.initial] ?? (isMany(member.holds) ? [] : null);
      const own: Record<string, Json> = values[String(block.block_id)] ?? {};
      own[String(element.action_id)] = { type: element.type, [member.holds]: initial };
      values[String(block.block_id)] = own;
    }
  return values;
}

/** The entry of `state.values` (and the value part of an action) when a person enters `entered` into `element`. */
export function entryFor(element: Json, entered: Entered, offered: Json[] = optionsOf(element)): Json {
  const member = memberOf(element.type);
  if (member === undefined) return { type: element.type };
  if (member.holds.startsWith('selected_option'))
    return { type: element.type, [member.holds]: chosen(member.holds, entered, offered) };
  if (isMany(member.holds)) return { type: element.type, [member.holds]: listOf(entered) };
  const single = Array.isArray(entered) ? (entered[0] ?? null) : entered;
  const value = element.type === 'datetimepicker' && single !== null ? Number(single) : single;
  return { type: element.type, [member.holds]: value === '' ? null : value };
}

const listOf = (entered: Entered): string[] => (entered === null ? [] : [entered].flat());

function chosen(holds: string, entered: Entered, offered: Json[]): unknown {
  const options = listOf(entered)
    .filter((value) => value !== '')
    .map((value) => {
      const option = offered.find((each) => each.value === value);
      if (option === undefined) throw new SlackError('invalid_option', { option: value });
      return option;
    });
  return isMany(holds) ? options : (options[0] ?? null);
}

export function optionsOf(element: Json): Json[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isJson) : [];
  return [element, ...groups].flatMap(({ options }) => (Array.isArray(options) ? options.filter(isJson) : []));
}

export const isEmptyEntry = ({ type: _type, ...rest }: Json): boolean =>
  Object.values(rest).every((value) => value === null || value === '' || (Array.isArray(value) && value.length === 0));
