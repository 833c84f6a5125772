import { codeBlock } from './code.js';
import { channelNamed, member } from './data.js';
import { el, link } from './dom.js';
import { emoji } from './emoji.js';
import { mention } from './mrkdwn.js';

const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' };

export function richText({ elements }) {
  return elements.map(renderPart);
}

function renderPart({ type, elements, style, language, indent = 0 }) {
  switch (type) {
    case 'rich_text_list':
      return el(
        style === 'ordered' ? 'ol' : 'ul',
        { 'data-indent': String(indent) },
        elements.map((item) => el('li', {}, item.elements.flatMap(leaf))),
      );
    case 'rich_text_quote':
      return el('blockquote', {}, elements.flatMap(leaf));
    case 'rich_text_preformatted':
      return codeBlock(elements.map(({ text, url }) => text ?? url).join(''), language ?? '');
    default:
      return el('p', {}, elements.flatMap(leaf));
  }
}

function leaf(element) {
  const base = bare(element);
  const styles = Object.entries(element.style ?? {}).filter(([, isOn]) => isOn);
  return styles.reduce((nodes, [name]) => [el(tags[name] ?? 'span', {}, nodes)], base);
}

function bare({ type, text, url, name, user_id: user, channel_id: channel, range, fallback }) {
  switch (type) {
    case 'text':
      return [text];
    case 'link':
      return [link(url, text)];
    case 'emoji':
      return [emoji(name)];
    case 'user':
      return [mention(`@${member(user)?.name ?? user}`)];
    case 'channel':
      return [mention(`#${channelNamed(channel) ?? channel}`)];
    case 'broadcast':
      return [mention(`@${range}`)];
    default:
      return [text ?? fallback ?? ''];
  }
}
