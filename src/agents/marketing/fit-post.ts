import { maxPostLength, weightedLength } from './post-text.ts';

/** Without its links, which count the same at any length, a text beyond that is too long in any counting: weighing it takes long. */
const maxWeighed = 1_000;
/** After so many sentences that did not fit, the next would hardly do. */
const maxMisses = 20;

const fits = (text: string): boolean =>
  text.replace(/https?:\/\/\S+/giu, '').length <= maxWeighed && weightedLength(text) <= maxPostLength;
const withTail = (body: string, tail: string): string => (tail === '' ? body : `${body}\n\n${tail}`);

/** What comes below the text: the links and hashtags that it does not hold already. */
export function tailOf(body: string, links: readonly string[], hashtags: readonly string[]): string {
  const held = new Set((body.match(/#[\p{L}\p{N}_]+/gu) ?? []).map((tag) => tag.toLowerCase()));
  const missingLinks = links.filter((link) => !body.split(/\s+/).some((word) => word.startsWith(link)));
  const missingTags = hashtags.filter((tag) => !held.has(tag.toLowerCase()));
  return [missingLinks.join(' '), missingTags.join(' ')].filter(Boolean).join('\n');
}

/** Between sentences: nothing in scripts that put none there, a new line behind what has no end of its own. */
function joint(before: string): string {
  if (/[。！？」]$/u.test(before)) return '';
  return /[.!?…:;]["”’)]?$/.test(before) || /\p{Extended_Pictographic}$/u.test(before) ? ' ' : '\n';
}

const clauseEnd = /[,;:，、；]$|\s[–—]$/u;
const minClause = 0.5;

/** Words, or what is a word where none are divided; links, tags and names stay whole. */
const pieces = (text: string): string[] =>
  text
    .split(/(\s+)/)
    .flatMap((piece) =>
      /^(?:https?:|[#@])/i.test(piece) ||
      !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(piece)
        ? [piece]
        : [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(piece)].map(({ segment }) => segment),
    );

/** The begin of a sentence that there is room for, up to the end of a clause where one is near, with a sign that it goes on. */
function shortened(sentence: string, hasRoom: (text: string) => boolean): string | undefined {
  const words = pieces(sentence);
  let [best, clause] = ['', ''];
  let so = '';
  for (const word of words) {
    so += word;
    const cut = so.trimEnd().replace(/[\s,;:，、；–—-]+$/u, '');
    if (!hasRoom(`${cut}…`)) break;
    best = cut;
    if (clauseEnd.test(so.trimEnd())) clause = cut;
  }
  const cut = clause.length >= best.length * minClause ? clause : best;
  return cut === '' ? undefined : `${cut}…`;
}

export interface Fitted {
  text: string;
  /** Something that was to be said is not in it. */
  isCut: boolean;
}

/** As many of the sentences, in order, as there is room for beside the links and hashtags. Undefined: not even the first. */
export function fitPost(
  sentences: readonly string[],
  { links, hashtags }: { links: readonly string[]; hashtags: readonly string[] },
): Fitted | undefined {
  const whole = (body: string): string => withTail(body, tailOf(body, links, hashtags));
  const [first = '', ...rest] = sentences;
  const begin = fits(whole(first)) ? first : shortened(first, (text) => fits(whole(text)));
  if (begin === undefined) return undefined;
  if (begin !== first) return { text: whole(begin), isCut: true };
  let body = begin;
  let misses = 0;
  for (const sentence of rest) {
    const longer = body + (sentence.startsWith('\n') ? '' : joint(body)) + sentence;
    if (fits(whole(longer))) body = longer;
    else misses += 1;
    if (misses === maxMisses) break;
  }
  return { text: whole(body), isCut: misses > 0 };
}
