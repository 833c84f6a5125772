import { blockNodes } from './blocks.js';
import { createComposer } from './composer.js';
import { act, me, member, read, state } from './data.js';
import { el, reconcile, toast } from './dom.js';
import { keepFresh } from './fresh.js';
import { createGuide } from './guide.js';
import { itemsIn } from './items.js';
import { dayNode, ephemeralNode, messageNode } from './messages.js';
import { hostOf, showViews } from './modal.js';
import { showSidebar } from './sidebar.js';
import { welcome } from './welcome.js';

const byId = (id) => document.getElementById(id);
/** For a thread beside the channel. */
const hasRoomBeside = () => matchMedia('(min-width: 900px)').matches;
const unread = new Set();
let stream;
let repliesSeen;

const composer = createComposer(byId('composer'), { threadTs: () => undefined, sent: () => follow(byId('scroll')) });
const threadComposer = createComposer(byId('thread-composer'), {
  threadTs: () => state.threadTs,
  sent: () => follow(byId('thread-scroll')),
});
const guide = createGuide(byId('guide'), byId('guide-open'), {
  go: (channel) => go(channel),
  openThread: (ts) => lookAtThread(ts),
  write: (text) => {
    if (!hasRoomBeside()) showThread(undefined);
    composer.fill(text);
  },
});
/** What stays at its end stays there when the box below grows, or a picture above comes in late. */
for (const scroll of document.querySelectorAll('.scroll')) {
  const stay = () => {
    if (scroll.dataset.atEnd === 'true') scroll.scrollTop = scroll.scrollHeight;
  };
  const sizes = new ResizeObserver(stay);
  for (const each of [scroll, ...scroll.children]) sizes.observe(each);
  scroll.addEventListener('scroll', () => {
    scroll.dataset.atEnd = String(scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40);
  });
}

const follow = (scroll) => {
  scroll.dataset.follow = 'true';
  scroll.scrollTop = scroll.scrollHeight;
};

async function start() {
  state.workspaces = await read('workspaces');
  const asked = new URLSearchParams(location.hash.slice(1));
  const linked = /^\/archives\/(\w+)\/p(\d{10})(\d{6})$/.exec(location.pathname);
  const has = ({ channels }) => channels.some(({ id }) => id === linked?.[1]);
  const workspace =
    state.workspaces.find((each) => each.team === asked.get('team') || has(each)) ?? state.workspaces[0];
  const person =
    workspace.people.find(({ id, direct }) => id === asked.get('user') || direct === linked?.[1]) ??
    workspace.people[0];
  byId('person').replaceChildren(
    ...state.workspaces.map(({ name, people, team }) =>
      el(
        'optgroup',
        { label: name },
        people.map(({ id, name: own, role }) => el('option', { value: `${team} ${id}` }, `${own} · ${role}`)),
      ),
    ),
  );
  await become(workspace, person, linked?.[1] ?? asked.get('channel'));
  if (linked !== null) pointTo(`${linked[2]}.${linked[3]}`);
}

/** Shows the message that a link names, in its thread where it has one. */
function pointTo(ts) {
  const message = state.shown?.messages.find((each) => each.ts === ts);
  if (message === undefined) return toast('The message of this link is gone.');
  if (message.thread_ts !== undefined) openThread(message.thread_ts);
  const node = document.querySelector(
    message.thread_ts === undefined ? `#messages [data-key="${ts}"]` : `#thread-messages [data-key="${ts}"]`,
  );
  node?.scrollIntoView({ block: 'center' });
  node?.classList.add('pointed');
  return undefined;
}

async function become(workspace, person, channel) {
  Object.assign(state, { workspace, person, threadTs: undefined });
  unread.clear();
  byId('person').value = `${workspace.team} ${person.id}`;
  byId('role').textContent = `${person.role} at ${workspace.name}`;
  showThread(undefined);
  listen();
  const own = [...workspace.channels.map(({ id }) => id), person.direct];
  await go(own.includes(channel) ? channel : workspace.channels[0].id);
}

async function go(channel) {
  Object.assign(state, { channel, shown: undefined, tab: 'messages' });
  repliesSeen = undefined;
  unread.delete(channel);
  showThread(undefined);
  document.body.classList.remove('menu-open');
  history.replaceState(null, '', `/#${new URLSearchParams({ ...me(), channel })}`);
  byId('messages').replaceChildren();
  byId('scroll').dataset.follow = 'true';
  await refresh();
  composer.focus();
}

function listen() {
  stream?.close();
  stream = new EventSource(`/chat/changes?${new URLSearchParams(me())}`);
  stream.addEventListener('open', () => void refresh());
  stream.addEventListener('message', ({ data }) => void changed(JSON.parse(data)));
}

async function changed({ kind, channel }) {
  if (kind === 'channels' || kind === 'reset') await reload();
  if (channel === undefined || channel === state.channel) return refresh();
  const isMine = state.workspace.channels.some(({ id }) => id === channel) || channel === state.person.direct;
  if (isMine) unread.add(channel);
  guide.changed(channel);
  return showSidebar({ unread, go });
}

async function reload() {
  state.workspaces = await read('workspaces');
  state.workspace = state.workspaces.find(({ team }) => team === state.workspace.team);
}

