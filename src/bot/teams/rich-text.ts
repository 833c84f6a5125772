import { fromMarkdown } from 'mdast-util-from-markdown';
import { type Container, type RichText, richText, run, type TextRun } from './card-elements.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Block = Root['children'][number];
type List = Extract<Block, { type: 'list' }>;
type Inline = Extract<Block, { type: 'paragraph' }>['children'][number];
type Look = Omit<TextRun, 'type' | 'text'>;

const noBreakSpace = '\u00A0';
const indent = '\u2003';

/** Code keeps its columns: cards run spaces together, and a tab must not look like spaces. */
export const codeText = (text: string): string =>
  text
    .replaceAll('\t', `→${noBreakSpace.repeat(3)}`)
    .replace(/^ +| {2,}/gm, (spaces) => noBreakSpace.repeat(spaces.length));

/** A link of ours, or only its label when the address is none that a person should be sent to. */
function linkLook(url: string): Look {
  if (!URL.canParse(url) || !/^(https?|mailto):/i.test(url)) return {};
  return { selectAction: { type: 'Action.OpenUrl', url: new URL(url).href }, color: 'Accent' };
}

function inline(node: Inline, look: Look): TextRun[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return [run(node.value, look)];
    case 'inlineCode':
      return [run(codeText(node.value), { ...look, fontType: 'Monospace' })];
    case 'break':
      return [run('\n', look)];
    case 'strong':
      return inlines(node.children, { ...look, weight: 'Bolder' });
    case 'emphasis':
      return inlines(node.children, { ...look, italic: true });
    case 'delete':
      return inlines(node.children, { ...look, strikethrough: true });
    case 'link':
      return inlines(node.children, { ...look, ...linkLook(node.url) });
    case 'image':
    case 'imageReference':
      return [run(node.alt ?? '', look)];
    case 'linkReference':
      return inlines(node.children, look);
    default:
      return [];
  }
}
const inlines = (nodes: readonly Inline[], look: Look = {}): TextRun[] =>
  nodes.flatMap((node) => inline(node, look)).filter(({ text }) => text !== '');

export const codeBlock = (text: string): Container => ({
  type: 'Container',
  style: 'emphasis',
  items: [richText(run(codeText(text) || noBreakSpace, { fontType: 'Monospace' }))],
});

function list(node: List, depth: number): (RichText | Container)[] {
  const first = node.start ?? 1;
  return node.children.flatMap((item, index) => {
    const bullet = run(`${indent.repeat(depth)}${node.ordered ? `${first + index}.` : '•'} `);
    const [head, ...rest] = item.children.flatMap((child) => blocks(child, depth + 1));
    if (head?.type !== 'RichTextBlock') return [richText(bullet), ...(head ? [head] : []), ...rest];
    const close = index > 0 || depth > 0 ? { spacing: 'Small' as const } : {};
    return [{ ...richText(bullet, ...head.inlines), ...close }, ...rest];
  });
}

function blocks(node: Block, depth = 0): (RichText | Container)[] {
  switch (node.type) {
    case 'paragraph':
      return [richText(...inlines(node.children))];
    case 'heading':
      return [richText(...inlines(node.children, { weight: 'Bolder' }))];
    case 'code':
      return [codeBlock(node.value)];
    case 'html':
      return [richText(run(node.value))];
    case 'thematicBreak':
      return [richText(run('———'))];
    case 'list':
      return list(node, depth);
    case 'blockquote':
      return node.children
        .flatMap((child) => blocks(child, depth))
        .map((each) =>
          each.type === 'RichTextBlock' ? richText(run('│ ', { isSubtle: true }), ...each.inlines) : each,
        );
    default:
      return [];
  }
}

/** CommonMark as elements of a card. Nothing in it is read a second time: no mark, mention or HTML of a text comes to life. */
export const toElements = (markdown: string): (RichText | Container)[] =>
  fromMarkdown(markdown)
    .children.flatMap((node) => blocks(node))
    .filter((element) => element.type === 'Container' || element.inlines.length > 0);

/** The words alone. */
export const plainText = (elements: readonly (RichText | Container)[]): string =>
  elements
    .map((element) =>
      element.type === 'Container'
        ? plainText(element.items.filter((item) => item.type === 'RichTextBlock'))
        : element.inlines.map(({ text }) => text).join(''),
    )
    .join('\n');
