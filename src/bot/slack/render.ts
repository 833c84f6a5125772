import type { ActionsBlock, Button, ImageBlock, KnownBlock, MrkdwnElement } from '@slack/types';
import type { DecideAction, Link, Picture, Reply, Tone } from '../../core/index.ts';
import { foldDiff } from './diff-block.ts';
import { pack, shorten, within } from './fit.ts';
import { linkTo, literal, toMrkdwn } from './mrkdwn.ts';
import { type Files, nameOf, noFiles } from './pictures.ts';
import { feedbackBlock } from './rating-form.ts';

export interface Rendered {
  blocks: KnownBlock[];
  /** For notifications and screen readers, and where blocks are refused. */
  text: string;
}

/** `compact` is for when Slack finds the whole too much; `text` has no blocks at all. */
export type Size = 'whole' | 'compact' | 'text';

// Slack allows 3,000 in a section, 2,000 in a field, and cuts a message at about 13,200 in all.
const sectionMax = 2_900;
const fieldMax = 500;
const fieldsMax = 2_500;
const fieldsPerSection = 10;
const linksMax = 1_500;
const messageMax = 12_500;
/** Far more than can be shown; what is behind it need not be read. */
const markdownMax = 30_000;
const bodyMax = { whole: messageMax, compact: 1_500, text: 3_000 } as const;
const maxFacts = { whole: 20, compact: 6, text: 20 } as const;
const notificationMax = 1_000;
const altMax = 1_900;
const maxPictures = 5;

const emoji: Readonly<Record<Tone, string>> = {
  neutral: '',
  working: '⏳',
  question: '❓',
  success: '✅',
  warning: '⚠️',
  danger: '⛔',
};

const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });
const section = (text: string): KnownBlock => ({ type: 'section', text: mrkdwn(text) });
export const context = (text: string): KnownBlock => ({ type: 'context', elements: [mrkdwn(text)] });

