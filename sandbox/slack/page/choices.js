import { act, state } from './data.js';
import { el } from './dom.js';

const label = (text) => text?.text ?? '';
const isMany = ({ type }) => type.startsWith('multi_');

function offered(element) {
  const people = state.workspace.members
    .filter(({ isBot }) => !isBot)
    .map(({ id, name }) => ({ value: id, text: { text: name } }));
  const channels = state.workspace.channels.map(({ id, name }) => ({ value: id, text: { text: `#${name}` } }));
  if (element.type.includes('users')) return people;
  if (element.type.includes('channels') || element.type.includes('conversations')) return channels;
  return element.options ?? [];
}

const optionNode = ({ value, text }, chosen) => el('option', { value, selected: chosen.includes(value) }, label(text));

function chosenOf(element, host) {
  const now = host.value?.(host.blockId, element);
  if (now !== undefined) return [now].flat().filter((value) => value !== null);
  const {
    initial_option: one,
    initial_options: many,
    initial_user: user,
    initial_users: users,
    initial_channel: channel,
    initial_conversation: talk,
  } = element;
  return [...(many ?? [one]).map((option) => option?.value), user, ...(users ?? []), channel, talk].filter(
    (value) => value !== undefined,
  );
}

/** A select menu, one or many. */
export function picker(element, host) {
  const chosen = chosenOf(element, host);
  const many = isMany(element);
  const groups = (element.option_groups ?? []).map((group) =>
    el(
      'optgroup',
      { label: label(group.label) },
      group.options.map((option) => optionNode(option, chosen)),
    ),
  );
  const first = many ? [] : [el('option', { value: '' }, label(element.placeholder) || 'Choose …')];
  const options = offered(element).map((option) => optionNode(option, chosen));
  const name = label(element.placeholder) || element.action_id;
  const node = el(
    'select',
    { multiple: many, 'aria-label': name, class: element.type === 'overflow' ? 'overflow' : '' },
    first,
    options,
    groups,
  );
  node.addEventListener('change', () => {
    const values = [...node.selectedOptions].map(({ value }) => value);
    if (many) host.change(values);
    else if (values[0] !== '') host.change(values[0]);
    else host.change(null);
    if (element.type === 'overflow') node.value = '';
  });
  return node;
}

/** Checkboxes or radio buttons. */
export function choices(element, host) {
  const chosen = chosenOf(element, host);
  const many = element.type === 'checkboxes';
  const name = `c-${host.blockId}-${element.action_id}-${Math.random()}`;
  const box = el('div', { class: 'choices', role: many ? 'group' : 'radiogroup' });
  const change = () => {
    const values = [...box.querySelectorAll('input:checked')].map(({ value }) => value);
    host.change(many ? values : (values[0] ?? null));
  };
  for (const { value, text, description } of element.options)
    box.append(
      el(
        'label',
        {},
        el('input', {
          type: many ? 'checkbox' : 'radio',
          name,
          value,
          checked: chosen.includes(value),
          onchange: change,
        }),
        el('span', {}, label(text), description && el('small', {}, label(description))),
      ),
    );
  return box;
}

/** A select whose options the application offers while one types. */
export function combobox(element, host) {
  const now = host.label?.(host.blockId, element) ?? label(element.initial_option?.text);
  const input = el('input', {
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-label': label(element.placeholder) || element.action_id,
    placeholder: label(element.placeholder),
    autocomplete: 'off',
  });
  input.value = now;
  const list = el('ul', { class: 'options', role: 'listbox', hidden: true });
  const show = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
  };
  const choose = ({ value, text }) => {
    input.value = label(text);
    show(false);
    host.change(element.type.startsWith('multi_') ? [value] : value);
  };
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    if (input.value.length < (element.min_query_length ?? 3)) return show(false);
    const { options } = await act('suggest', {
      ...host.place,
      blockId: host.blockId,
      actionId: element.action_id,
      query: input.value,
    });
    if (turn !== asked) return undefined;
    const items = options.map((option) =>
      el('li', { role: 'option', onmousedown: () => choose(option) }, label(option.text)),
    );
    list.replaceChildren(...(items.length > 0 ? items : [el('li', { class: 'muted' }, 'No results')]));
    return show(true);
  };
  input.addEventListener('input', ask);
  input.addEventListener('focus', ask);
  input.addEventListener('blur', () => show(false));
  return el('div', { class: 'combobox' }, input, list);
}
