import { state } from './data.js';
import { withDays } from './messages.js';

/** What a channel shows, or one of its threads, in order. */
export function itemsIn(threadTs) {
  const { messages, ephemerals } = state.shown;
  const isHere = (message) =>
    threadTs === undefined
      ? message.thread_ts === undefined || message.subtype === 'thread_broadcast'
      : message.ts === threadTs || message.thread_ts === threadTs;
  const items = messages.filter(isHere).map((message) => ({
    key: message.ts,
    ts: message.ts,
    kind: 'message',
    message,
    thread: threadTs === undefined ? threadOf(message) : undefined,
  }));
  const notes = ephemerals
    .filter((note) => note.threadTs === threadTs)
    .map((note) => ({ key: note.ts, ts: note.ts, kind: 'note', note }));
  return withDays([...items, ...notes].sort((a, b) => Number(a.ts) - Number(b.ts)));
}

function threadOf({ ts, thread_ts: parent }) {
  if (parent !== undefined) return undefined;
  const replies = state.shown.messages.filter((message) => message.thread_ts === ts);
  const last = replies.at(-1);
  return {
    count: replies.length,
    users: [...new Set(replies.map(({ user }) => user))].slice(0, 3),
    last: last && { user: last.user, text: last.text },
  };
}
