import { blockNodes } from './blocks.js';
import { act } from './data.js';
import { el, hush, toast } from './dom.js';

let shown;

/** Shows the top view of the stack, or none. A view that did not change stays as it is, with what was typed. */
export function showViews(views) {
  const view = views.at(-1);
  if (view?.id === shown?.view.id && view?.hash === shown?.view.hash) return;
  shown?.dialog.remove();
  shown = view === undefined ? undefined : { view, dialog: dialogFor(view, views.length > 1) };
  if (shown === undefined) return;
  hush();
  document.body.append(shown.dialog);
  shown.dialog.showModal();
  // The browser would choose the first button, which closes it.
  shown.dialog.querySelector('input:not([type=hidden]), textarea, select')?.focus();
}

const entryOf = (view, blockId, { action_id: actionId }) =>
  Object.entries(view.state.values[blockId]?.[actionId] ?? {}).find(([key]) => key !== 'type')?.[1];

function filledIn(view, blockId, element) {
  const entry = entryOf(view, blockId, element);
  if (Array.isArray(entry)) return entry.map((each) => each.value ?? each);
  return entry === null ? undefined : (entry?.value ?? entry);
}

/** What the elements of a view do: remember what is entered, send what is pressed. */
export function hostOf(view, values = {}) {
  const failed = ({ message }) => toast(message);
  return {
    place: { viewId: view.id },
    value: (blockId, element) => filledIn(view, blockId, element),
    label: (blockId, element) => entryOf(view, blockId, element)?.text?.text,
    entered(blockId, actionId, value) {
      values[blockId] = { ...values[blockId], [actionId]: value };
      act('enter', { viewId: view.id, blockId, actionId, value }).catch(failed);
    },
    click: (press) => act('click', { viewId: view.id, ...press }).catch(failed),
  };
}

function dialogFor(view, isStacked) {
  const values = {};
  const host = hostOf(view, values);
  const close = () => act('close', { viewId: view.id }).catch(({ message }) => toast(message));
  const form = el(
    'form',
    { method: 'dialog', novalidate: true },
    el('div', { class: 'modal-body' }, blockNodes(view.blocks, host)),
  );
  const footer = el(
    'footer',
    {},
    el(
      'button',
      { type: 'button', class: 'press', onclick: close },
      view.close?.text ?? (isStacked ? 'Back' : 'Cancel'),
    ),
    view.submit ? el('button', { type: 'submit', class: 'press primary' }, view.submit.text) : undefined,
  );
  form.append(footer);
  const dialog = el(
    'dialog',
    { class: 'modal', 'aria-label': view.title.text },
    el(
      'header',
      {},
      el('span', { class: 'avatar app', 'aria-hidden': 'true' }, 'A'),
      el('h2', {}, view.title.text),
      el('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    form,
  );
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void close();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(view, values, form);
  });
  return dialog;
}

async function submit(view, values, form) {
  const button = form.querySelector('[type=submit]');
  button.setAttribute('aria-busy', 'true');
  // A field that still has the focus has not told of its change yet.
  document.activeElement?.dispatchEvent(new Event('change'));
  try {
    const { outcome, errors } = await act('submit', { viewId: view.id, values });
    showErrors(form, errors);
    if (outcome === 'failed') toast('Adjutant did not answer. Try again.');
  } catch (error) {
    toast(error.message);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

function showErrors(form, errors) {
  for (const block of form.querySelectorAll('[data-block]')) {
    const error = block.querySelector('.error');
    if (error === null) continue;
    error.textContent = errors[block.dataset.block] ?? '';
    error.hidden = error.textContent === '';
    block.classList.toggle('faulty', !error.hidden);
  }
  form.querySelector('.faulty')?.scrollIntoView({ block: 'nearest' });
}
