import { el } from './dom.js';
import { mrkdwn } from './mrkdwn.js';

/** The question of a `confirm` object; resolves to the answer. Esc means no. */
export function confirmed({ title, text, confirm, deny, style = 'primary' }) {
  return new Promise((resolve) => {
    const done = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const words = text.type === 'mrkdwn' ? mrkdwn(text.text) : [text.text];
    const dialog = el(
      'dialog',
      { class: 'confirm', oncancel: () => done(false) },
      el('h2', {}, title?.text ?? 'Are you sure?'),
      el('div', { class: 'text' }, words),
      el(
        'footer',
        {},
        el('button', { type: 'button', class: 'press', onclick: () => done(false) }, deny?.text ?? 'Cancel'),
        el(
          'button',
          { type: 'button', class: `press ${style}`, onclick: () => done(true) },
          confirm?.text ?? 'Confirm',
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A picture as large as the window, with its words. Esc, or a click beside the words, closes it. */
export function enlarge(src, alt) {
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const original = el('a', { href: src, target: '_blank', rel: 'noopener' }, 'Full size ↗');
  const words = el('p', { class: 'words' }, alt, ' ', original);
  words.addEventListener('click', (event) => event.stopPropagation());
  const dialog = el(
    'dialog',
    { class: 'lightbox', 'aria-label': alt, onclick: close, oncancel: close },
    el('button', { type: 'button', class: 'close-picture', 'aria-label': 'Close the picture' }, '✕'),
    el('img', { src, alt }),
    words,
  );
  document.body.append(dialog);
  dialog.showModal();
}
