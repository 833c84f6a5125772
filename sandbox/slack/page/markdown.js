import { codeBlock } from './code.js';
import { el, link } from './dom.js';
import { angleNode, unescaped } from './mrkdwn.js';

const TOKEN =
  /`([^`\n]+)`|\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*([^*\n]+)\*\*|~~([^~\n]+)~~|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|<([@#!][^<>\n]+)>|(https?:\/\/[^\s<>)]+)/g;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

/** Standard Markdown as the `markdown` block takes it, as nodes. */
export function markdown(text) {
  const lines = text.split('\n');
  const nodes = [];
  while (lines.length > 0) {
    const node = takeBlock(lines);
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}

function takeBlock(lines) {
  const line = lines[0];
  if (line.trim() === '') return void lines.shift();
  const fence = /^\s*(```+|~~~+)\s*([\w+-]*)/.exec(line);
  if (fence !== null) return takeFence(lines, fence);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading !== null) {
    lines.shift();
    return el(`h${Math.min(6, heading[1].length + 2)}`, {}, inline(heading[2]));
  }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
    lines.shift();
    return el('hr');
  }
  if (line.startsWith('>'))
    return el(
      'blockquote',
      {},
      markdown(
        takeWhile(lines, (each) => each.startsWith('>'))
          .map((each) => each.replace(/^> ?/, ''))
          .join('\n'),
      ),
    );
  if (line.includes('|') && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(lines[1] ?? '')) return takeTable(lines);
  if (ITEM.test(line)) return takeList(lines);
  return takeParagraph(lines);
}

const startsBlock = (line) => line.trim() === '' || /^(\s*(```|~~~)|#{1,6}\s|>)/.test(line) || ITEM.test(line);

function takeParagraph(lines) {
  const own = [lines.shift(), ...takeWhile(lines, (each) => !startsBlock(each))];
  return el(
    'p',
    {},
    own.flatMap((each, index) => [index > 0 ? el('br') : undefined, ...inline(each)]),
  );
}

function takeWhile(lines, test) {
  const taken = [];
  while (lines.length > 0 && test(lines[0])) taken.push(lines.shift());
  return taken;
}

function takeFence(lines, [, marks, language]) {
  lines.shift();
  const code = takeWhile(lines, (line) => !line.trim().startsWith(marks));
  lines.shift();
  return codeBlock(code.join('\n'), language.toLowerCase());
}

function takeList(lines) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const list = el(/\d/.test(mark) ? 'ol' : 'ul', /\d/.test(mark) ? { start: parseInt(mark, 10) } : {});
  while (lines.length > 0) {
    const match = ITEM.exec(lines[0]);
    const depth = match?.[1].length ?? /^\s*/.exec(lines[0])[0].length;
    if (match !== null && depth > indent.length && list.lastChild !== null) list.lastChild.append(takeList(lines));
    else if (match !== null && depth === indent.length) {
      lines.shift();
      list.append(el('li', {}, inline(match[3])));
    } else if (match === null && lines[0].trim() !== '' && depth > indent.length)
      list.lastChild.append(el('br'), ...inline(lines.shift().trim()));
    else break;
  }
  return list;
}

function takeTable(lines) {
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const head = cells(lines.shift());
  lines.shift();
  const rows = takeWhile(lines, (line) => line.includes('|') && line.trim() !== '').map(cells);
  const row = (tag) => (each) =>
    el(
      'tr',
      {},
      each.map((cell) => el(tag, {}, inline(cell))),
    );
  return el(
    'div',
    { class: 'table' },
    el('table', {}, el('thead', {}, row('th')(head)), el('tbody', {}, rows.map(row('td')))),
  );
}

export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(plain(text.slice(end, match.index)), tokenNode(match));
    end = match.index + match[0].length;
  }
  return [...nodes, plain(text.slice(end))];
}

const plain = (text) => unescaped(text).replace(/\\([\\`*_{}[\]()#+.!~|<>-])/g, '$1');

function tokenNode([, code, label, url, bold, strike, star, underscore, angle, bare]) {
  if (code !== undefined) return el('code', {}, code);
  if (url !== undefined) return link(url, label);
  if (bold !== undefined) return el('strong', {}, inline(bold));
  if (strike !== undefined) return el('s', {}, inline(strike));
  if (angle !== undefined) return angleNode(angle);
  if (bare !== undefined) return link(bare);
  return el('em', {}, inline(star ?? underscore));
}
