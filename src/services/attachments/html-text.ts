const token = /<(\/?)([a-z][a-z0-9]*)[^>]*>|([^<]+)/gi;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
const unescaped = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole).replace(/\s+/g, ' ');

interface List {
  isNumbered: boolean;
  count: number;
}

/** Goes through the flat row of tags once, whatever stands in what. */
class Writer {
  readonly pages: string[] = [];
  private lines: string[] = [];
  private line = '';
  private readonly lists: List[] = [];
  private cells: string[] | undefined;
  private rows = 0;

  text(words: string): void {
    this.line += words;
  }

  /** Ends the line; in a table’s cell a new paragraph is a blank. */
  end(): void {
    if (this.cells) this.text(' ');
    else {
      if (this.line.trim() !== '') this.lines.push(this.line.trimEnd());
      this.line = '';
    }
  }

  gap(): void {
    this.end();
    if (!this.cells && this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }

  page(): void {
    this.end();
    const text = this.lines.join('\n').trim();
    if (text !== '') this.pages.push(text);
    this.lines = [];
  }

  open(tag: string): void {
    if (/^h[1-6]$/.test(tag)) {
      this.gap();
      if (!this.cells) this.text(`${'#'.repeat(Number(tag[1]))} `);
    } else if (tag === 'ul' || tag === 'ol') this.lists.push({ isNumbered: tag === 'ol', count: 0 });
    else if (tag === 'li') this.item();
    else if (tag === 'table') this.gap();
    else if (tag === 'tr') this.cells = [];
    else if (tag === 'hr') this.page();
    else if (tag === 'br') this.end();
    else if (tag === 'td' || tag === 'th') this.line = '';
  }

  close(tag: string): void {
    if (/^h[1-6]$/.test(tag)) this.gap();
    else if (tag === 'p') {
      if (this.lists.length > 0) this.end();
      else this.gap();
    } else if (tag === 'li') this.end();
    else if (tag === 'ul' || tag === 'ol') {
      this.lists.pop();
      if (this.lists.length === 0) this.gap();
    } else if (tag === 'td' || tag === 'th') {
      this.cells?.push(this.line.replace(/\s+/g, ' ').trim());
      this.line = '';
    } else if (tag === 'tr') this.row();
    else if (tag === 'table') {
      this.rows = 0;
      this.gap();
    }
  }

  private item(): void {
    this.end();
    const list = this.lists.at(-1);
    if (!list || this.cells) return;
    list.count += 1;
    this.text(`${'  '.repeat(this.lists.length - 1)}${list.isNumbered ? `${list.count}.` : '-'} `);
  }

  /** The line below the first row makes it a table for who reads Markdown. */
  private row(): void {
    const cells = this.cells ?? [];
    this.cells = undefined;
    this.line = '';
    this.lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
    if (this.rows === 0) this.lines.push(`|${' --- |'.repeat(cells.length)}`);
    this.rows += 1;
  }
}

/** The text of the HTML that documents are turned into, in pages. */
export function textOfHtml(html: string): string[] {
  const writer = new Writer();
  for (const [, slash, tag, words] of html.matchAll(token)) {
    if (words !== undefined) writer.text(unescaped(words));
    else if (slash === '/') writer.close(tag?.toLowerCase() ?? '');
    else writer.open(tag?.toLowerCase() ?? '');
  }
  writer.page();
  return writer.pages;
}
