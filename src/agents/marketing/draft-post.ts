import twitterText from 'twitter-text';
import { z } from 'zod';
import { AppError, defineCapability, escapeMarkdown } from '../../core/index.ts';
import { readBrief } from './brief.ts';
import { briefOfWords } from './draft-words.ts';
import { makeDrafts, tones } from './drafts.ts';
import { readMoment, showMoment } from './moment.ts';
import { momentAtEnd } from './moment-at-end.ts';
import { maxPostLength } from './post-text.ts';
import { asCode } from './posting.ts';
import { draftWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxBriefLength = 5_000;
const maxHashtags = 10;

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

/** As X would make a link of it. */
function readLink(typed: string): string[] {
  const text = typed.trim();
  if (text === '') return [];
  const link = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!/\s/.test(text) && URL.canParse(link) && new URL(link).hostname.includes('.')) return [link];
  throw refuse('link', `“${text.slice(0, 80)}” is no address on the web. Write it as https://example.com/page.`);
}

function readHashtag(typed: string): string {
  const tag = typed
    .trim()
    .replace(/^[#＃]+/, '')
    .normalize('NFC');
  if (twitterText.extractHashtags(`#${tag}`)[0] === tag) return `#${tag}`;
  const cure = 'Use letters, digits and _ only, with at least one letter.';
  throw refuse('hashtags', `X would not make a hashtag of “${tag.slice(0, 50)}”. ${cure}`);
}

/** What becomes of a time: when a post goes out, or a part of its text. */
function timeOf({ at, brief }: { at: string; brief: string }, now: Date): { when: string; note: string } {
  if (at.trim() !== '') return { when: showMoment(readMoment(at, now)), note: '' };
  const end = momentAtEnd(brief);
  if (!end) return { when: '', note: '' };
  const said = end.hasHour ? end.moment : `${end.moment} 9:00`;
  return {
    when: '',
    note: `“${end.moment}” stays in the text. If it is when the post goes out, write \`/adjutant post schedule ${said}: …\`.`,
  };
}

const notes = {
  cut: 'The brief says more than fits into one post: some drafts leave something out.',
  few: 'The brief leaves room for no more than this. Add a fact, such as a date, a figure or what it is good for.',
};

/** How to go on: at once, or at the time that was said. */
function nextWords(text: string, at: string, when: string): string[] {
  if (when === '') return ['To publish one: `/adjutant post publish-post text="…"`. Somebody else approves it first.'];
  return [
    `“${escapeMarkdown(at)}” is read as when it goes out: ${escapeMarkdown(when)}. Nothing is scheduled yet. To send the first draft then:`,
    asCode(`/adjutant post schedule ${at}: ${text}`),
    'Somebody else approves it first. If the time belongs to the text, put all of the text in quotes.',
  ];
}

export const capability = defineCapability({
  name: 'marketing.draft-post',
  title: 'Draft a post for X',
  description:
    "Makes three or four drafts of a post for X from a brief, each within 280 of X's counting. Use it before a post is published; nothing is sent.",
  input: z.object({
    brief: z
      .string()
      .max(maxBriefLength, `is longer than ${maxBriefLength} characters; say in a few sentences what matters`)
      .describe('What the post should say, in free words')
      .meta({ lines: true }),
    tone: z.enum(tones).default('neutral').describe('How it should sound'),
    audience: z
      .string()
      .max(80, 'is longer than 80 characters; name it shorter')
      .default('')
      .describe('Whom it is for'),
    link: z.string().max(2_000).default('').describe('An address that every draft has to hold'),
    hashtags: z
      .array(z.string().max(100))
      .max(maxHashtags, `has more than ${maxHashtags}; two or three are enough`)
      .default([])
      .describe('Hashtags that every draft has to hold'),
    at: z
      .string()
      .max(100)
      .default('')
      .describe('When it is to go out, such as "tomorrow 9:00 Europe/Berlin"; it is only named, nothing is scheduled'),
  }),
  output: z.object({
    drafts: z.array(
      z.object({
        style: z.string().describe('How it is arranged'),
        text: z.string().describe('The draft'),
        length: z.number().int().describe("In X's counting"),
      }),
    ),
    note: z.string().describe('What to know about the drafts; may be empty'),
    at: z.string().describe('When it is to go out, as it was said; may be empty'),
    when: z.string().describe('The moment that this means; may be empty'),
  }),
  permission: 'marketing:posts:draft',
  effect: 'read',
  utterances: utterances.draftPost,
  fromSentence: draftWanted,
  examples: [
    {
      says: 'draft a friendly post about our new warehouse dashboard',
      input: {
        brief: 'our new warehouse dashboard',
        tone: 'friendly',
      },
    },
  ],
  phrases: ['(draft|write) [a] {tone} (post|tweet) (about|on) {*}'],
  fromWords: (words) => ({ ...briefOfWords(words) }),
  takesOver: { brief: 'title' },
  async run({ brief: words, tone, audience, link, hashtags, at }, { clock }) {
    const time = timeOf({ at, brief: words }, clock());
    const brief = readBrief(words);
    if (brief.lead === '')
      throw refuse('brief', 'The brief has no words. Say in a sentence what the post should tell.');
    const links = [...new Set([...brief.links, ...readLink(link)])];
    const tags = [
      ...new Map([...brief.hashtags, ...hashtags.map(readHashtag)].map((tag) => [tag.toLowerCase(), tag])).values(),
    ];
    const { drafts, isCut } = makeDrafts({ brief, tone, audience, links, hashtags: tags });
    if (drafts.length === 0)
      throw refuse(
        'brief',
        `The links and hashtags alone leave no room in the ${maxPostLength} that X takes. Leave some out.`,
      );
    const size = isCut ? notes.cut : drafts.length < 3 ? notes.few : '';
    return { drafts, note: [size, time.note].filter(Boolean).join('\n\n'), at, when: time.when };
  },
  present({ drafts, note, at, when }) {
    const shown = drafts.map(
      ({ style, text, length }, index) =>
        `**${index + 1}. ${style}** · ${length} of ${maxPostLength}\n\n${asCode(text)}`,
    );
    const next = nextWords(drafts[0]?.text ?? '', at, when);
    return { markdown: [...shown, ...(note === '' ? [] : [note]), ...next].join('\n\n') };
  },
});
