/** A piece of text as it is set on a page. */
export interface PdfItem {
  str: string;
  /** The last two are where it begins, from the left and from below. */
  transform: number[];
  width: number;
  height: number;
  /** `rtl` where it is read from the right. */
  dir: string;
}

interface Line {
  text: string;
  height: number;
  y: number;
}

const maxHeading = 120;
const placeOf = ({ transform }: PdfItem): { x: number; y: number } => ({ x: transform[4] ?? 0, y: transform[5] ?? 0 });

const isBlank = (text: string): boolean => text.trim() === '';

/** What comes next on the same height, to the right; or to the left, in scripts that are read so. */
const isBehind = (item: PdfItem, line: Line & { end: number }): boolean => {
  const { x, y } = placeOf(item);
  return Math.abs(line.y - y) < Math.max(1, line.height / 2) && (item.dir === 'rtl' || x >= line.end - 1);
};

/** Pieces on one height are a line; where a wide gap stands between two, they are columns of a table. */
function linesOf(items: readonly PdfItem[]): Line[] {
  const lines: Line[] = [];
  let line: (Line & { end: number }) | undefined;
  for (const item of items) {
    const { x, y } = placeOf(item);
    if (item.str === '') continue;
    if (!line || !isBehind(item, line)) {
      line = { text: '', height: 0, y, end: x };
      lines.push(line);
    }
    if (isBlank(item.str)) line.text += ' ';
    else {
      const isApart = !isBlank(line.text) && x - line.end > Math.max(line.height, item.height) * 1.5;
      line.text = isApart ? `${line.text.trimEnd()}   ${item.str}` : line.text + item.str;
      line.height = Math.max(line.height, item.height);
      line.end = x + item.width;
    }
  }
  return lines.filter(({ text }) => !isBlank(text));
}

/** The size in which most of the text is set. */
function bodyHeight(pages: readonly (readonly Line[])[]): number {
  const counts = new Map<number, number>();
  for (const { text, height } of pages.flat()) {
    const rounded = Math.round(height * 2) / 2;
    counts.set(rounded, (counts.get(rounded) ?? 0) + text.length);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

const markOf = ({ text, height }: Line, body: number): string => {
  const isHeading = body > 0 && text.trim().length <= maxHeading && /\p{L}/u.test(text) && height > body * 1.12;
  if (!isHeading) return '';
  return height >= body * 1.5 ? '# ' : '## ';
};

/** A gap of more than the usual between two lines parts paragraphs. */
function joined(lines: readonly Line[], body: number): string {
  return lines
    .map((line, index) => {
      const before = lines[index - 1];
      const mark = markOf(line, body);
      const isApart =
        before !== undefined &&
        (mark !== '' || markOf(before, body) !== '' || before.y - line.y > Math.max(line.height, before.height) * 1.8);
      return `${isApart ? '\n' : ''}${mark}${line.text.trim()}`;
    })
    .join('\n');
}

/** Each page as text, with headings as they stand out from the rest. */
export function pageText(pages: readonly (readonly PdfItem[])[]): string[] {
  const lines = pages.map(linesOf);
  const body = bodyHeight(lines);
  return lines.map((each) => joined(each, body));
}
