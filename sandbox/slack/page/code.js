import { el } from './dom.js';

const HUNK = /^(@@|diff |index |\+\+\+ |--- )/;

/** Preformatted text; a diff gets its added and removed lines coloured. */
export function codeBlock(text, language = '') {
  if (language !== 'diff' && language !== 'patch') return el('pre', {}, el('code', {}, text));
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => el('span', { class: kindOf(line) }, `${line}\n`));
  return el('pre', { class: 'diff' }, el('code', {}, lines));
}

function kindOf(line) {
  if (HUNK.test(line)) return 'hunk';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}

/** Splits a fence's inside into its language and its code. */
export function fenced(inside) {
  const match = /^([a-z]{1,20})\n/i.exec(inside);
  return match === null
    ? codeBlock(inside.replace(/^\n/, ''))
    : codeBlock(inside.slice(match[0].length), match[1].toLowerCase());
}
