import { createAttachments, fileNode } from './attach.js';
import { cardNode } from './cards.js';
import { showTask } from './dialog.js';
import { el, reconcile, time, toast } from './dom.js';
import { keepFresh } from './fresh.js';
import { act, nameOf, read, state, uploadFile, who } from './teams-data.js';

const byId = (id) => document.getElementById(id);
const failed = ({ message }) => toast(message);
const replying = new Set();

async function start() {
  state.tenants = await read('tenants');
  const [, linked] = /\/l\/message\/([^/]+)\//.exec(location.pathname) ?? [];
  const asked = new URLSearchParams(linked ? location.search : location.hash.slice(1));
  if (linked) asked.set('conversation', decodeURIComponent(linked));
  asked.set('tenant', asked.get('tenant') ?? asked.get('tenantId') ?? '');
  const tenant = state.tenants.find((each) => each.tenant === asked.get('tenant')) ?? state.tenants[0];
  const person = tenant.people.find(({ aad }) => aad === asked.get('user')) ?? tenant.people[0];
  byId('person').replaceChildren(
    ...state.tenants.map(({ name, people, tenant: id }) =>
      el(
        'optgroup',
        { label: name },
        people.map(({ aad, name: own, role }) => el('option', { value: `${id} ${aad}` }, `${own} · ${role}`)),
      ),
    ),
  );
  new EventSource('/teams/chat/changes').addEventListener('message', ({ data }) => {
    if (JSON.parse(data).conversation === state.conversation) void refresh();
  });
  await become(tenant, person, asked.get('conversation'));
}

/** Counts where somebody went: what was on its way before leads nowhere any more. */
let turn = 0;

async function become(tenant, person, conversation) {
  turn += 1;
  const mine = turn;
  Object.assign(state, { tenant, person });
  byId('person').value = `${tenant.tenant} ${person.aad}`;
  byId('role').textContent = `${person.role} at ${tenant.name}`;
  byId('team').textContent = tenant.name;
  const personal = await act('personal', { conversation: undefined });
  state.personal = personal.id;
  if (mine !== turn) return refresh();
  const isChannel = tenant.channels.some(({ id }) => id === conversation);
  await go(isChannel ? conversation : personal.id);
}

async function go(conversation) {
  turn += 1;
  Object.assign(state, { conversation, shown: undefined });
  replying.clear();
  document.body.classList.remove('menu-open');
  history.replaceState(null, '', `/teams#${new URLSearchParams({ ...who(), conversation })}`);
  byId('messages').replaceChildren();
  byId('scroll').dataset.follow = 'true';
  await refresh();
  document.querySelector('#composer textarea')?.focus();
}

const refresh = keepFresh({
  place: () => state.conversation,
  read: (conversation) => read('state', { ...who(), conversation }),
  show: (shown) => {
    state.shown = shown;
    show();
  },
  failed,
});

function show() {
  const { conversation } = state.shown;
  const isChannel = conversation.kind === 'channel';
  showSidebar();
  byId('title').textContent = isChannel ? conversation.name : 'Adjutant';
  byId('subtitle').textContent = subtitle(conversation, isChannel);
  byId('app').hidden = false;
  byId('app').textContent = conversation.hasBot ? 'Remove the app' : 'Add Adjutant';
  showMessages(isChannel);
}

function subtitle({ hasBot }, isChannel) {
  if (!isChannel) return hasBot ? 'Only you and Adjutant read this' : 'You have removed Adjutant';
  return hasBot ? 'Mention @Adjutant; answers stand below your post' : 'Adjutant is not in this channel';
}

function showSidebar() {
  const item = (id, label, badge) => {
    const current = id === state.conversation ? 'page' : undefined;
    return el('li', {}, el('button', { type: 'button', 'aria-current': current, onclick: () => go(id) }, label, badge));
  };
  byId('chats').replaceChildren(item(state.personal, 'Adjutant', el('span', { class: 'badge' }, 'APP')));
  byId('channels').replaceChildren(...state.tenant.channels.map(({ id, name }) => item(id, name)));
}

function showMessages(isChannel) {
  const scroll = byId('scroll');
  const { messages } = state.shown;
  const sticks = scroll.dataset.follow === 'true' || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 160;
  const items = isChannel ? postsIn(messages) : messages.map((message) => ({ key: message.id, message }));
  if (items.length === 0) byId('messages').replaceChildren(welcome());
  else reconcile(byId('messages'), items, isChannel ? postNode : ({ message }) => messageNode(message));
  scroll.dataset.follow = 'false';
  if (sticks) scroll.scrollTop = scroll.scrollHeight;
}

const postsIn = (messages) =>
  messages
    .filter(({ thread }) => thread === undefined)
    .map((root) => ({
      key: root.id,
      root,
      replies: messages.filter(({ thread }) => thread === root.id),
      isReplying: replying.has(root.id),
    }));

