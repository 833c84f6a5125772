import { channelIn, foundIn, given, quotesIn, withoutQuoted, writtenMoments } from '../../core/index.ts';
import { tones } from './drafts.ts';

const behindColon = /:\s+(\S[\s\S]+)$/;
/** The text of a post: what stands in quotes, else what stands behind a colon. */
const postIn = (text: string): string | undefined => {
  const [only, ...others] = quotesIn(text);
  if (only !== undefined) return others.length === 0 ? only : undefined;
  return foundIn(text, behindColon);
};
const announced = (text: string): string | undefined => {
  const said = withoutQuoted(text);
  return /\bno announcement|without (?:an )?announcement|don['’]t announce\b/i.test(said) ? undefined : channelIn(said);
};

/** What is to be published, and where it is told. */
export const postWanted = (text: string): Record<string, unknown> =>
  given({ text: postIn(text), channel: announced(text) });

const zone = /^\s*(?:\(?)([A-Z][a-z]+(?:\/[A-Z][A-Za-z_]+)+|UTC)/;

/** The same for later: the moment is what is left of the sentence without the post. */
export function latePostWanted(text: string): Record<string, unknown> {
  const post = postIn(text);
  const said = post === undefined ? text : withoutQuoted(text).replace(post, ' ').replace(/\s+/g, ' ');
  const [moment] = writtenMoments(said.slice(0, 300));
  const place = moment && foundIn(said.slice(moment.index + moment.text.length), zone);
  return given({
    text: post,
    channel: announced(text),
    at: moment && [moment.text.replace(/^(?:on|at)\s/i, ''), place].filter(Boolean).join(' '),
  });
}

const frames: readonly RegExp[] = [
  /^(?:how|what|which)\s+(?:could|can|should|would|might)\s+(?:we|i|you|a good (?:post|tweet))\b.{0,40}?\b(?:about|on(?! X\b)|for|that)\s+/i,
  /^.{0,60}?\b(?:posts?|tweets?|variants?|ideas?|text|something|announcement|draft)\b.{0,40}?\b(?:about|on(?! (?:X|Twitter|social))|announc\w+|that (?:announces|thanks|says|tells)|regarding)\s+(?:that\s+)?/i,
  /^(?:we should post|could we post|what could we tweet|let us tweet|help .{0,20} word .{0,30})\s+(?:something\s+)?(?:about|on)\s+/i,
];
const ends =
  /[\s,;]+(?:please|pls|formal|friendly|playful|with #\S+|aimed at [\p{L} ]{3,40}|for (?:developers|customers|retailers|partners))(?=[\s,.!?]|$)/giu;

/** What a draft is about, and how it sounds. */
export function draftWanted(text: string): Record<string, unknown> {
  const frame = frames.find((each) => each.test(text));
  if (!frame) return {};
  const tone = tones.find((each) => new RegExp(`\\b${each}\\b`, 'i').test(text));
  const hashtags = [...withoutQuoted(text).matchAll(/(?<!\S)#(\p{L}[\p{L}\p{N}_]*)/gu)].map(([tag]) => tag);
  const brief = text
    .replace(frame, '')
    .replace(ends, '')
    .replace(/[\s?!.,;]+$/, '');
  return given({
    brief,
    tone,
    audience: foundIn(text, /\b(?:aimed at|for) (developers|customers|retailers|partners)\b/i),
    hashtags: hashtags.length > 0 ? hashtags : undefined,
  });
}
