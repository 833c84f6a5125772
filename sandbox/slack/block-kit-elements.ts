import {
  all,
  boolean,
  either,
  identifier,
  integer,
  isJson,
  list,
  matching,
  number,
  oneOf,
  type Rule,
  shape,
  string,
  typed,
  url,
} from './block-kit-rules.ts';

export const plainText = (max: number): Rule => typed({ plain_text: shape({ text: string(max) }, { emoji: boolean }) });
export const anyText = (max: number): Rule =>
  typed({
    plain_text: shape({ text: string(max) }, { emoji: boolean }),
    mrkdwn: shape({ text: string(max) }, { verbatim: boolean }),
  });

const confirm = shape(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
);
const placeholder = plainText(150);
const option = (text: Rule): Rule => shape({ text }, { value: string(150), url, description: anyText(75) });
const plainOption = option(plainText(75));
const richOption = option(anyText(75));
const optionGroup = shape({ label: plainText(75), options: list(plainOption, 100) });

const common: Record<string, Rule> = { action_id: identifier };
const selectable: Record<string, Rule> = { ...common, confirm, focus_on_load: boolean, placeholder };
const many: Record<string, Rule> = { ...selectable, max_selected_items: integer(1, 100) };
const style = oneOf('primary', 'danger');
const label = string(75);
const strings = list(string(255), 100, 0);
const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
const time = matching(/^\d{2}:\d{2}$/, 'must be a time as HH:mm');
const dispatch = shape({}, { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) });

const button = shape(
  { text: plainText(75) },
  { ...common, value: string(2000, 0), url, style, confirm, accessibility_label: label },
);
const staticSelect = (initial: Record<string, Rule>): Rule =>
  all(
    shape({}, { ...initial, options: list(plainOption, 100), option_groups: list(optionGroup, 100) }),
    either('options', 'option_groups'),
  );
const filter = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

export const selects: Record<string, Rule> = {
  static_select: staticSelect({ ...selectable, initial_option: plainOption }),
  multi_static_select: staticSelect({ ...many, initial_options: list(plainOption, 100) }),
  external_select: shape({}, { ...selectable, initial_option: plainOption, min_query_length: integer(0, 100) }),
  multi_external_select: shape(
    {},
    { ...many, initial_options: list(plainOption, 100), min_query_length: integer(0, 100) },
  ),
  users_select: shape({}, { ...selectable, initial_user: string(255) }),
  multi_users_select: shape({}, { ...many, initial_users: strings }),
  conversations_select: shape(
    {},
    {
      ...selectable,
      initial_conversation: string(255),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter,
    },
  ),
  multi_conversations_select: shape(
    {},
    { ...many, initial_conversations: strings, default_to_current_conversation: boolean, filter },
  ),
  channels_select: shape({}, { ...selectable, initial_channel: string(255), response_url_enabled: boolean }),
  multi_channels_select: shape({}, { ...many, initial_channels: strings }),
};
export const pickers: Record<string, Rule> = {
  checkboxes: shape(
    { options: list(richOption, 10) },
    { ...common, confirm, focus_on_load: boolean, initial_options: list(richOption, 10) },
  ),
  radio_buttons: shape(
    { options: list(richOption, 10) },
    { ...common, confirm, focus_on_load: boolean, initial_option: richOption },
  ),
  datepicker: shape({}, { ...selectable, initial_date: date }),
  timepicker: shape({}, { ...selectable, initial_time: time, timezone: string(255) }),
  datetimepicker: shape({}, { ...common, confirm, focus_on_load: boolean, initial_date_time: number }),
};

const typing: Record<string, Rule> = {
  ...common,
  placeholder,
  focus_on_load: boolean,
  dispatch_action_config: dispatch,
};
const lengthsInOrder: Rule = (value, pointer, faults) => {
  if (!isJson(value)) return;
  const { min_length: min, max_length: max } = value;
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    faults.push({ pointer: `${pointer}/min_length`, message: 'must not be more than max_length' });
};
export const inputs: Record<string, Rule> = {
  plain_text_input: all(
    shape(
      {},
      {
        ...typing,
        initial_value: string(3000, 0),
        multiline: boolean,
        min_length: integer(0, 3000),
        max_length: integer(1, 3000),
      },
    ),
    lengthsInOrder,
  ),
  email_text_input: shape({}, { ...typing, initial_value: string(3000) }),
  url_text_input: shape({}, { ...typing, initial_value: string(3000) }),
  number_input: shape(
    { is_decimal_allowed: boolean },
    { ...typing, initial_value: string(3000), min_value: string(100), max_value: string(100) },
  ),
  file_input: shape({}, { ...common, filetypes: list(string(50), 100), max_files: integer(1, 10) }),
};

/** A file of the workspace, by its id or its address. */
export const slackFile: Rule = all(
  shape({}, { url, id: matching(/^F[A-Z0-9]{8,}$/, 'input must match regex pattern: ^[F][A-Z0-9]{8,}$') }),
  either('id', 'url'),
);
export const image: Rule = all(
  shape({ alt_text: string(2000) }, { image_url: url, slack_file: slackFile }),
  either('image_url', 'slack_file'),
);
const feedback = shape({ text: plainText(75), value: string(2000) }, { accessibility_label: label });
export const contextActions: Record<string, Rule> = {
  feedback_buttons: shape({ positive_button: feedback, negative_button: feedback }, common),
  icon_button: shape(
    { icon: oneOf('trash'), text: plainText(75) },
    { ...common, confirm, accessibility_label: label, value: string(2000), visible_to_user_ids: strings },
  ),
};
export const buttons: Record<string, Rule> = {
  button,
  overflow: shape({ options: list(plainOption, 5) }, { ...common, confirm }),
  workflow_button: shape(
    {
      text: plainText(75),
      workflow: shape({
        trigger: shape(
          { url },
          { customizable_input_parameters: list(shape({ name: string(255), value: string(3000) }), 100) },
        ),
      }),
    },
    { ...common, style, confirm, accessibility_label: label },
  ),
};
