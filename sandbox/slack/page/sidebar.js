import { state } from './data.js';
import { el } from './dom.js';

/** The channels and direct messages of whom the page plays. */
export function showSidebar({ unread, go }) {
  const { workspace, person } = state;
  const item = (id, label, extra) =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: unread.has(id) ? 'unread' : '',
          'aria-current': id === state.channel ? 'page' : undefined,
          onclick: () => go(id),
        },
        label,
        extra,
      ),
    );
  const mark = (id) => (unread.has(id) ? el('span', { class: 'dot', title: 'New messages' }) : undefined);
  document
    .getElementById('channels')
    .replaceChildren(...workspace.channels.map(({ id, name }) => item(id, `# ${name}`, mark(id))));
  document
    .getElementById('directs')
    .replaceChildren(item(person.direct, 'Adjutant', mark(person.direct) ?? el('span', { class: 'badge' }, 'APP')));
}
