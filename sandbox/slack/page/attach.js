import { el, toast } from './dom.js';

const mostBytes = 60 * 1024 * 1024;
const sizeOf = ({ size }) =>
  size < 1024
    ? `${size} bytes`
    : size < 1_048_576
      ? `${Math.round(size / 1024)} KB`
      : `${(size / 1_048_576).toFixed(1)} MB`;

/** A file of a message, with what leads to it. */
export const fileNode = ({ name, url }) =>
  el(
    'a',
    { class: 'file', href: url, download: name, target: '_blank', rel: 'noopener noreferrer' },
    el('span', { class: 'file-icon', 'aria-hidden': 'true' }, '📄'),
    el('span', { class: 'file-name' }, name),
  );

/**
 * Files that go with the next message: chosen by a button, or dropped on `pane`. `upload(file)` answers the id of one; `changed` is
 * told when there are others.
 */
export function createAttachments(pane, { upload, changed }) {
  let files = [];
  const input = el('input', { type: 'file', multiple: true, hidden: true, 'aria-label': 'Files' });
  const button = el(
    'button',
    {
      type: 'button',
      class: 'attach',
      'aria-label': 'Attach files',
      title: 'Attach files',
      onclick: () => input.click(),
    },
    '📎',
  );
  const list = el('ul', { class: 'attached', 'aria-label': 'Attached files', hidden: true });

  const set = (next) => {
    files = next;
    list.hidden = files.length === 0;
    list.replaceChildren(
      ...files.map((file) =>
        el(
          'li',
          {},
          el('span', { class: 'file-name' }, file.name),
          el('span', { class: 'muted' }, sizeOf(file)),
          el(
            'button',
            {
              type: 'button',
              'aria-label': `Remove ${file.name}`,
              onclick: () => set(files.filter((each) => each !== file)),
            },
            '✕',
          ),
        ),
      ),
    );
    changed();
  };
  const add = (more) => {
    const tooLarge = [...more].find(({ size }) => size > mostBytes);
    if (tooLarge) return toast(`${tooLarge.name} is larger than this page sends.`);
    return set([...files, ...more].slice(0, 10));
  };
  input.addEventListener('change', () => {
    add(input.files);
    input.value = '';
  });
  const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
  pane.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    pane.classList.add('dropping');
  });
  pane.addEventListener('dragleave', (event) => {
    if (!pane.contains(event.relatedTarget)) pane.classList.remove('dropping');
  });
  pane.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    pane.classList.remove('dropping');
    add(event.dataTransfer.files);
  });

  return {
    nodes: [input, button],
    list,
    isEmpty: () => files.length === 0,
    /** Sends them, and answers their ids. What could not be sent stays. */
    async send() {
      const ids = await Promise.all(files.map(upload));
      set([]);
      return ids;
    },
  };
}