function withTone(tone: Tone, texts: readonly string[]): string[] {
  const [first = '', ...rest] = texts;
  if (emoji[tone] === '') return [...texts];
  const joint = /^(```|•|>|\d+\. )/.test(first) ? '\n' : ' ';
  return [`${emoji[tone]}${joint}${first}`.trim(), ...rest];
}

function factBlocks(facts: Readonly<Record<string, string>>, most: number): KnownBlock[] {
  const shown = Object.entries(facts).slice(0, most);
  const room = Math.min(fieldMax, Math.floor(fieldsMax / Math.max(shown.length, 1)));
  const fields = shown.map(([name, value]) =>
    mrkdwn(`*${shorten(literal(name), 60)}*\n${shorten(literal(value), room) || '–'}`),
  );
  const starts = Array.from(
    { length: Math.ceil(fields.length / fieldsPerSection) },
    (_, row) => row * fieldsPerSection,
  );
  return starts.map((start) => ({ type: 'section', fields: fields.slice(start, start + fieldsPerSection) }));
}

/** Links are whole or not there: half an address leads nowhere. */
function linkLine(links: readonly Link[]): string {
  let line = '';
  for (const { label, url } of links) {
    const next = linkTo(url, shorten(literal(label), 75));
    if (line.length + next.length < linksMax) line = line === '' ? next : `${line}  ·  ${next}`;
  }
  return line;
}

/** What takes something away asks once more. */
const confirmations: Partial<Record<DecideAction['verdict'], string>> = {
  undo: 'This takes back what was made.',
  drop: 'This leaves everything as it is now and ends the request.',
};

function buttonOf({ verdict, label, effect, hash, style, asksReason }: DecideAction): Button {
  const question = confirmations[verdict];
  return {
    type: 'button',
    action_id: `${asksReason ? 'decide-with-reason' : 'decide'}:${verdict}`,
    text: { type: 'plain_text', text: shorten(label, 75) },
    value: JSON.stringify({ verdict, effect, hash }),
    ...(style ? { style } : {}),
    ...(question
      ? {
          confirm: {
            title: { type: 'plain_text', text: `${shorten(label, 90)}?` },
            text: { type: 'plain_text', text: question },
            confirm: { type: 'plain_text', text: shorten(label, 30) },
            deny: { type: 'plain_text', text: 'Cancel' },
            style: 'danger',
          },
        }
      : {}),
  };
}

export const actionsBlock = (elements: Button[]): ActionsBlock => ({ type: 'actions', elements });

/** The console's page for it, where all is shown that has no room here. */
const detailsOf = (links: readonly Link[]): string => {
  const details = links.find(({ label }) => label === 'Details');
  return details ? `: ${linkTo(details.url, 'Details')}` : '';
};

/** What is known about the pictures of a message: their files at Slack, and where else they can be seen. */
export interface Illustration {
  files: Files;
  seeAt?: string | undefined;
}
const notIllustrated: Illustration = { files: noFiles };

function imageBlock({ title, alt }: Picture, file: string): ImageBlock {
  return {
    type: 'image',
    slack_file: { id: file },
    alt_text: shorten(alt, altMax) || title || 'A picture',
  };
}

/** A picture, or a line that says where it is. */
function pictureBlocks({ pictures = [], links = [] }: Reply, { files, seeAt }: Illustration): KnownBlock[] {
  const where = seeAt === undefined ? detailsOf(links) : `: ${linkTo(seeAt, 'see it in the console')}`;
  return pictures.slice(0, maxPictures).map((picture): KnownBlock => {
    const file = files.get(nameOf(picture));
    return file === undefined
      ? context(`The picture “${literal(shorten(picture.title, 100))}” could not be shown here${where}`)
      : imageBlock(picture, file);
  });
}

/** All that a message shows besides its body, in order. */
function surroundings(reply: Reply, size: Size, illustration: Illustration) {
  const { facts = {}, diff, links = [], actions = [], asksFeedback, footnote } = reply;
  const folded = diff && size === 'whole' ? foldDiff(diff) : undefined;
  const hidden = folded?.hiddenLines ?? 0;
  // Nobody is to approve what they could not see: where there is no room for the change, it is said where it stands.
  const isUnseen = diff !== undefined && !folded;
  const line = linkLine(links);
  const blocks: KnownBlock[] = [
    ...pictureBlocks(reply, illustration),
    ...factBlocks(facts, maxFacts[size]),
    ...(folded ? [section(folded.block)] : []),
    ...(hidden > 0 ? [context(`… ${hidden} more ${hidden === 1 ? 'line' : 'lines'}${detailsOf(links)}`)] : []),
    ...(isUnseen ? [context(`The change has no room here. Read it before you decide${detailsOf(links)}`)] : []),
    ...(line === '' ? [] : [section(line)]),
    ...(actions.length > 0 ? [actionsBlock(actions.map(buttonOf))] : []),
    ...(footnote ? [context(shorten(literal(footnote), 500))] : []),
    ...(asksFeedback ? [feedbackBlock(asksFeedback)] : []),
  ];
  return { blocks, line };
}

const charactersOf = (blocks: readonly KnownBlock[]): number =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce(
    (sum, [, text = '']) => sum + text.length,
    0,
  );

/** A reply as one message, never larger than Slack takes. */
export function render(reply: Reply, size: Size = 'whole', illustration: Illustration = notIllustrated): Rendered {
  const { blocks, line } = surroundings(reply, size, illustration);
  const all = withTone(reply.tone, pack(toMrkdwn(reply.markdown.slice(0, markdownMax)), sectionMax - 10));
  const { texts, isWhole } = within(all, Math.min(bodyMax[size], messageMax - charactersOf(blocks)));
  const more = isWhole && reply.markdown.length <= markdownMax ? [] : [`… shortened${detailsOf(reply.links ?? [])}`];
  if (size === 'text') {
    const lines = [...texts, ...more, line, literal(reply.footnote ?? '')];
    return { blocks: [], text: shorten(lines.filter(Boolean).join('\n\n'), 3_900) };
  }
  const text = shorten([...texts, ...more].join('\n\n'), notificationMax);
  return { blocks: [...texts.map(section), ...more.map(context), ...blocks], text };
}
