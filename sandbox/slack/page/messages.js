import { fileNode } from './attach.js';
import { blockNodes } from './blocks.js';
import { act, me, member, state } from './data.js';
import { day, el, time, toast } from './dom.js';
import { emoji } from './emoji.js';
import { mrkdwn } from './mrkdwn.js';

const initials = (name) =>
  name
    .split(' ')
    .map((word) => word[0])
    .slice(0, 2)
    .join('');
const hue = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0);

export function avatar(person, size = '') {
  const kind = person?.isBot ? 'app' : `hue-${hue(person?.id ?? 'x')}`;
  return el(
    'span',
    { class: `avatar ${kind} ${size}`, 'aria-hidden': 'true' },
    person?.isBot ? 'A' : initials(person?.name ?? '?'),
  );
}

const hostFor = (ts) => ({
  place: { channel: state.channel, messageTs: ts },
  entered: (blockId, actionId, value) =>
    act('enter', { channel: state.channel, messageTs: ts, blockId, actionId, value }).catch(({ message }) =>
      toast(message),
    ),
  async click(press) {
    try {
      const { status, failure } = await act('click', { channel: state.channel, messageTs: ts, ...press });
      if (failure !== undefined || status !== 200) toast('Adjutant did not take the click. Try again.');
    } catch (error) {
      toast(error.message);
    }
  },
});

/** What a message says: its blocks, or its text where it has none. */
function content({ text, blocks, files = [], ts }) {
  const shown = files.map(({ id, name }) => fileNode({ name, url: `/chat/files/${id}?${new URLSearchParams(me())}` }));
  if (blocks !== undefined && blocks.length > 0) return [...blockNodes(blocks, hostFor(ts)), ...shown];
  return text === '' ? shown : [el('div', { class: 'text' }, mrkdwn(text)), ...shown];
}

function frame(author, { ts, edited }, body, kind = '') {
  return el(
    'li',
    { class: `message ${kind}` },
    avatar(author),
    el(
      'div',
      { class: 'body' },
      el(
        'div',
        { class: 'by' },
        el('strong', {}, author.name),
        author.isBot ? el('span', { class: 'badge' }, 'APP') : undefined,
        el('time', {}, time(ts)),
        edited ? el('span', { class: 'muted' }, '(edited)') : undefined,
      ),
      body,
    ),
  );
}

export function messageNode({ message, thread, openThread }) {
  const author = member(message.user) ?? { name: message.user, id: message.user };
  if (message.subtype === 'tombstone') return frame(author, message, [el('p', { class: 'muted' }, message.text)]);
  const reactions = (message.reactions ?? []).map(({ name, count }) =>
    el('span', { class: 'reaction' }, `${emoji(name)} ${count}`),
  );
  const body = [...content(message)];
  if (reactions.length > 0) body.push(el('div', { class: 'reactions' }, reactions));
  if (thread !== undefined) body.push(threadBar(message, thread, openThread));
  return frame(author, message, body);
}

function threadBar({ ts }, { count, last, users }, openThread) {
  if (count === 0)
    return el('button', { type: 'button', class: 'reply', onclick: () => openThread(ts) }, '↪ Reply in thread');
  const words = el('span', { class: 'thread-count' }, `${count} ${count === 1 ? 'reply' : 'replies'}`);
  const preview = el(
    'span',
    { class: 'thread-preview' },
    `${member(last.user)?.name ?? ''}: ${plain(last.text).slice(0, 90)}`,
  );
  return el(
    'button',
    { type: 'button', class: 'thread-bar', onclick: () => openThread(ts) },
    users.map((id) => avatar(member(id), 'small')),
    words,
    preview,
    el('span', { class: 'thread-open' }, 'Open thread ›'),
  );
}

/** A message in one line, without its marks. */
const plain = (text) =>
  text
    .replace(/```|[*_`~]/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

export function ephemeralNode({ note }) {
  const isSlackbot = note.from === 'slackbot';
  const author = isSlackbot ? { name: 'Slackbot', id: 'USLACKBOT' } : member(state.workspace.botUser);
  const marks = el(
    'div',
    { class: 'only-you' },
    '👁 Only visible to you',
    note.command ? el('code', {}, note.command.split('\n')[0].slice(0, 120)) : undefined,
  );
  return frame(author, note, [marks, ...content(note)], 'ephemeral');
}

export const dayNode = ({ date }) => el('li', { class: 'day' }, el('span', {}, date));

/** The list of a channel or thread, with a line between days. */
export function withDays(items) {
  const result = [];
  let current;
  for (const item of items) {
    const date = day(item.ts);
    if (date !== current) result.push({ key: `day-${date}`, kind: 'day', date });
    current = date;
    result.push(item);
  }
  return result;
}
