import { fromMarkdown } from 'mdast-util-from-markdown';

type Root = ReturnType<typeof fromMarkdown>;
type Block = Root['children'][number];
type List = Extract<Block, { type: 'list' }>;
type Inline = Extract<Block, { type: 'paragraph' }>['children'][number];

/** Slack's three control characters; with these escaped no text can become a link, a mention or a `<!channel>`. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const zeroWidthSpace = '\u200B';
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
/** A mark that Slack would take for the beginning of formatting, as another one ends it. There is no way to escape one. */
const openingMark = /(?<![\p{L}\p{N}])([*_~`])(?=(?!\1)[^\s](?:[^\n]{0,3000}?[^\s])??\1(?![\p{L}\p{N}]))/gu;
const broadcast = /@(?=(?:here|channel|everyone)\b)/gi;

/** Outside text as Slack shows it to the letter: nothing in it formats, links or calls anybody. */
export const literal = (text: string): string =>
  escapeText(text)
    .replace(openingMark, (mark) => lookAlikes[mark] ?? mark)
    // Three of them open a block that would swallow what follows.
    .replaceAll('```', 'ˋˋˋ')
    .replace(broadcast, `@${zeroWidthSpace}`);

const codeText = (text: string): string => escapeText(text).replace(broadcast, `@${zeroWidthSpace}`);
const inlineCode = (text: string): string => `\`${codeText(text).replaceAll('`', 'ˋ')}\``;
/** A fenced block; fences inside it would end it. */
export const codeBlock = (text: string): string => `\`\`\`\n${codeText(text).replaceAll('```', 'ˋˋˋ')}\n\`\`\``;

/** A link of ours, or only its label when the address is none that a person should be sent to. */
export function linkTo(url: string, label: string): string {
  if (!URL.canParse(url) || !/^(https?|mailto):/i.test(url)) return label;
  const address = new URL(url).href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return `<${address.replaceAll('&', '&amp;')}|${label}>`;
}

/** Slack formats only between word boundaries; a zero-width space makes one where there is none. */
function marked(mark: string, text: string): string {
  const inner = text.trim();
  return inner === '' ? text : `${zeroWidthSpace}${mark}${inner}${mark}${zeroWidthSpace}`;
}
const tidy = (text: string): string =>
  text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])${zeroWidthSpace}(?=[*_~])|(?<=[*_~])${zeroWidthSpace}(?![\\p{L}\\p{N}])`, 'gu'),
    '',
  );

function inline(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'html':
      return literal(node.value);
    case 'inlineCode':
      return inlineCode(node.value);
    case 'break':
      return '\n';
    case 'strong':
      return marked('*', inlines(node.children));
    case 'emphasis':
      return marked('_', inlines(node.children));
    case 'delete':
      return marked('~', inlines(node.children));
    case 'link':
      return linkTo(node.url, inlines(node.children));
    case 'image':
    case 'imageReference':
      return literal(node.alt ?? '');
    case 'linkReference':
      return inlines(node.children);
    default:
      return '';
  }
}
const inlines = (nodes: readonly Inline[]): string => nodes.map(inline).join('');

function list(node: List, depth: number): string {
  const first = node.start ?? 1;
  const lines = node.children.map((item, index) => {
    const bullet = node.ordered ? `${first + index}.` : '•';
    const [head, ...rest] = item.children.map((child) => block(child, depth + 1));
    return [`${'    '.repeat(depth)}${bullet} ${head ?? ''}`, ...rest].join('\n');
  });
  return lines.join('\n');
}

function block(node: Block, depth = 0): string {
  switch (node.type) {
    case 'paragraph':
      return tidy(inlines(node.children));
    case 'heading':
      // All of it is bold, so that nothing bold can stand inside.
      return marked('*', inlines(node.children).replace(/[*\u200B]/g, '')).replaceAll(zeroWidthSpace, '');
    case 'code':
      return codeBlock(node.value);
    case 'html':
      return literal(node.value);
    case 'thematicBreak':
      return '———';
    case 'list':
      return list(node, depth);
    case 'blockquote':
      return node.children
        .map((child) => block(child, depth))
        .join('\n\n')
        .replace(/^/gm, '> ');
    default:
      return '';
  }
}

/** CommonMark as Slack's mrkdwn, one text for each block of it. Images and raw HTML are shown as text. */
export const toMrkdwn = (markdown: string): string[] =>
  fromMarkdown(markdown)
    .children.map((node) => block(node))
    .filter((text) => text !== '');
