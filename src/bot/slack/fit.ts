const fence = '```';

/** The longest beginning of at most `max` characters that ends neither inside an escape, a link, nor half a letter. */
function beginning(text: string, max: number): string {
  let end = max;
  const linkStart = text.lastIndexOf('<', end - 1);
  if (linkStart > text.lastIndexOf('>', end - 1)) end = linkStart;
  const escapeStart = text.lastIndexOf('&', end - 1);
  if (escapeStart >= 0 && end - escapeStart < 6 && !text.slice(escapeStart, end).includes(';')) end = escapeStart;
  if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1;
  const gap = ['\n', ' '].map((each) => text.lastIndexOf(each, end)).find((at) => at > end / 2);
  return text.slice(0, gap ?? Math.max(end, 1));
}

/** Shortens a text to `max` characters, with a mark that something is left out. */
export const shorten = (text: string, max: number): string =>
  text.length <= max ? text : `${beginning(text, max - 2).trimEnd()} …`;

/** Splits a text into pieces of at most `max` characters; a code block that is split is closed and opened again. */
function split(text: string, max: number): string[] {
  if (text.length <= max) return [text];
  const isCode = text.startsWith(fence);
  const body = isCode ? text.slice(fence.length + 1, -fence.length - 1) : text;
  const room = isCode ? max - 2 * fence.length - 2 : max;
  const pieces: string[] = [];
  for (let left = body; left !== ''; ) {
    const piece = left.length <= room ? left : beginning(left, room);
    pieces.push(isCode ? `${fence}\n${piece}\n${fence}` : piece.trim());
    left = left.slice(piece.length).replace(isCode ? /^\n/ : /^\s+/, '');
  }
  return pieces;
}

/** Puts texts together into as few texts of at most `max` characters as keep their order. */
export function pack(texts: readonly string[], max: number): string[] {
  const packed: string[] = [];
  for (const text of texts.flatMap((each) => split(each, max))) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= max) packed[packed.length - 1] = `${last}\n\n${text}`;
    else packed.push(text);
  }
  return packed;
}

/** As much of the texts as `budget` allows; the last one is shortened. */
export function within(texts: readonly string[], budget: number): { texts: string[]; isWhole: boolean } {
  const kept: string[] = [];
  let left = budget;
  for (const text of texts) {
    if (text.length <= left) kept.push(text);
    else if (left > 200)
      kept.push(text.startsWith(fence) ? `${shorten(text, left - 4)}\n${fence}` : shorten(text, left));
    if (text.length > left) return { texts: kept, isWhole: false };
    left -= text.length;
  }
  return { texts: kept, isWhole: true };
}
