import { choices, combobox, picker } from './choices.js';
import { confirmed } from './dialogs.js';
import { el } from './dom.js';

const label = (text) => text?.text ?? '';

/** One interactive element. In a message or an actions block each choice is sent at once. */
export function control(element, blockId, host) {
  const send = async (value, source) => {
    if (element.confirm !== undefined && !(await confirmed(element.confirm))) return;
    source?.setAttribute('aria-busy', 'true');
    await host.click({ actionId: element.action_id, blockId, value });
    source?.removeAttribute('aria-busy');
  };
  const bound = { ...host, change: send, blockId };
  switch (element.type) {
    case 'button':
      return button(element, send);
    case 'workflow_button':
      return button(element, send);
    case 'icon_button':
      return el(
        'button',
        {
          type: 'button',
          class: 'press',
          title: label(element.text),
          onclick: ({ currentTarget }) => send(element.value, currentTarget),
        },
        '🗑',
      );
    case 'feedback_buttons':
      return el('span', { class: 'actions small' }, ...thumbs(element, send));
    default:
      return entry(element, bound);
  }
}

function button({ text, style = '', value, url }, send) {
  const open = () => {
    if (/^https?:/i.test(url ?? '')) window.open(url, '_blank', 'noopener,noreferrer');
  };
  const press = ({ currentTarget }) => {
    open();
    void send(value ?? null, currentTarget);
  };
  return el(
    'button',
    { type: 'button', class: `press ${style}`, onclick: press },
    label(text),
    url === undefined ? undefined : ' ↗',
  );
}

/** Two thumbs, of which the one that was pressed last stays pressed, as in Slack. */
function thumbs({ positive_button: positive, negative_button: negative }, send) {
  const thumb = ({ text, value, accessibility_label: name }, sign) =>
    el(
      'button',
      {
        type: 'button',
        class: 'press thumb',
        title: label(text),
        'aria-label': name ?? label(text),
        'aria-pressed': 'false',
        onclick: press(value),
      },
      sign,
    );
  const press =
    (value) =>
    ({ currentTarget }) => {
      for (const each of both) each.setAttribute('aria-pressed', String(each === currentTarget));
      void send(value, currentTarget);
    };
  const both = [thumb(positive, '👍'), thumb(negative, '👎')];
  return both;
}

/** An input block of a modal (or message) with its label, hint and error. */
export function field(block, host) {
  const { element, block_id: blockId, hint, optional } = block;
  const change = (value) => {
    host.entered(blockId, element.action_id, value);
    if (block.dispatch_action === true) void host.click({ actionId: element.action_id, blockId, value });
  };
  const node = entry(element, { ...host, change, blockId });
  const id = `f-${blockId}-${element.action_id}`;
  const target = node.matches('input, textarea, select')
    ? node
    : (node.querySelector('input:not([type=checkbox]):not([type=radio])') ?? node);
  target.id = id;
  target.removeAttribute('aria-label');
  const error = el('p', { class: 'error', role: 'alert', hidden: true });
  const optionalMark = optional === true ? el('span', { class: 'muted' }, ' (optional)') : undefined;
  return el(
    'div',
    { class: 'field' },
    el('label', { for: id }, label(block.label), optionalMark),
    node,
    error,
    hint && el('p', { class: 'hint' }, label(hint)),
  );
}

function entry(element, host) {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
    case 'users_select':
    case 'multi_users_select':
    case 'channels_select':
    case 'multi_channels_select':
    case 'conversations_select':
    case 'multi_conversations_select':
      return picker(element, host);
    case 'external_select':
    case 'multi_external_select':
      return combobox(element, host);
    case 'overflow':
      return picker({ ...element, placeholder: { text: '⋯' } }, host);
    case 'checkboxes':
    case 'radio_buttons':
      return choices(element, host);
    default:
      return typing(element, host);
  }
}

const kinds = {
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

function typing(element, host) {
  const now = host.value?.(host.blockId, element);
  const initial = now ?? element.initial_value ?? element.initial_date ?? element.initial_time ?? '';
  const isLong = element.multiline === true;
  const node = el(isLong ? 'textarea' : 'input', {
    type: isLong ? undefined : (kinds[element.type] ?? 'text'),
    placeholder: label(element.placeholder),
    rows: isLong ? '6' : undefined,
    inputmode: element.type === 'number_input' ? 'decimal' : undefined,
    autofocus: element.focus_on_load === true,
    'aria-label': label(element.placeholder) || element.action_id,
  });
  node.value = initial;
  const read = () => (element.type === 'datetimepicker' ? String(Date.parse(node.value) / 1000) : node.value);
  node.addEventListener('change', () => host.change(read()));
  return node;
}
