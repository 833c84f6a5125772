import { act, me, read, state } from './data.js';
import { el, toast } from './dom.js';
import { firstTasks } from './first-tasks.js';
import { keepFresh } from './fresh.js';
import { progressOf } from './guide-progress.js';
import { tellOf } from './guide-words.js';
import { remember, remembered } from './memory.js';

const { words } = firstTasks.find(({ agent }) => agent === 'coding');
const { words: planWords } = firstTasks.find(({ agent }) => agent === 'planning');
const command = `/adjutant ${words}`;
const steps = ['Ask for a change', 'Read it, and approve', 'See the merge request'];
const next = [
  { title: 'A plan with a picture', typed: `/adjutant ${planWords}` },
  { title: 'A question in words', typed: '@Adjutant what can you do?' },
];
const hidden = 'guide-hidden';
const opened = 'guide-opened';

/** Where the task is asked for: the first channel that Adjutant is in. */
const home = () => state.workspace.channels.find(({ hasBot, isArchived }) => hasBot && !isArchived);

function stepNode(title, number, now) {
  const isDone = number < now;
  return el(
    'li',
    { class: isDone ? 'done' : '', 'aria-current': number === now ? 'step' : undefined },
    el('span', { class: 'number', 'aria-hidden': 'true' }, isDone ? '✓' : String(number)),
    el('span', {}, title, isDone ? el('span', { class: 'unseen' }, ' (done)') : undefined),
  );
}

/** The guided first task: three clicks from an empty channel to a merge request. It leads, and reads what happens from the chat. */
export function createGuide(node, opener, { go, openThread, write }) {
  let progress;
  let isAsking = false;
  let isAskedHere = false;
  const led = new Set();
  const key = () => `${state.workspace.team} ${progress.root}`;

  const list = el('ol', { class: 'steps' });
  const says = el('p', { class: 'says', 'aria-live': 'polite' });
  const does = el('div', { class: 'does' });
  const close = el('button', { type: 'button', class: 'icon', 'aria-label': 'Hide the first steps' }, '✕');
  node.replaceChildren(
    el('h2', { id: 'guide-title' }, 'Your first merge request', el('span', {}, ' in three clicks')),
    list,
    el('div', { class: 'now' }, says, does),
    close,
  );

  const press = (label, onclick, kind = 'primary') =>
    el('button', { type: 'button', class: `press ${kind}`, onclick }, label);
  const typed = () => el('code', { class: 'typed' }, command);
  const askNode = () => [typed(), press(isAsking ? 'Sending …' : 'Send it', ask)];
  const openNode = (label, kind) => {
    const look = () => {
      remember(opened, key());
      draw();
    };
    const attributes = { href: progress.url, target: '_blank', rel: 'noopener', class: `press ${kind}` };
    return el('a', { ...attributes, onclick: look, onauxclick: look }, label, ' ↗');
  };
  const nextNode = ({ title, typed: text }) => {
    const take = async () => {
      await goHome();
      write(text);
    };
    return el('button', { type: 'button', class: 'press', title: text, onclick: take }, title);
  };
  const againNode = () => press(isAsking ? 'Sending …' : 'Do it once more', ask, '');

  const controls = {
    unasked: askNode,
    asked: () => [],
    waits: () => [press('Go to the card', () => lead(true), '')],
    sends: () => [],
    done: (isOpened) =>
      isOpened
        ? [...next.map(nextNode), openNode('See it again', ''), againNode()]
        : [openNode('Open the merge request', 'primary'), againNode()],
    ended: askNode,
  };

  const goHome = async () => {
    if (state.channel !== home().id) await go(home().id);
  };

  async function ask() {
    if (isAsking) return;
    isAsking = true;
    draw();
    try {
      await goHome();
      isAskedHere = true;
      await act('command', { channel: home().id, command: '/adjutant', text: words });
    } catch ({ message }) {
      toast(message);
    }
    isAsking = false;
    await refresh();
  }

  /** Opens the thread of the card, by itself only once for each person, so that who closes it is left alone. */
  async function lead(isWanted) {
    const { root, card } = progress;
    const way = `${state.person.id} ${root}`;
    const isElsewhere = state.channel !== home().id || (state.threadTs !== undefined && !isAskedHere);
    if (!isWanted && (led.has(way) || isElsewhere)) return;
    led.add(way);
    isAskedHere = false;
    await goHome();
    openThread(root);
    point();
    if (isWanted) approveOf(card)?.focus();
  }

  const approveOf = (card) => document.querySelector(`#thread-messages [data-key="${card}"] .press.primary`);
  function point() {
    for (const each of document.querySelectorAll('.guided')) each.classList.remove('guided');
    if (progress.kind === 'waits' && !node.hidden) approveOf(progress.card)?.classList.add('guided');
  }

  function draw() {
    node.hidden = home() === undefined || progress === undefined || remembered(hidden) === 'yes';
    opener.hidden = home() === undefined || !node.hidden;
    if (node.hidden) return;
    const isOpened = remembered(opened) === key();
    const about = tellOf(progress, { me: state.person.name, isOpened });
    const print = JSON.stringify([progress, isOpened, isAsking, state.person.id]);
    if (node.dataset.print !== print) tell(about, isOpened);
    node.dataset.print = print;
    if (progress.kind === 'waits') void lead(false);
    point();
  }

  function tell({ step, says: text }, isOpened) {
    const hadFocus = does.contains(document.activeElement);
    list.replaceChildren(...steps.map((title, index) => stepNode(title, index + 1, step)));
    says.replaceChildren(...[text].flat());
    does.replaceChildren(...controls[progress.kind](isOpened));
    does.setAttribute('aria-busy', String(isAsking));
    if (hadFocus) (does.querySelector('.press') ?? says).focus();
  }

  function see(shown) {
    progress = progressOf(shown, { bot: state.workspace.botUser, words });
    draw();
  }
  const refresh = keepFresh({
    place: () => home() && JSON.stringify({ ...me(), channel: home().id }),
    read: (place) => read('state', JSON.parse(place)),
    show: see,
    failed: ({ message }) => toast(message),
  });

  const hide = (isHidden) => {
    remember(hidden, isHidden ? 'yes' : 'no');
    draw();
    point();
    (isHidden ? opener : close).focus();
  };
  close.addEventListener('click', () => hide(true));
  opener.addEventListener('click', () => hide(false));
  says.tabIndex = -1;
  window.addEventListener('storage', () => progress !== undefined && draw());
  return {
    /** What is shown may have changed. */
    update: () => (state.channel === home()?.id ? see(state.shown) : refresh()),
    /** Another channel changed. */
    changed: (channel) => channel === home()?.id && refresh(),
  };
}
