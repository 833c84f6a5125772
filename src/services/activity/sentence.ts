import { escapeMarkdown } from '../../core/index.ts';

/** About this long, with all marks. */
const maxLength = 200;
/** What is replaced by what may be long, and which project it is in comes after it. */
const maxCodeLength = 60;
const maxTitleLength = 100;

/** What must not be torn apart: an escaped sign, inline code, the mark of bold; and the words between them. */
const tokens = /\\[\s\S]|`[^`]*`|\*\*|[^\\`*]+|[\s\S]/gu;
const bold = '**';
/** What stands alone, or would be a mark of another kind: where to cut beside it is not known. */
const unknownMark = /^(?:[\\`*]|``)$|^[^\\`*]*[[\]_~<]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** As many whole characters as there is room for. */
function firstOf(words: string, room: number): string {
  let kept = '';
  for (const { segment } of graphemes.segment(words)) {
    if (kept.length + segment.length > room) break;
    kept += segment;
  }
  return kept;
}

const isWords = (piece: string): boolean => !/^[\\`*]/.test(piece);
const shortCode = (piece: string): string =>
  piece.startsWith('`') && piece.length > maxCodeLength
    ? `\`${firstOf(piece.slice(1, -1), maxCodeLength - '`…`'.length)}…\``
    : piece;

/** The beginning of a line, its marks in pairs. */
function cut(pieces: readonly string[]): string {
  let text = '';
  let isBold = false;
  for (const piece of pieces) {
    const room = maxLength - text.length;
    if (piece.length > room) {
      text += isWords(piece) ? firstOf(piece, room) : '';
      break;
    }
    text += piece;
    if (piece === bold) isBold = !isBold;
  }
  const kept = text.trimEnd();
  if (!isBold) return `${kept}…`;
  return kept.endsWith(bold) ? `${kept.slice(0, -bold.length).trimEnd()}…` : `${kept}…${bold}`;
}

/** A blank line in a title, for example, ends a paragraph before its marks do. */
const isPaired = (pieces: readonly string[]): boolean =>
  pieces.filter((piece) => piece === bold).length % 2 === 0 && !pieces.includes('`');

function shorten(pieces: readonly string[]): string | undefined {
  if (pieces.some((piece) => unknownMark.test(piece))) return undefined;
  const short = pieces.map(shortCode);
  const line = short.join('');
  return line.length <= maxLength ? line : cut(short);
}

/**
 * The question of an approval card as a sentence for a list: its first paragraph in one line, without its question mark, and cut
 * where it is long. Undefined where there is none, or none that can be told without breaking its marks.
 */
export function sentenceOf(question: string): string | undefined {
  const [paragraph = ''] = question.trim().split(/\n\s*\n/, 1);
  const line = paragraph.replace(/\s+/g, ' ').replace(/ ?\?$/, '');
  const pieces = line.match(tokens) ?? [];
  if (pieces.length === 0 || !isPaired(pieces)) return undefined;
  return line.length > maxLength ? shorten(pieces) : line;
}

/** What is done is called so, and was about this: for what has no question. */
export function namedSentence(name: string, title: unknown): string {
  const about = typeof title === 'string' ? firstOf(title.replace(/\s+/g, ' ').trim(), maxTitleLength) : '';
  return about === '' ? escapeMarkdown(name) : `${escapeMarkdown(name)}: ${escapeMarkdown(about)}`;
}
