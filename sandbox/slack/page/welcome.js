import { state } from './data.js';
import { el } from './dom.js';
import { firstTasks } from './first-tasks.js';
import { avatar } from './messages.js';

const card = ({ sign, title, says, words }, typed, fill) =>
  el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'task-chip', onclick: () => fill(typed(words)) },
      el('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      el('strong', {}, title),
      el('span', { class: 'says' }, says),
      el('code', {}, typed(words)),
    ),
  );

/** What a newcomer sees where nothing has been said yet: one task for each agent, each a click away from being asked. */
export function welcome({ bot, fill }) {
  const { channel } = state.shown;
  const isDirect = channel.directWith !== undefined;
  const typed = (words) => (isDirect ? words : `/adjutant ${words}`);
  const help = typed('help');
  return el(
    'li',
    { class: 'welcome' },
    el(
      'div',
      { class: 'hello' },
      avatar(bot),
      el('h2', {}, isDirect ? 'Talk to Adjutant' : `Welcome to #${channel.name}`),
    ),
    el(
      'p',
      {},
      'Adjutant plans, weighs risks, changes code, writes posts, looks after leads and reports. Before it changes anything outside itself, it asks a person.',
    ),
    el(
      'p',
      { class: 'how' },
      'Choose a task, look at it in the box below, and send it with ',
      el('kbd', {}, 'Enter'),
      ' or ➤.',
    ),
    el(
      'ul',
      { class: 'task-chips' },
      firstTasks.map((task) => card(task, typed, fill)),
    ),
    el(
      'p',
      { class: 'muted' },
      'Everything else: ',
      el('button', { type: 'button', class: 'try', onclick: () => fill(help) }, el('code', {}, help)),
      isDirect || !channel.hasBot ? undefined : ' · or mention it: “@Adjutant help”',
    ),
  );
}
