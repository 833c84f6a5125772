import { el, link } from './dom.js';

/** An Adaptive Card as nodes: the part of version 1.5 that Teams shows and Adjutant uses. Text stays text. */
export function cardNode(card, host) {
  const inputs = new Map();
  const ids = new Map();
  const parts = { host, inputs, ids };
  return el('div', { class: 'card', role: 'group', 'aria-label': 'Card' }, ...bodyOf(card, parts));
}

function bodyOf(card, parts) {
  return [...(card.body ?? []).map((each) => elementNode(each, parts)), actionsNode(card.actions ?? [], parts)];
}

function elementNode(element, parts) {
  const node = elements[element.type]?.(element, parts) ?? el('p', { class: 'muted' }, `(${element.type})`);
  if (element.id !== undefined) parts.ids.set(element.id, node);
  if (element.isVisible === false) node.hidden = true;
  return node;
}

const elements = {
  RichTextBlock: ({ inlines, spacing }) =>
    el('p', { class: spacing === 'Small' ? 'rich close' : 'rich' }, inlines.map(runNode)),
  TextBlock: ({ text, weight }) => el('p', { class: weight === 'Bolder' ? 'rich bold' : 'rich' }, text),
  Container: ({ items, style }, parts) =>
    el(
      'div',
      { class: style === 'emphasis' ? 'emphasis' : '' },
      items.map((each) => elementNode(each, parts)),
    ),
  Image: ({ url, altText, selectAction }) => {
    const image = el('img', { src: url, alt: altText, loading: 'lazy' });
    return selectAction
      ? el('a', { href: selectAction.url, target: '_blank', rel: 'noopener noreferrer' }, image)
      : image;
  },
  ActionSet: ({ actions }, parts) => actionsNode(actions, parts),
  'Input.Text': (input, parts) => {
    const attributes = { maxlength: String(input.maxLength ?? ''), placeholder: input.placeholder };
    const field = input.isMultiline
      ? el('textarea', { rows: '4', ...attributes })
      : el('input', { type: 'text', ...attributes });
    field.value = input.value ?? '';
    return fieldNode(input, field, () => field.value, parts);
  },
  'Input.Number': (input, parts) => {
    const field = el('input', { type: 'number', step: 'any' });
    field.value = input.value ?? '';
    return fieldNode(input, field, () => (field.value === '' ? undefined : Number(field.value)), parts);
  },
  'Input.Toggle': (input, parts) => {
    const field = el('input', { type: 'checkbox' });
    field.checked = input.value === 'true';
    const label = el('span', { class: 'toggle' }, field, input.title);
    return fieldNode(input, label, () => String(field.checked), parts);
  },
  'Input.ChoiceSet': (input, parts) => {
    const empty = el('option', { value: '' }, '–');
    const options = input.choices.map(({ title, value }) => el('option', { value }, title));
    const field = el('select', {}, empty, ...options);
    field.value = input.value ?? '';
    return fieldNode(input, field, () => field.value, parts);
  },
};

function runNode({ text, weight, italic, strikethrough, fontType, size, isSubtle, color, selectAction }) {
  const classes = [
    weight === 'Bolder' && 'bold',
    italic && 'italic',
    strikethrough && 'strike',
    fontType === 'Monospace' && 'mono',
    size === 'Small' && 'small',
    isSubtle && 'subtle',
    color?.toLowerCase(),
  ];
  const node = el('span', { class: classes.filter(Boolean).join(' ') }, text);
  if (selectAction === undefined) return node;
  const anchor = link(selectAction.url, text);
  if (anchor.classList) anchor.className = node.className;
  return anchor;
}

function fieldNode({ id, label, isRequired, errorMessage }, field, value, { inputs }) {
  const error = el('span', { class: 'error', hidden: true }, errorMessage ?? 'This is needed.');
  const isFilled = () => !isRequired || (value() ?? '') !== '';
  inputs.set(id, {
    value,
    check() {
      error.hidden = isFilled();
      return error.hidden;
    },
  });
  return el('label', { class: 'input' }, el('span', {}, label, isRequired ? ' *' : ''), field, error);
}

function actionsNode(actions, parts) {
  if (actions.length === 0) return undefined;
  const opened = el('div', { class: 'shown-card', hidden: true });
  const buttons = actions.map((action) => actionNode(action, parts, opened));
  return el('div', {}, el('div', { class: 'actions' }, buttons), opened);
}

const styles = { positive: 'primary', destructive: 'danger' };

function actionNode(action, parts, opened) {
  if (action.type === 'Action.OpenUrl') {
    const anchor = link(action.url, action.title);
    if (anchor.classList) anchor.className = 'press as-link';
    return anchor;
  }
  const press = () => presses[action.type]?.(action, parts, opened, button);
  const style = styles[action.style] ?? '';
  const button = el('button', { type: 'button', class: `press ${style}`, onclick: press }, action.title);
  return button;
}

const presses = {
  'Action.ToggleVisibility': ({ targetElements }, { ids }) => {
    for (const id of targetElements) {
      const target = ids.get(id.elementId ?? id);
      if (target) target.hidden = !target.hidden;
    }
  },
  'Action.ShowCard': ({ card }, { host }, opened) => {
    opened.hidden = !opened.hidden && opened.dataset.of === JSON.stringify(card);
    if (opened.hidden) return;
    opened.dataset.of = JSON.stringify(card);
    opened.replaceChildren(cardNode(card, host));
  },
  'Action.Execute': (action, parts, _opened, button) => send('execute', action, parts, button),
  'Action.Submit': (action, parts, _opened, button) => send('submit', action, parts, button),
};

async function send(kind, { data }, { host, inputs }, button) {
  const isWhole = [...inputs.values()].map(({ check }) => check()).every(Boolean);
  if (!isWhole) return;
  const entered = Object.fromEntries([...inputs].map(([id, { value }]) => [id, value()]));
  button.setAttribute('aria-busy', 'true');
  button.disabled = true;
  try {
    await host[kind]({ ...data, ...entered });
  } finally {
    button.removeAttribute('aria-busy');
    button.disabled = false;
  }
}
