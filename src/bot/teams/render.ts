import type { Link, Reply, Tone } from '../../core/index.ts';
import { type Offer, offersOf } from '../asking/say.ts';
import { emojiOf } from '../asking/tone.ts';
import type { OutboundMessage } from './adapter.ts';
import { decisionButton, offerButtons, ratingButtons } from './buttons.ts';
import { bytesOf, cardOf, type Element, type OpenUrl, richText, run } from './card-elements.ts';
import { foldDiff } from './diff-card.ts';
import { plainText, toElements } from './rich-text.ts';
import { within } from './within.ts';

/** Teams takes more, but other clients and proxies do not. */
export const maxCardBytes = 25 * 1_024;
/** Far more than can be shown; what is behind it need not be read. */
const markdownMax = 30_000;
const summaryMax = 500;
const maxPictures = 5;
const maxFacts = 20;
const factMax = 500;
const maxLinks = 6;
/** Shares of a card for its words and its diff, tried one after the other until all has room. */
const shares: readonly Share[] = [
  { words: 0.5, diff: 0.6 },
  { words: 0.5, diff: 0.3 },
  { words: 0.4, diff: 0.1 },
  { words: 0.3, diff: 0 },
  { words: 0.1, diff: 0 },
];
interface Share {
  words: number;
  diff: number;
}

const markOf = (tone: Tone): string => (emojiOf[tone] === '' ? '' : `${emojiOf[tone]} `);

/** What a card shows beside the reply. */
export interface Extras {
  offers?: readonly Offer[];
  /** Addresses of the reply's pictures, in their order. */
  pictures?: readonly string[];
  /** Where it can be seen whatever Teams says. */
  seeAt?: string;
  /** A line above it all. */
  hint?: string;
}

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max)} …` : text);
const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:/i.test(url);
const openUrl = ({ label, url }: Link): OpenUrl => ({ type: 'Action.OpenUrl', title: cut(label, 70), url });

function factLines(facts: Readonly<Record<string, string>>): Element[] {
  return Object.entries(facts)
    .slice(0, maxFacts)
    .map(([name, value], index) => ({
      ...richText(run(`${name}: `, { weight: 'Bolder' }), run(cut(value, factMax) || '–')),
      ...(index > 0 ? { spacing: 'Small' as const } : {}),
    }));
}

const note = (text: string, seeAt: string | undefined): Element =>
  richText(
    run(text, { isSubtle: true, size: 'Small' }),
    ...(seeAt ? [run(': '), run('Details', { selectAction: { type: 'Action.OpenUrl', url: seeAt } })] : []),
  );

function pictureElements({ pictures = [] }: Reply, { pictures: urls = [], seeAt }: Extras): Element[] {
  return pictures.slice(0, maxPictures).map((picture, index): Element => {
    const url = urls[index];
    if (!url) return note(`The picture “${cut(picture.title, 100)}” could not be shown here`, seeAt);
    const altText = cut(picture.alt, 1_000) || picture.title || 'A picture';
    return { type: 'Image', url, altText, size: 'Stretch', selectAction: { type: 'Action.OpenUrl', url } };
  });
}

function diffElements(diff: string, budget: number, seeAt: string | undefined): Element[] {
  const { elements, missingLines } = foldDiff(diff, budget);
  if (missingLines === 0) return elements;
  // Nobody is to approve what they could not see: where there is no room for the change, it is said where it stands.
  if (elements.length === 0) return [note('The change has no room here. Read it before you decide', seeAt)];
  return [...elements, note(`… ${missingLines} more ${missingLines === 1 ? 'line' : 'lines'}`, seeAt)];
}

function wordElements({ tone, markdown }: Reply, budget: number, seeAt: string | undefined): Element[] {
  const { elements, isWhole } = within(toElements(markdown.slice(0, markdownMax)), budget);
  const [first, ...rest] = elements;
  const mark = run(markOf(tone));
  const toned =
    first?.type === 'RichTextBlock' && mark.text !== '' ? [richText(mark, ...first.inlines), ...rest] : elements;
  return isWhole && markdown.length <= markdownMax ? toned : [...toned, note('… shortened', seeAt)];
}

function build(reply: Reply, extras: Extras, max: number, { words, diff }: Share): OutboundMessage {
  const { facts = {}, links = [], actions = [], asksFeedback, footnote } = reply;
  const seeAt = links.find(({ label }) => label === 'Details')?.url ?? extras.seeAt;
  const buttons = links.filter(({ url }) => isWeb(url)).slice(0, maxLinks);
  const body: Element[] = [
    ...(extras.hint ? [note(extras.hint, undefined)] : []),
    ...wordElements(reply, max * words, seeAt),
    ...pictureElements(reply, { ...extras, ...(seeAt ? { seeAt } : {}) }),
    ...factLines(facts),
    ...(reply.diff === undefined ? [] : diffElements(reply.diff, max * diff, seeAt)),
    ...(buttons.length > 0 ? [{ type: 'ActionSet' as const, actions: buttons.map(openUrl) }] : []),
    ...offerButtons([...offersOf(reply), ...(extras.offers ?? [])]),
    ...(footnote ? [richText(run(cut(footnote, factMax), { isSubtle: true, size: 'Small' }))] : []),
    ...(asksFeedback ? [ratingButtons(asksFeedback.run)] : []),
  ];
  const summary = cut(`${markOf(reply.tone)}${plainText(toElements(reply.markdown.slice(0, 2_000)))}`, summaryMax);
  return {
    card: {
      ...cardOf(
        body,
        actions.map((each) => decisionButton(each)),
      ),
      fallbackText: summary,
    },
    summary,
  };
}

/** A reply as one card, never larger than `max` bytes; what has no room is said. */
export function render(reply: Reply, extras: Extras = {}, max: number = maxCardBytes): OutboundMessage {
  for (const share of shares) {
    const message = build(reply, extras, max, share);
    if (bytesOf(message.card) <= max) return message;
  }
  return bare(reply, extras, max);
}

/** For what has no room with all that goes with it: the words, where the rest is, and the buttons. */
function bare(
  { tone, markdown, diff, links = [], actions = [], footnote = '', offers = [] }: Reply,
  extras: Extras,
  max: number,
) {
  const details = links.filter(({ label }) => label === 'Details');
  const rest = { links: details, actions, footnote, offers, ...(diff === undefined ? {} : { diff }) };
  return build({ tone, markdown, ...rest }, { ...extras, offers: [] }, max / 4, { words: 0.5, diff: 0 });
}