const refresh = keepFresh({
  place: () => state.channel,
  read: (channel) => read('state', { ...me(), channel }),
  show: (shown) => {
    state.shown = shown;
    show();
  },
  failed: ({ message }) => toast(message),
});

function show() {
  const { channel, views } = state.shown;
  showSidebar({ unread, go });
  byId('title').textContent = channel.directWith === undefined ? `# ${channel.name}` : 'Adjutant';
  byId('subtitle').textContent = subtitle(channel);
  byId('invite').hidden = channel.hasBot;
  composer.placeholder(
    channel.directWith === undefined ? `Message #${channel.name}, or type /` : 'Message Adjutant, or type /',
  );
  showHome(channel);
  showMessages();
  showThreadMessages();
  showViews(views);
  guide.update();
}

/** The tabs of the direct message: the talk, and the App Home that the application published for this person. */
function showHome({ directWith }) {
  const isHome = directWith !== undefined && state.tab === 'home';
  byId('tabs').hidden = directWith === undefined;
  for (const tab of byId('tabs').children) tab.setAttribute('aria-selected', String(tab.dataset.tab === state.tab));
  byId('home').hidden = !isHome;
  byId('scroll').hidden = isHome;
  byId('composer').hidden = isHome;
  const { home } = state.shown;
  if (!isHome) return;
  const empty = el('p', { class: 'muted' }, 'Adjutant has not put anything here for you yet.');
  reconcile(byId('home'), [{ key: 'home', home }], () =>
    el('div', {}, home === undefined ? empty : blockNodes(home.blocks, hostOf(home))),
  );
}

function showTab(tab) {
  state.tab = tab;
  if (tab === 'home') act('home', {}).catch(({ message }) => toast(message));
  void refresh();
}

function subtitle({ directWith, hasBot, isArchived }) {
  if (directWith !== undefined) return 'Only you and Adjutant read this';
  if (isArchived) return 'This channel is archived';
  return hasBot
    ? 'Mention @Adjutant, or type /adjutant'
    : 'Adjutant is not in this channel: commands work, messages do not reach it';
}

const render = (item) => {
  if (item.kind === 'day') return dayNode(item);
  return item.kind === 'note' ? ephemeralNode(item) : messageNode({ ...item, openThread });
};

function fill(list, scroll, items) {
  const sticks = scroll.dataset.follow === 'true' || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  reconcile(list, items, render);
  scroll.dataset.follow = 'false';
  if (sticks) scroll.scrollTop = scroll.scrollHeight;
}

function showMessages() {
  const items = itemsIn(undefined);
  if (items.length === 0)
    byId('messages').replaceChildren(welcome({ bot: member(state.workspace.botUser), fill: composer.fill }));
  else fill(byId('messages'), byId('scroll'), items);
}

function lookAtThread(ts) {
  showThread(ts);
  follow(byId('thread-scroll'));
  showThreadMessages();
}

function openThread(ts) {
  lookAtThread(ts);
  threadComposer.focus();
}

function showThread(ts) {
  state.threadTs = ts;
  byId('thread').hidden = ts === undefined;
  if (ts === undefined) byId('thread-messages').replaceChildren();
}

function showThreadMessages() {
  openAnswered();
  if (state.threadTs === undefined) return;
  const items = itemsIn(state.threadTs);
  if (items.length === 0) return showThread(undefined);
  const { channel } = state.shown;
  byId('thread-subtitle').textContent = channel.directWith === undefined ? `# ${channel.name}` : 'Adjutant';
  threadComposer.placeholder('Reply …');
  fill(byId('thread-messages'), byId('thread-scroll'), items);
}

/** The first answer of the bot to one's own message opens its thread, where there is room beside the channel. */
function openAnswered() {
  const { messages } = state.shown;
  const answers = messages.filter(
    ({ thread_ts: parent, user }) => parent !== undefined && user === state.workspace.botUser,
  );
  const fresh = repliesSeen === undefined ? undefined : answers.findLast(({ ts }) => !repliesSeen.has(ts));
  repliesSeen = new Set(answers.map(({ ts }) => ts));
  const root = fresh && messages.find(({ ts }) => ts === fresh.thread_ts);
  if (root?.user !== state.person.id || !hasRoomBeside() || state.threadTs !== undefined) return;
  showThread(root.ts);
  follow(byId('thread-scroll'));
}

byId('person').addEventListener('change', ({ target }) => {
  const [team, user] = target.value.split(' ');
  const workspace = state.workspaces.find((each) => each.team === team);
  const channel =
    state.channel === state.person.direct ? workspace.people.find(({ id }) => id === user).direct : state.channel;
  void become(
    workspace,
    workspace.people.find(({ id }) => id === user),
    channel,
  );
});
for (const tab of byId('tabs').children) tab.addEventListener('click', () => showTab(tab.dataset.tab));
byId('thread-close').addEventListener('click', () => showThread(undefined));
byId('menu').addEventListener('click', (event) => {
  event.stopPropagation();
  document.body.classList.toggle('menu-open');
});
document.querySelector('main').addEventListener('click', () => document.body.classList.remove('menu-open'));
byId('invite').addEventListener('click', () =>
  act('invite', { channel: state.channel }).catch(({ message }) => toast(message)),
);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
  if (document.body.classList.contains('menu-open')) document.body.classList.remove('menu-open');
  else showThread(undefined);
});

start().catch(({ message }) => toast(`The page could not start: ${message}`));