function welcome() {
  const ask = (text) =>
    el('button', { type: 'button', class: 'try', onclick: () => composer.fill(text) }, el('code', {}, text));
  return el(
    'li',
    { class: 'welcome' },
    el('h2', {}, `Nothing here yet`),
    el('p', {}, 'Mention Adjutant with what you want. Click the line, then press Enter:'),
    ask('@Adjutant help'),
  );
}

function postNode({ root, replies, isReplying }) {
  const box = el('div', { class: 'reply-box' });
  if (isReplying) createComposer(box, { thread: root.id, placeholder: 'Reply; mention @Adjutant to be heard' }).focus();
  else box.append(el('button', { type: 'button', class: 'reply-here', onclick: () => reply(root.id) }, '↪ Reply'));
  return el('li', { class: 'post' }, messageNode(root), replies.map(messageNode), box);
}

function reply(id) {
  replying.add(id);
  showMessages(true);
}

function messageNode(message) {
  const isBot = message.from === 'bot';
  const name = isBot ? 'Adjutant' : nameOf(message.from);
  const text = message.text === '' ? undefined : el('p', { class: 'rich' }, message.text);
  const words = message.card ? cardNode(message.card, hostOf(message)) : text;
  const files = (message.files ?? []).map(({ id, name: called }) =>
    fileNode({ name: called, url: `/teams/chat/files/${id}` }),
  );
  return el(
    'div',
    { class: 'message', 'data-message': message.id },
    avatar(name, isBot),
    el(
      'div',
      { class: 'body' },
      el(
        'div',
        { class: 'by' },
        el('strong', {}, name),
        isBot ? el('span', { class: 'badge' }, 'APP') : undefined,
        el('time', {}, time(Number(message.id) / 1000)),
        message.isEdited ? el('span', { class: 'muted' }, 'Edited') : undefined,
      ),
      words,
      files,
    ),
  );
}

function avatar(name, isBot) {
  const letters = name
    .split(' ')
    .map(([letter]) => letter)
    .join('')
    .slice(0, 2);
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0);
  return el('span', { class: `avatar ${isBot ? 'app' : `hue-${hue}`}`, 'aria-hidden': 'true' }, isBot ? 'A' : letters);
}

/** What the buttons of a message's card do. */
function hostOf({ id }) {
  const did = (path) => async (data) => {
    try {
      const { status, body } = await act(path, { message: id, data });
      if (status !== 200) return toast('Adjutant did not answer. Try again.');
      if (typeof body?.value === 'string') return toast(body.value);
      if (body?.task !== undefined || path === 'dialog') showTask(body?.task, did('dialog'));
    } catch (error) {
      failed(error);
    }
    return undefined;
  };
  return { execute: did('execute'), submit: did('submit') };
}

/** The field in which one writes. */
function createComposer(box, { thread, placeholder }) {
  const field = el('textarea', { rows: '1', 'aria-label': 'Message', enterkeyhint: 'send', placeholder });
  const attachments = createAttachments(box, { upload: uploadFile, changed: () => grow() });
  const send = async () => {
    const text = field.value.trim();
    if (button.disabled) return;
    fill('');
    try {
      byId('scroll').dataset.follow = 'true';
      await act('say', { text, thread, files: await attachments.send() });
    } catch (error) {
      fill(text);
      failed(error);
    }
  };
  const grow = () => {
    field.style.height = 'auto';
    if (field.value !== '' && field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight + 2, 240)}px`;
    button.disabled = field.value.trim() === '' && attachments.isEmpty();
  };
  const button = el('button', { type: 'button', class: 'send', 'aria-label': 'Send', onclick: send }, '➤');
  const fill = (text) => {
    field.value = text;
    field.focus();
    grow();
  };
  field.addEventListener('input', grow);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  });
  box.replaceChildren(attachments.list, el('div', { class: 'write' }, ...attachments.nodes, field, button));
  grow();
  return { fill, focus: () => field.focus() };
}

const composer = createComposer(byId('composer'), {
  placeholder: 'Write to Adjutant; in a channel, mention @Adjutant',
});
byId('person').addEventListener('change', ({ target }) => {
  const [id, aad] = target.value.split(' ');
  const tenant = state.tenants.find((each) => each.tenant === id);
  void become(
    tenant,
    tenant.people.find((person) => person.aad === aad),
    state.conversation,
  ).catch(failed);
});
byId('app').addEventListener('click', () =>
  act('app', { hasBot: !state.shown.conversation.hasBot }).then(refresh).catch(failed),
);
byId('menu').addEventListener('click', (event) => {
  event.stopPropagation();
  document.body.classList.toggle('menu-open');
});
document.querySelector('main').addEventListener('click', () => document.body.classList.remove('menu-open'));

start().catch(({ message }) => toast(`The page could not start: ${message}`));
