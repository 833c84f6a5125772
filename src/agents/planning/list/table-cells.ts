/** The cells of a table that was pasted, with the line where each row begins. */
export interface TableRow {
  line: number;
  cells: string[];
}

const maxCells = 40;

/** Cells between tabs, commas or semicolons. One in quotes may hold them, and line ends. */
function rowsBetween(text: string, separator: string): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let begun = 1;
  let isQuoted = false;
  const endRow = (): void => {
    rows.push({ line: begun, cells: [...cells, cell].map((each) => each.trim()) });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\n') line += 1;
    if (isQuoted && sign === '"' && text.charAt(at + 1) === '"') {
      cell += sign;
      at += 1;
    } else if (isQuoted && sign === '"') isQuoted = false;
    else if (isQuoted) cell += sign === '\n' ? ' ' : sign;
    else if (sign === '"' && cell.trim() === '') isQuoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      endRow();
      begun = line;
    } else cell += sign;
  }
  endRow();
  return rows;
}

const isRule = (line: string): boolean => /^[\s:|-]+$/.test(line) && line.includes('--');

/** `| Task | Days |`: what is between pipes, without the line below the head. */
function rowsBetweenPipes(text: string): TableRow[] {
  return text.split('\n').flatMap((line, index) => {
    if (isRule(line.trim()) || line.trim() === '') return [];
    const inside = line
      .trim()
      .replace(/^\|/, '')
      .replace(/(?<!\\)\|$/, '');
    const cells = inside.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').replace(/\*\*/g, '').trim());
    return [{ line: index + 1, cells }];
  });
}

const share = (lines: readonly string[], fits: (line: string) => boolean): number =>
  lines.filter(fits).length / Math.max(lines.length, 1);
/** Nearly all lines: a title may stand above a table. */
const most = 0.8;

/** Whether its first line can be a head, so that commas are known to part cells. */
export type IsHead = (cells: readonly string[]) => boolean;

const isEmpty = ({ cells }: TableRow): boolean => cells.every((cell) => cell === '');

/** Whether a line is a row itself, and no title above a table. */
export const isRowLine = (line: string, isHead: IsHead): boolean =>
  /\S\t+\S/.test(line) ||
  (line.match(/\|/g) ?? []).length >= 2 ||
  [';', ','].some((sign) => isHead(line.split(sign).map((cell) => cell.trim())));

/** The rows of a pasted table; undefined for a text that is none. */
export function rowsOf(source: string, isHead: IsHead): TableRow[] | undefined {
  const text = source.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd();
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  const isHeadBy = (sign: string): boolean => isHead((lines[0] ?? '').split(sign).map((cell) => cell.trim()));
  const byTab = isHeadBy('\t') || share(lines, (line) => /\S\s*\t/.test(line)) >= most;
  const byPipe = share(lines, (line) => (line.match(/\|/g) ?? []).length >= 2) >= most;
  const bySign = [';', ','].find(isHeadBy);
  const rows = byTab
    ? rowsBetween(text, '\t')
    : byPipe
      ? rowsBetweenPipes(text)
      : bySign === undefined
        ? undefined
        : rowsBetween(text, bySign);
  return rows?.filter((row) => !isEmpty(row)).map((row) => ({ ...row, cells: row.cells.slice(0, maxCells) }));
}
