import { cardNode } from './cards.js';
import { el } from './dom.js';

let open;

export function closeDialog() {
  open?.remove();
  open = undefined;
}

/** Shows what the bot answered to a dialog: the next card, a last word, or nothing. `submit` sends what is entered. */
export function showTask(task, submit) {
  closeDialog();
  if (task === undefined) return;
  const isWord = task.type === 'message';
  const title = isWord ? 'Adjutant' : task.value.title;
  const body = isWord ? el('p', {}, task.value) : cardNode(task.value.card.content, { submit, execute: submit });
  open = el(
    'dialog',
    { class: 'modal', 'aria-label': title },
    el(
      'header',
      {},
      el('span', { class: 'avatar app', 'aria-hidden': 'true' }, 'A'),
      el('h2', {}, title),
      el('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: closeDialog }, '✕'),
    ),
    el('div', { class: 'modal-body' }, body),
  );
  open.addEventListener('cancel', closeDialog);
  document.body.append(open);
  open.showModal();
  // The browser would choose the first button, which closes it.
  open.querySelector('input, textarea, select')?.focus();
}
