import { styleText } from 'node:util';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { plain } from './plain.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];
type Style = Parameters<typeof styleText>[0];

/** Longer texts are shown as they are, and what is nested deeper without its form: hostile texts take no time. */
const maxLength = 12_000;
const maxDepth = 24;

const indented = (text: string, first: string, others: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : others) + line)
    .join('\n');

/** CommonMark for a terminal: plain lines, and with `isStyled` what stands out. */
export function renderMarkdown(markdown: string, isStyled: boolean): string {
  const style = (how: Style, text: string): string =>
    isStyled ? styleText(how, text, { validateStream: false }) : text;

  function inline(node: Node, depth: number): string {
    const inside = (): string =>
      'children' in node ? node.children.map((each) => render(each, depth + 1)).join('') : '';
    switch (node.type) {
      case 'strong':
        // Without styles its marks stay: texts speak of what is bold.
        return isStyled ? style('bold', inside()) : `**${inside()}**`;
      case 'emphasis':
        return style('italic', inside());
      case 'inlineCode':
        return isStyled ? style('cyan', plain(node.value)) : `\`${plain(node.value)}\``;
      case 'break':
        return '\n';
      case 'link': {
        const label = inside();
        const url = plain(node.url);
        return label === url ? label : `${label} (${url})`;
      }
      default:
        if ('value' in node) return plain(node.value);
        return 'alt' in node ? plain(node.alt ?? '') : inside();
    }
  }

  function list(node: Extract<Node, { type: 'list' }>, depth: number): string {
    return node.children
      .map((item, index) => {
        const mark = node.ordered ? `${(node.start ?? 1) + index}. ` : '• ';
        return indented(blocks(item.children, depth + 1, '\n'), mark, ' '.repeat(mark.length));
      })
      .join('\n');
  }

  const blocks = (nodes: readonly Node[], depth: number, between: string): string =>
    nodes.map((each) => render(each, depth)).join(between);

  function render(node: Node, depth: number): string {
    if (depth > maxDepth) return '…';
    switch (node.type) {
      case 'root':
        return blocks(node.children, depth + 1, '\n\n');
      case 'heading':
        return style('bold', node.children.map((each) => render(each, depth + 1)).join(''));
      case 'list':
        return list(node, depth);
      case 'blockquote':
        return indented(blocks(node.children, depth + 1, '\n'), '│ ', '│ ');
      case 'code':
        return indented(plain(node.value), '    ', '    ');
      case 'thematicBreak':
        return '─'.repeat(20);
      default:
        return inline(node, depth);
    }
  }

  return markdown.length > maxLength ? plain(markdown) : render(fromMarkdown(markdown), 0);
}
