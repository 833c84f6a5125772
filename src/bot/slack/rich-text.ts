import type { RichTextBlock, RichTextElement, RichTextLink, RichTextSection, RichTextText } from '@slack/types';
import { fromMarkdown } from 'mdast-util-from-markdown';

type Root = ReturnType<typeof fromMarkdown>;
type Block = Root['children'][number];
type List = Extract<Block, { type: 'list' }>;
type Inline = Extract<Block, { type: 'paragraph' }>['children'][number];
type Style = NonNullable<RichTextText['style']>;

/** One of the elements that a rich text block is made of. */
export type RichText = RichTextBlock['elements'][number];

/** What we make leaves of: their text is shown to the letter, so nothing in it formats, links or calls anybody. */
export type Leaf = RichTextText | RichTextLink;

/** Slack says nothing of a limit here; this one is that of a section. */
const leafMax = 3_000;
const maxIndent = 8;

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const isPair = /[\uD800-\uDBFF]/.test(text.charAt(at + leafMax - 1));
    const end = at + leafMax - (isPair ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

export const plain = (text: string, style: Style = {}): RichTextText[] =>
  [...pieces(text)].map((piece) => ({
    type: 'text',
    text: piece,
    ...(Object.keys(style).length > 0 ? { style } : {}),
  }));

/** A link of ours, or only its label when the address is none that a person should be sent to. */
export function link(url: string, label: string, style: Style = {}): Leaf[] {
  if (!URL.canParse(url) || !/^(https?|mailto):/i.test(url) || label === '') return plain(label, style);
  return [{ type: 'link', url: new URL(url).href, text: label, ...(Object.keys(style).length > 0 ? { style } : {}) }];
}

/** Texts of the same style that follow each other are one, as long as it is no longer than a text may be. */
function merged(leaves: readonly RichTextElement[]): RichTextElement[] {
  const all: RichTextElement[] = [];
  for (const leaf of leaves) {
    const last = all.at(-1);
    const isSame =
      last?.type === 'text' &&
      leaf.type === 'text' &&
      last.text.length + leaf.text.length <= leafMax &&
      JSON.stringify(last.style) === JSON.stringify(leaf.style);
    if (isSame) all.splice(-1, 1, { ...last, text: last.text + leaf.text });
    else all.push(leaf);
  }
  return all;
}

export const section = (elements: readonly RichTextElement[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: merged(elements),
});
export const preformatted = (text: string): RichText => ({ type: 'rich_text_preformatted', elements: plain(text) });
export const richText = (elements: readonly RichText[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [...elements],
});

export const textOf = (leaves: readonly RichTextElement[]): string =>
  leaves.map((leaf) => ('text' in leaf ? (leaf.text ?? '') : '')).join('');

function inline(node: Inline, style: Style): Leaf[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return plain(node.value, style);
    case 'inlineCode':
      return plain(node.value, { ...style, code: true });
    case 'break':
      return plain('\n', style);
    case 'strong':
      return inlines(node.children, { ...style, bold: true });
    case 'emphasis':
      return inlines(node.children, { ...style, italic: true });
    case 'delete':
      return inlines(node.children, { ...style, strike: true });
    case 'link':
      return link(node.url, textOf(inlines(node.children, {})), style);
    case 'image':
    case 'imageReference':
      return plain(node.alt ?? '', style);
    case 'linkReference':
      return inlines(node.children, style);
    default:
      return [];
  }
}
const inlines = (nodes: readonly Inline[], style: Style): Leaf[] => nodes.flatMap((node) => inline(node, style));

/** Blocks where only a run of text can stand: one below the other, lists with their signs. */
function lines(nodes: readonly Block[]): Leaf[] {
  return nodes
    .map((node): Leaf[] => {
      if (node.type === 'paragraph' || node.type === 'heading') return inlines(node.children, {});
      if (node.type === 'list') return numbered(node);
      if (node.type === 'blockquote') return lines(node.children);
      return 'value' in node ? plain(node.value) : [];
    })
    .filter((each) => each.length > 0)
    .flatMap((each, index) => (index > 0 ? [...plain('\n'), ...each] : each));
}

function numbered({ ordered, start, children }: List): Leaf[] {
  return children.flatMap((item, index) => {
    const sign = ordered ? `${(start ?? 1) + index}.` : '•';
    return [...plain(`${index > 0 ? '\n' : ''}${sign} `), ...lines(item.children)];
  });
}

/** Slack counts from 1 and again after whatever stands between, so that other numbers have to be written out. */
const countsItself = ({ start, children }: List): boolean =>
  (start ?? 1) === 1 && children.every((item) => item.children.every(({ type }) => type === 'paragraph'));

function list(node: List, indent: number): RichText[] {
  if (node.ordered && !countsItself(node)) return [section(numbered(node))];
  const style = node.ordered ? 'ordered' : 'bullet';
  return node.children.flatMap((item): RichText[] => {
    const own = item.children.filter(({ type }) => type !== 'list' && type !== 'code');
    const head = section(lines(own));
    const below = item.children.flatMap((child) => {
      if (child.type === 'list') return list(child, Math.min(indent + 1, maxIndent));
      return child.type === 'code' ? block(child) : [];
    });
    return [{ type: 'rich_text_list', style, elements: [head], ...(indent > 0 ? { indent } : {}) }, ...below];
  });
}

function block(node: Block): RichText[] {
  switch (node.type) {
    case 'paragraph':
      return [section(inlines(node.children, {}))];
    case 'heading':
      return [section(inlines(node.children, { bold: true }))];
    case 'code':
      return [preformatted(node.value === '' ? ' ' : node.value)];
    case 'html':
      return [section(plain(node.value))];
    case 'thematicBreak':
      return [section(plain('———'))];
    case 'list':
      return list(node, 0);
    case 'blockquote':
      return [{ type: 'rich_text_quote', elements: lines(node.children) }];
    default:
      return [];
  }
}

/** Paragraphs that follow each other become one with a blank line, items that follow each other one list. */
function joined(all: RichText[], next: RichText): RichText[] {
  const last = all.at(-1);
  if (last?.type === 'rich_text_section' && next.type === 'rich_text_section') {
    return [...all.slice(0, -1), section([...last.elements, ...plain('\n\n'), ...next.elements])];
  }
  const isSameList =
    last?.type === 'rich_text_list' &&
    next.type === 'rich_text_list' &&
    last.style === next.style &&
    last.indent === next.indent;
  if (isSameList) last.elements.push(...next.elements);
  else all.push(next);
  return all;
}

const isEmpty = (element: RichText): boolean => element.type !== 'rich_text_list' && element.elements.length === 0;

/** CommonMark as Slack's rich text. Images and raw HTML are shown as text. */
export const toRichText = (markdown: string): RichText[] =>
  fromMarkdown(markdown)
    .children.flatMap((node) => block(node))
    .filter((element) => !isEmpty(element))
    .reduce(joined, []);
