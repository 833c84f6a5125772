import type { Brief } from './brief.ts';
import { fitPost } from './fit-post.ts';
import { isPhrase } from './language.ts';
import { weightedLength } from './post-text.ts';

export const tones = ['neutral', 'friendly', 'bold', 'formal'] as const;
export type Tone = (typeof tones)[number];

export interface Draft {
  style: string;
  text: string;
  length: number;
}

export interface DraftRequest {
  brief: Brief;
  tone: Tone;
  audience: string;
  links: readonly string[];
  hashtags: readonly string[];
}

const maxDrafts = 4;

/** What may stand before any English sentence and stays true. */
const openers: Readonly<Record<Tone, readonly string[]>> = {
  neutral: ['News: ', 'Worth knowing: '],
  friendly: ['Good news: ', 'Happy to share: '],
  bold: ['Big news: ', 'Mark this: '],
  formal: ['Announcement: ', 'Please note: '],
};
/** What makes a sentence of a thing, whatever it is: one or many, here or to come. */
const frames: Readonly<Record<Tone, readonly string[]>> = {
  neutral: ['Announcing ', 'News from us: ', 'Now official: '],
  friendly: ['We are happy to announce ', 'Good news: ', 'Something to share: '],
  bold: ['Announcing ', 'Big news: ', 'Mark this: '],
  formal: ['We are pleased to announce ', 'Announcement: ', 'For your information: '],
};
/** Marks that every language has. */
const marks: Readonly<Record<Tone, readonly string[]>> = {
  neutral: ['📣 ', '👉 '],
  friendly: ['✨ ', '👋 '],
  bold: ['🚀 ', '🔥 '],
  formal: ['▪ ', '» '],
};

/** A sentence that leans on the one before it cannot come first. */
const leans =
  /^(it|its|this|that|they|these|those|their|he|she|his|her|and|but|so|also|which|there|then|because|or|plus|with|both|each|for example|here)\b/i;

/** A sentence with its full stop; behind a link it would be taken for a part of it. */
const ended = (sentence: string): string =>
  /[\p{L}\p{N}%€$£)]$/u.test(sentence) && !/https?:\/\/\S+$/i.test(sentence) ? `${sentence}.` : sentence;
const emphatic = (sentence: string): string => sentence.replace(/\.$/, '!');

/** “Hiring: two engineers”: a second colon before it would be one too many. */
const isTitled = (lead: string): boolean => /^[^.:!?\n]{1,30}:\s/.test(lead);

/** The lead in several ways: as it is, and behind each of the tone's openers. */
function leadsOf({ brief: { lead, isThing, isEnglish }, tone }: DraftRequest): { plain: string; opened: string[] } {
  if (!isEnglish || isTitled(lead)) return { plain: lead, opened: marks[tone].map((mark) => mark + lead) };
  const loud = tone === 'bold' ? emphatic : (sentence: string) => sentence;
  if (!isThing) return { plain: ended(lead), opened: openers[tone].map((opener) => loud(opener + ended(lead))) };
  const [plain = '', ...opened] = frames[tone].map((frame) => loud(ended(frame + lead)));
  return { plain, opened };
}

/** Whom it is for, before the news. */
function addressed(audience: string, plain: string, isEnglish: boolean): string {
  const whom = audience.replace(/^for\s+/i, '').trim();
  if (!isEnglish) return `${whom}: ${plain}`;
  return isTitled(plain) ? `This is for ${whom}. ${plain}` : `For ${whom}: ${plain}`;
}

/** A sentence that tells a figure and can stand first. */
function strongest({ others, isEnglish }: Brief): string | undefined {
  if (!isEnglish) return undefined;
  return others.find((each) => /\d/.test(each) && !leans.test(each) && !isPhrase(each.replace(/\.$/, '')));
}

/** The lead, and what else is said as points below it. */
const asList = (lead: string, others: readonly string[]): string[] => [
  lead,
  ...others.map((each, index) => `${index === 0 ? '\n\n' : '\n'}• ${each.replace(/[.。]$/u, '')}`),
];

interface Arrangement {
  style: string;
  sentences: readonly string[];
}

/** Ways to say it, the most useful first. */
function arrangements(request: DraftRequest): Arrangement[] {
  const { brief, tone, audience } = request;
  const others = brief.isEnglish ? brief.others.map((each) => ended(each)) : brief.others;
  const { plain, opened } = leadsOf(request);
  const figure = strongest({ ...brief, others });
  const behind = opened.map((lead) => ({ style: 'With an opening', sentences: [lead, ...others] }));
  const isCalm = tone === 'neutral' || brief.isThing;
  return [
    { style: 'Straight', sentences: [plain, ...others] },
    ...(audience.trim() === ''
      ? []
      : [{ style: 'To its readers', sentences: [addressed(audience, plain, brief.isEnglish), ...others] }]),
    ...(isCalm ? [] : behind.slice(0, 1)),
    ...(figure
      ? [{ style: 'Figure first', sentences: [figure, plain, ...others.filter((each) => each !== figure)] }]
      : []),
    ...(others.length > 1 ? [{ style: 'As a list', sentences: asList(plain, others) }] : []),
    ...(others.length > 0 ? [{ style: 'Short', sentences: [plain] }] : []),
    ...behind,
  ];
}

/** Three or four different drafts, each within what X takes, with all links and hashtags. Fewer when the brief has no room for more. */
export function makeDrafts(request: DraftRequest): { drafts: Draft[]; isCut: boolean } {
  const made = new Map<string, Draft>();
  let isCut = false;
  for (const { style, sentences } of arrangements(request)) {
    const fitted = fitPost(sentences, request);
    if (!fitted || made.has(fitted.text) || made.size === maxDrafts) continue;
    made.set(fitted.text, { style, text: fitted.text, length: weightedLength(fitted.text) });
    isCut ||= fitted.isCut;
  }
  return { drafts: [...made.values()], isCut };
}
