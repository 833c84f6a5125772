import { isEnglish, isPhrase } from './language.ts';

/** What a brief says, taken apart: nothing in it is ours. */
export interface Brief {
  lead: string;
  /** The lead is a thing, not a sentence. */
  isThing: boolean;
  /** The other sentences, in order. */
  others: readonly string[];
  links: readonly string[];
  hashtags: readonly string[];
  isEnglish: boolean;
}

/** What people say to who is to write, and not to who is to read. */
const orders: readonly RegExp[] = [
  /^(?:please,?\s+)?(?:can|could|would)?\s*(?:you\s+)?(?:please\s+)?(?:write|draft|create|make|prepare|compose|give)\s+(?:me\s+|us\s+)?(?:(?:an?|some|the|few|two|three|four|\d)\s+)?(?:[a-z]+\s+){0,2}?(?:posts?|tweets?|drafts?|announcements?|texts?|something)\s+(?:for\s+x\s+)?(?:(about|announcing|on|for)|(?:saying|that\s+says|to\s+say|telling|to\s+tell|to\s+announce)(?:\s+that)?)\s+/i,
  /^(?:please\s+)?(?:announce|share|say|tell\s+(?:people|everyone|everybody|the\s+world|our\s+(?:customers|followers|users)|customers|followers|them)|let\s+(?:people|everyone|everybody|our\s+(?:customers|followers|users))\s+know|post|tweet)\s+(?:(about)|that)\s+/i,
  /^(?:please\s+)?announce\s+/i,
  /^we\s+(?:want|would\s+like|['’]?d\s+like|need)\s+to\s+(?:announce|share|say|tell\s+\w+)(?:\s+(?:(about)|that))?\s+/i,
  /^(?:(?:a\s+)?(?:posts?|tweets?|something)\s+)?(about)\s+/i,
];

function withoutOrder(text: string): string {
  for (const order of orders) {
    const found = order.exec(text);
    if (found && found[0].length < text.length)
      return text.slice(found[0].length).replace(/^the\s+fact\s+that\s+/i, '');
  }
  return text;
}

/** A name such as “iPhone” keeps its small letter. */
const capitalised = (text: string): string =>
  /^\p{Ll}\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);

const address = /https?:\/\/[^\s<>"“”«»]+/giu;
const linkEnd = /[.,;:!?)\]'’。、，！？]+$/u;
/** Stands for a link while sentences are found: no text that comes in holds a NUL. */
const stand = (index: number): string => `\0${index}\0`;
const stands = /\0(\d+)\0/g;
/** A link that these words lead to belongs to its sentence. */
const leading =
  /(?:[:→]|\b(?:at|on|in|to|via|from|see|visit|read|under|by|here|is|of|for|and|or|und|oder|y|et|auf|unter|bei|sur|en|su))\s*$/iu;
const tagsAtEnd = /(?:^|\s)((?:#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*[\s,]*)+)[.!]?$/u;
const abbreviation = /(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nr|vs|e\.g|i\.e|approx|Inc|Ltd|Co|bzw|ca|z\. ?B)\.\s*$/;

/** Lines and sentences; a list's marks are taken off. */
function sentencesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/, '').trim());
  return lines.flatMap((line) => {
    const sentences: string[] = [];
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(line)) {
      const last = sentences.at(-1);
      if (last !== undefined && abbreviation.test(last)) sentences[sentences.length - 1] = last + segment;
      else sentences.push(segment);
    }
    return sentences.map((sentence) => sentence.trim()).filter(Boolean);
  });
}

interface Taken {
  sentence: string;
  hashtags: string[];
}

/** Hashtags at the end of a sentence are not a part of it. */
function takeTags(sentence: string): Taken {
  const found = tagsAtEnd.exec(sentence);
  if (!found) return { sentence, hashtags: [] };
  const rest = sentence.slice(0, found.index).trim();
  return { sentence: rest, hashtags: found[1]?.match(/#[\p{L}\p{N}_]+/gu) ?? [] };
}

/** A link at the end of a sentence is taken off, unless the words lead to it. */
function withoutLink(sentence: string): string {
  const found = /\s*\0\d+\0([.!?]?)$/.exec(sentence);
  if (!found) return sentence;
  const rest = sentence.slice(0, found.index);
  return leading.test(rest) ? sentence : `${rest.replace(/[\s(–-]+$/, '')}${found[1]}`;
}

const unique = (texts: readonly string[]): string[] => [
  ...new Map(texts.map((text) => [text.toLowerCase(), text])).values(),
];

/** Takes free words apart: the news, what else is said, links and hashtags. */
export function readBrief(words: string): Brief {
  const links: string[] = [];
  const text = words
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(address, (found) => {
      const end = linkEnd.exec(found)?.[0] ?? '';
      links.push(found.slice(0, found.length - end.length));
      return `${stand(links.length - 1)}${end}`;
    });
  const hashtags: string[] = [];
  const sentences = sentencesOf(text).flatMap((each) => {
    const taken = takeTags(each);
    hashtags.push(...taken.hashtags);
    const left = withoutLink(taken.sentence).trim();
    return /[\p{L}\p{N}]/u.test(left.replace(stands, '')) ? [left] : [];
  });
  const english = isEnglish(sentences.join(' '));
  const [first = '', ...rest] = sentences.map((each) => each.replace(stands, (_stand, at) => links[Number(at)] ?? ''));
  const lead = english ? withoutOrder(first) : first;
  const isThing = english && isPhrase(lead) && !/^(how|why|what|when|where|who)\b/i.test(lead);
  return {
    lead: english && !isThing ? capitalised(lead) : lead,
    isThing,
    others: english ? rest.map(capitalised) : rest,
    links: unique(links),
    hashtags: unique(hashtags),
    isEnglish: english,
  };
}
