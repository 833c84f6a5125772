import { changeOf, type NotUsed } from '../words/not-used.ts';

const calls =
  /<!(?:here|channel|everyone)(?:\|[^>]*)?>|<!subteam\^[A-Z0-9]+(?:\|[^>]*)?>|(?<![\p{L}\p{N}._@])@(?:here|channel|everyone|all)(?![\p{L}\p{N}_-]|\.\p{L})/iu;
const ahead =
  '(?:[,;]?\\s*(?:\\b(?:with|by|for|and|und|mit|von|to)\\b|&|\\bowner\\s*[:=]|\\bassigned to\\b)\\s*)?,?\\s*';
/** Before another name: `with @here and Ana` stays `with Ana`. */
const beforeOther = new RegExp(`(?:${calls.source})\\s*(?:,|&|\\band\\b|\\bund\\b)\\s*(?=[@<\\p{Lu}])`, 'giu');
/** In the middle of a sentence it stays a word: `tell @channel about it`. */
const inSentence = new RegExp(`(?:${calls.source})(?=\\s+\\p{Ll})`, 'gu');
const alone = new RegExp(`${ahead}(?:${calls.source})`, 'giu');

const plain = (call: string): string => {
  const [, group, name] = /^<!(?:subteam\^[A-Z0-9]+(?:\|@?([^>]*))?|(\w+)(?:\|[^>]*)?)>$/.exec(call) ?? [];
  return `@${(group ?? name ?? call).replace(/^@/, '')}`;
};

export interface WithoutBroadcasts {
  text: string;
  /** As people write them. */
  calls: string[];
}

/** `@here` calls everybody and names nobody: it does no task. */
export function withoutBroadcasts(text: string): WithoutBroadcasts {
  const found = [...text.matchAll(new RegExp(calls.source, 'giu'))].map(([call]) => plain(call));
  if (found.length === 0) return { text, calls: [] };
  const rest = text
    .replace(beforeOther, '')
    .replace(inSentence, (call) => plain(call).slice(1))
    .replace(alone, '');
  return { text: rest, calls: [...new Set(found)] };
}

export const unusedBroadcast = (call: string, code: string): NotUsed => ({
  words: call,
  why: 'it calls everybody, and a task is done by somebody who has a name',
  instead: changeOf(`assign ${code} to Ana`),
});
