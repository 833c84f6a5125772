import type { KnownBlock } from '@slack/types';
import type { Reply, Tone } from '../../core/index.ts';
import { offersOf } from '../asking/say.ts';
import { emojiOf } from '../asking/tone.ts';
import { offerButtons } from './buttons.ts';
import { within } from './cut.ts';
import { actionsBlock, buttonOf } from './decide-buttons.ts';
import { diffBlocks } from './diff-block.ts';
import { factBlocks, linkBlocks, linkLine } from './fact-blocks.ts';
import { shorten } from './fit.ts';
import { literal, toMrkdwn } from './mrkdwn.ts';
import { type Illustration, notIllustrated, pictureBlocks } from './picture-blocks.ts';
import { feedbackBlock } from './rating-form.ts';
import { plain, type RichText, richText, section, toRichText } from './rich-text.ts';
import { context, detailsOf } from './small-print.ts';

export interface Rendered {
  blocks: KnownBlock[];
  /** For notifications and screen readers, and where blocks are refused. */
  text: string;
}

/** `compact` is for when Slack finds the whole too much; `text` has no blocks at all. */
export type Size = 'whole' | 'compact' | 'text';

// Slack cuts a message at about 13,200 characters in all.
const messageMax = 12_500;
/** Far more than can be shown; what is behind it need not be read. */
const markdownMax = 30_000;
const bodyMax = { whole: messageMax, compact: 1_500, text: 3_000 } as const;
const maxFacts = { whole: 20, compact: 6, text: 20 } as const;
const notificationMax = 1_000;

function withTone(tone: Tone, elements: readonly RichText[]): RichText[] {
  if (emojiOf[tone] === '') return [...elements];
  const [first, ...rest] = elements;
  if (first?.type !== 'rich_text_section') return [section(plain(emojiOf[tone])), ...elements];
  return [section([...plain(`${emojiOf[tone]} `), ...first.elements]), ...rest];
}

/** All that a message shows besides its body, in order. */
function surroundings(reply: Reply, size: Size, illustration: Illustration): KnownBlock[] {
  const { facts = {}, diff, links = [], actions = [], asksFeedback, footnote } = reply;
  const offers = offersOf(reply);
  return [
    ...pictureBlocks(reply, illustration),
    ...factBlocks(facts, maxFacts[size]),
    ...diffBlocks(diff, size === 'whole', links),
    ...linkBlocks(links),
    ...(actions.length > 0 ? [actionsBlock(actions.map(buttonOf))] : []),
    ...(offers.length > 0 ? [actionsBlock(offerButtons(offers))] : []),
    ...(footnote ? [context(shorten(literal(footnote), 500))] : []),
    ...(asksFeedback ? [feedbackBlock(asksFeedback)] : []),
  ];
}

const charactersOf = (blocks: readonly KnownBlock[]): number =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].reduce(
    (sum, [, text = '']) => sum + text.length,
    0,
  );

/** All of it as one text, for notifications and where blocks are refused. */
function asText({ tone, markdown, links = [], footnote }: Reply, more: string): { notice: string; whole: string } {
  const said = `${emojiOf[tone]} ${toMrkdwn(markdown).join('\n\n')}`.trim();
  const body = shorten(said, bodyMax.text);
  const lines = [body, more, linkLine(links), literal(footnote ?? '')];
  return { notice: shorten(said, notificationMax), whole: shorten(lines.filter(Boolean).join('\n\n'), 3_900) };
}

/** A reply as one message, never larger than Slack takes. */
export function render(reply: Reply, size: Size = 'whole', illustration: Illustration = notIllustrated): Rendered {
  const markdown = reply.markdown.slice(0, markdownMax);
  const blocks = surroundings(reply, size, illustration);
  const body = withTone(reply.tone, toRichText(markdown));
  const { elements, isWhole } = within(body, Math.min(bodyMax[size], messageMax - charactersOf(blocks)));
  const shortened = isWhole && markdown === reply.markdown ? '' : `… shortened${detailsOf(reply.links ?? [])}`;
  const { notice, whole } = asText({ ...reply, markdown }, shortened);
  if (size === 'text') return { blocks: [], text: whole };
  const shown = elements.length > 0 ? [richText(elements)] : [];
  return { blocks: [...shown, ...(shortened === '' ? [] : [context(shortened)]), ...blocks], text: notice };
}
