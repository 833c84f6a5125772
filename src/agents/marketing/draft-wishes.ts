import type { Tone } from './drafts.ts';
import { toneAtEnd } from './tone-words.ts';

/** What is wished of drafts beside what they say. */
export interface Wishes {
  tone?: Tone;
  audience?: string;
  link?: string;
  hashtags?: string[];
}

const several = '(?:an?|one|some|the|few|two|three|four|five|\\d)\\s{1,3}';
const drafts = '(?:variants?|versions?|variations?|options?|ideas?|alternatives?|posts?|tweets?|drafts?)';
/** `draft 3 variants about …`, `give me two tweets on …`: said to who writes, and not to who reads. */
const order = new RegExp(
  `^(?:please\\s{1,3})?(?:(?:can|could) you\\s{1,3})?(?:draft|write|create|make|prepare|compose|give)\\s{1,3}(?:(?:me|us)\\s{1,3})?(?:${several})?(?:(?:different|short|new|good)\\s{1,3})?${drafts}(?:\\s{1,3}(?:of|for)\\s{1,3}(?:an?\\s{1,3})?(?:posts?|tweets?))?\\s{1,3}(?:about|on)\\s{1,3}`,
  'i',
);
const germanOrder =
  /^(?:bitte\s{1,3})?(?:schreibe?|verfasse|erstelle?|entwirf|mache?|formuliere?)\s{1,3}(?:bitte\s{1,3})?(?:(?:mir|uns)\s{1,3})?(?:einen?|den|zwei|drei|vier|\d|ein paar)\s{1,3}(?:kurzen?\s{1,3})?(?:beitr[aä]ge?|posts?|tweets?|entw[uü]rfe?)\s{0,3}(?:(?:über|zum|zur|zu|für)\s{1,3}|:\s{0,3})/i;
const asksForPost = /^(?:an?\s{1,3})?(?:\p{L}+\s{1,3})?(?:post|tweet)\s{1,3}(?:about|on)\s/iu;

const readers =
  'customers?|clients?|users?|partners?|investors?|developers?|engineers?|employees|journalists|applicants|students|buyers|suppliers|families|parents|followers|beginners|experts|managers|executives';
const audienceAtEnd = new RegExp(
  `[\\s,]{1,3}(?:meant\\s)?(?:for|to)\\s((?:(?:our|the|all|new|future|potential)\\s){0,2}(?:${readers}))[\\s.!]{0,9}$`,
  'i',
);
const linkAtEnd =
  /[\s,]{1,3}(?:and\s)?(?:with|linking to)\s(?:(?:an?\s|the\s|our\s)?(?:link|url)s?:?\s(?:to\s)?)?(https?:\/\/\S+?)[\s,.!]{0,9}$/i;
const hashtagsAtEnd =
  /[\s,]{1,3}(?:and\s|with\s){1,2}(?:the\s)?hashtags?:?\s((?:#[\p{L}\p{N}_]+[\s,]{0,3}(?:and\s)?){1,10}|[\p{L}\p{N}_]+)[.!]{0,3}$/iu;

const takers: readonly (readonly [RegExp, (value: string) => Wishes])[] = [
  [hashtagsAtEnd, (value) => ({ hashtags: value.match(/#?[\p{L}\p{N}_]+/gu)?.filter((tag) => tag !== 'and') ?? [] })],
  [linkAtEnd, (link) => ({ link })],
  [audienceAtEnd, (audience) => ({ audience })],
];

/** From its end on, wish by wish. */
function takeWishes(text: string): { brief: string; wishes: Wishes } {
  const tone = toneAtEnd(text);
  if (tone) {
    const { brief, wishes } = takeWishes(tone.words);
    return { brief, wishes: { ...wishes, tone: tone.tone } };
  }
  for (const [pattern, read] of takers) {
    const found = pattern.exec(text);
    if (!found) continue;
    const { brief, wishes } = takeWishes(text.slice(0, found.index));
    return { brief, wishes: { ...wishes, ...read(found[1] ?? '') } };
  }
  return { brief: text, wishes: {} };
}

/** `write a tweet about our award for customers, formal`: only an order has wishes, news may end with the same words. */
export function takeOrder(text: string): { brief: string; wishes: Wishes } {
  const inGerman = text.replace(germanOrder, '');
  if (inGerman !== text) return { brief: inGerman, wishes: {} };
  const ordered = text.replace(order, 'about ');
  return ordered !== text || asksForPost.test(text) ? takeWishes(ordered) : { brief: text, wishes: {} };
}
