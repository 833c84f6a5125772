import { fenced } from './code.js';
import { channelNamed, member } from './data.js';
import { el, link } from './dom.js';
import { emoji } from './emoji.js';

export const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const TOKEN =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])|:([a-z0-9_+-]+):/g;

/** Slack's own markup, as nodes. */
export function mrkdwn(text) {
  const parts = text.split(/```([\s\S]*?)```/);
  return parts.flatMap((part, index) => (index % 2 === 1 ? [fenced(unescaped(part))] : prose(part)));
}

function prose(text) {
  if (text.trim() === '') return [];
  const nodes = [];
  for (const run of text.replace(/^\n|\n$/g, '').split(/((?:^(?:&gt;|>).*(?:\n|$))+)/m)) {
    if (run === '') continue;
    const isQuote = /^(&gt;|>)/.test(run);
    const lines = run
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => (isQuote ? line.replace(/^(&gt;|>) ?/, '') : line));
    nodes.push(
      el(
        isQuote ? 'blockquote' : 'p',
        {},
        lines.flatMap((line, index) => [index > 0 ? el('br') : undefined, ...inline(line)]),
      ),
    );
  }
  return nodes;
}

export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(unescaped(text.slice(end, match.index)), tokenNode(match));
    end = match.index + match[0].length;
  }
  nodes.push(unescaped(text.slice(end)));
  return nodes;
}

function tokenNode([, code, angle, bold, italic, strike, name]) {
  if (code !== undefined) return el('code', {}, unescaped(code));
  if (angle !== undefined) return angleNode(angle);
  if (bold !== undefined) return el('strong', {}, inline(bold));
  if (italic !== undefined) return el('em', {}, inline(italic));
  if (strike !== undefined) return el('s', {}, inline(strike));
  return emoji(name);
}

export function angleNode(inside) {
  const [target, label] = inside.split('|');
  if (target.startsWith('@')) return mention(`@${member(target.slice(1))?.name ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) return mention(`#${channelNamed(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('!date')) return unescaped(label ?? '');
  if (target.startsWith('!')) return mention(`@${target.slice(1).split('^')[0]}`);
  return link(unescaped(target), label === undefined ? undefined : unescaped(label));
}

export const mention = (text) => el('span', { class: 'mention' }, text);
