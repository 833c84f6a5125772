/** Every element of a message, at any depth. */
const elementsIn = (value) =>
  Array.isArray(value)
    ? value.flatMap(elementsIn)
    : value !== null && typeof value === 'object'
      ? [value, ...Object.values(value).flatMap(elementsIn)]
      : [];

const buttonsOf = ({ blocks = [] }) => elementsIn(blocks).flatMap(({ action_id: id }) => id ?? []);
const linksOf = ({ blocks = [] }) => elementsIn(blocks).filter(({ type }) => type === 'link');
const isCard = (message) => linksOf(message).some(({ url }) => url.includes('/console/approvals/'));

/** What a request's first message quotes, and whom it names. */
function requestIn({ blocks = [] }) {
  const [head, quote] = blocks[0]?.elements ?? [];
  if (quote?.type !== 'rich_text_quote') return undefined;
  const words = quote.elements.map(({ text }) => text ?? '').join('');
  return { words, asker: head.elements.find(({ style }) => style?.bold)?.text };
}

const lastParagraph = ({ text }) => text.split('\n\n').at(-1);
const isAtIt = ({ text }) => text.startsWith('⏳');

function standingOf(root, replies) {
  const card = replies.find(isCard);
  const said = card ?? replies.at(-1);
  if (said === undefined) return isAtIt(root) ? { kind: 'asked' } : { kind: 'ended', says: lastParagraph(root) };
  if (card === undefined && isAtIt(root)) return { kind: 'asked' };
  if (buttonsOf(said).includes('decide:approve')) return { kind: 'waits', card: said.ts };
  if (isAtIt(said)) return { kind: 'sends', says: lastParagraph(said) };
  const review = linksOf(said).find(({ text }) => text === 'Review');
  if (review !== undefined) return { kind: 'done', says: lastParagraph(said), url: review.url };
  return { kind: 'ended', says: lastParagraph(said) };
}

/** What only this person was told about it last, by a refusal for example. */
function refusalIn({ ephemerals }, { command, since, root }) {
  const isOfIt = ({ command: typed, threadTs }) => typed === command || (root !== undefined && threadTs === root);
  return ephemerals.filter((note) => isOfIt(note) && Number(note.ts) > since).at(-1)?.text;
}

/**
 * How far the guided task is, read from what the bot said where it was asked for, whoever asked: nothing is remembered and
 * nothing is guessed, so that a reload, another tab and another person see the same.
 */
export function progressOf(shown, { bot, words }) {
  const byBot = shown.messages.filter(({ user }) => user === bot);
  const root = byBot.findLast((each) => each.thread_ts === undefined && requestIn(each)?.words === words);
  const replies = byBot.filter(({ thread_ts: parent }) => root !== undefined && parent === root.ts);
  const lastSaid = [root, ...replies].map((each) => Number(each?.edited?.ts ?? each?.ts ?? 0));
  const refusal = refusalIn(shown, { command: `/adjutant ${words}`, since: Math.max(...lastSaid), root: root?.ts });
  const stands = root === undefined ? { kind: 'unasked' } : standingOf(root, replies);
  return { ...stands, root: root?.ts, asker: root && requestIn(root).asker, refusal };
}
