import { html } from 'hono/html';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { inlineCode } from '../core/index.ts';
import { type Html, nothing } from './html.ts';
import { safeHref } from './links.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

/** Longer texts are shown as they are: parsing takes time that grows with the square of a hostile text. */
const maxLength = 12_000;
/** Text nested deeper than this is shown without its form. */
const maxDepth = 24;

/** The words of a node, without their form. Without recursion: a text may be nested as deeply as it is long. */
function textOf(root: Node): string {
  const words: string[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'inlineCode') words.push(inlineCode(node.value));
    else if ('value' in node) words.push(node.value);
    else if ('alt' in node) words.push(node.alt ?? '');
    else if (node.type === 'break') words.push('\n');
    else if ('children' in node) open.push(...node.children.toReversed());
  }
  return words.join('');
}

function link(url: string, children: Html[], title: string | null | undefined): Html {
  const href = safeHref(url);
  if (href === undefined) return html`${children}`;
  return html`<a href="${href}" rel="noopener noreferrer nofollow"${title ? html` title="${title}"` : ''}>${children}</a>`;
}

function heading(level: number, children: Html[]): Html {
  // The page has its own first and second level.
  if (level <= 1) return html`<h3>${children}</h3>`;
  return level === 2 ? html`<h4>${children}</h4>` : html`<h5>${children}</h5>`;
}

function render(node: Node, depth: number): Html {
  if (depth > maxDepth) return html`${textOf(node)}`;
  const children = 'children' in node ? node.children.map((child) => render(child, depth + 1)) : [];
  switch (node.type) {
    case 'paragraph':
      return html`<p>${children}</p>`;
    case 'strong':
      return html`<strong>${children}</strong>`;
    case 'emphasis':
      return html`<em>${children}</em>`;
    case 'inlineCode':
      return html`<code>${node.value}</code>`;
    case 'code':
      return html`<pre><code>${node.value}</code></pre>`;
    case 'heading':
      return heading(node.depth, children);
    case 'blockquote':
      return html`<blockquote>${children}</blockquote>`;
    case 'list':
      return node.ordered ? html`<ol start="${node.start ?? 1}">${children}</ol>` : html`<ul>${children}</ul>`;
    case 'listItem':
      return html`<li>${node.spread ? children : node.children.map((child) => tight(child, depth + 1))}</li>`;
    case 'thematicBreak':
      return html`<hr>`;
    case 'break':
      return html`<br>`;
    case 'link':
      return link(node.url, children, node.title);
    case 'definition':
      return nothing;
    default:
      // HTML and the name of a picture are shown as text, and so is whatever else may come.
      return children.length > 0 ? html`${children}` : html`${textOf(node)}`;
  }
}

/** A paragraph in a list without blank lines stands without its own margins. */
const tight = (node: Node, depth: number): Html =>
  node.type === 'paragraph' ? html`${node.children.map((child) => render(child, depth + 1))}` : render(node, depth);

/** CommonMark as HTML: no raw HTML, no pictures, and links only to where it is safe to go. */
export function renderMarkdown(markdown: string): Html {
  if (markdown.length > maxLength) return html`<pre>${markdown}</pre>`;
  return render(fromMarkdown(markdown), 0);
}

/** The words of the first paragraph, for a list; code stays in its marks. */
export function summaryOf(markdown: string, maxCharacters: number): string {
  const [first] = fromMarkdown(markdown.slice(0, 2_000)).children;
  const words = first ? textOf(first).replace(/\s+/g, ' ').trim() : '';
  return words.length <= maxCharacters ? words : `${words.slice(0, maxCharacters - 1)}…`;
}

/** A short text of which only the code spans count as form. */
export function renderCodeSpans(text: string): Html {
  const pieces = text.split(/`([^`]+)`/);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}
