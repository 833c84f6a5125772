import { createAttachments } from './attach.js';
import { act, state, uploadFile } from './data.js';
import { el, toast } from './dom.js';
import { firstTasks } from './first-tasks.js';

const COMMANDS = [
  { text: '/adjutant help', says: 'What Adjutant can do, and how to ask for it' },
  { text: '/adjutant ', says: 'Name an agent and what it shall do, or write help' },
  { text: '/invite @Adjutant', says: 'Bring Adjutant into this channel' },
  ...firstTasks.map(({ words, title }) => ({ text: `/adjutant ${words}`, says: title })),
];

/** The field in which one writes. `threadTs()` says where the message goes. */
export function createComposer(box, { threadTs, sent }) {
  const field = el('textarea', { rows: '1', 'aria-label': 'Message', enterkeyhint: 'send' });
  const button = el('button', { type: 'button', class: 'send', 'aria-label': 'Send', onclick: () => send() }, '➤');
  const list = el('ul', { class: 'suggestions', role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const tag = el(
    'span',
    { class: 'command-tag', hidden: true },
    'Slash command · Enter runs it, Shift+Enter adds a line',
  );
  const attachments = createAttachments(box.parentElement, { upload: uploadFile, changed: () => grow() });
  box.replaceChildren(list, attachments.list, el('div', { class: 'write' }, ...attachments.nodes, field, button), tag);
  let chosen = 0;

  const matches = () =>
    /^\/\S*( \S*)?$/.test(field.value)
      ? COMMANDS.filter(({ text }) => text.startsWith(field.value) && text !== field.value)
      : [];
  const grow = () => {
    field.style.height = 'auto';
    // A hidden field has no height yet: it then keeps that of one line.
    if (field.value !== '' && field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight + 2, 240)}px`;
    const isCommand = field.value.startsWith('/');
    field.classList.toggle('command', isCommand);
    tag.hidden = !isCommand;
    button.disabled = field.value.trim() === '' && attachments.isEmpty();
  };
  const suggest = () => {
    const found = matches();
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    list.hidden = found.length === 0;
    list.replaceChildren(
      ...found.map(({ text, says }, index) =>
        el(
          'li',
          { role: 'option', 'aria-selected': String(index === chosen), onmousedown: (event) => take(event, text) },
          el('code', {}, text.trim()),
          el('span', {}, says),
        ),
      ),
    );
  };
  const refresh = () => {
    grow();
    suggest();
  };
  const take = (event, text) => {
    event.preventDefault();
    fill(text);
  };
  const fill = (text) => {
    field.value = text;
    field.focus();
    refresh();
  };
  const send = async () => {
    const text = field.value;
    if (button.disabled) return;
    if (text.startsWith('/') && !attachments.isEmpty())
      return toast('A command takes no files. Write it as a message: mention @Adjutant, or write to it directly.');
    fill('');
    list.hidden = true;
    try {
      await (text.startsWith('/')
        ? run(text, threadTs())
        : act('message', { channel: state.channel, text, threadTs: threadTs(), files: await attachments.send() }));
      sent();
    } catch (error) {
      if (field.value === '') fill(text);
      toast(error.message);
    }
  };
  field.addEventListener('input', refresh);
  field.addEventListener('blur', () => {
    list.hidden = true;
  });
  field.addEventListener('focus', suggest);
  field.addEventListener('keydown', (event) => {
    const found = list.hidden ? [] : matches();
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const exact = field.value.trim().includes(' ');
      if (found.length > 0 && !exact) fill(found[chosen].text);
      else void send();
    } else if (event.key === 'Tab' && found.length > 0) take(event, found[chosen].text);
    else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      list.hidden = true;
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault();
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      suggest();
    }
  });
  grow();
  return { focus: () => field.focus(), fill, placeholder: (text) => field.setAttribute('placeholder', text) };
}

/** Only the first line break or blank ends the command's name: everything behind it is kept as it was pasted. */
async function run(typed, threadTs) {
  const [, command, text] = /^(\/\S+)\s?([\s\S]*)$/.exec(typed) ?? [];
  if (command === undefined)
    throw new Error(
      'A command needs a name, for example /adjutant help. To send the text as a message, put something before the slash.',
    );
  if (command === '/invite') return act('invite', { channel: state.channel });
  if (command !== '/adjutant')
    throw new Error(`${command} is not a valid command. Here there are /adjutant and /invite.`);
  if (threadTs !== undefined)
    throw new Error(`${command} is not supported in threads. Run it in the channel, or mention @Adjutant here.`);
  const { status, body, failure } = await act('command', { channel: state.channel, command, text });
  const isTaken = failure === undefined && status === 200;
  if (isTaken && body.trim() === '' && document.querySelector('dialog[open]') === null)
    toast('Adjutant has it. The answer appears here.');
  return undefined;
}
