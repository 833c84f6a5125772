import type { FileKind } from '../../core/index.ts';
import type { ReadingLimits } from './limits.ts';
import { readDocx } from './read-docx.ts';
import { readPdf, tooLong } from './read-pdf.ts';
import { recognise } from './recognise.ts';
import { FileFault } from './refuse-file.ts';

export interface FileText {
  kind: FileKind;
  pages: readonly string[];
}

/** What stays invisible, or turns the direction of a line, says nothing to a reader and may say something else to a program. */
const unseen =
  /(?![\n\t])[\p{Cc}\p{Co}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** A change is kept to the letter: its lines have to be found in the files that it changes. */
const cleaned = (kind: FileKind, text: string): string =>
  kind === 'patch' ? text.toWellFormed() : text.replace(/\r\n?/g, '\n').replace(unseen, '');

async function pagesOf(name: string, content: Uint8Array, limits: ReadingLimits): Promise<FileText> {
  const found = recognise(name, content);
  if ('text' in found) return { kind: found.kind, pages: [found.text] };
  const { kind } = found;
  return { kind, pages: kind === 'pdf' ? await readPdf(content, limits) : await readDocx(content, limits) };
}

/** Kind and text of a file. Throws `FileFault` for what cannot be read. */
export async function readFile(name: string, content: Uint8Array, limits: ReadingLimits): Promise<FileText> {
  const { kind, pages: read } = await pagesOf(name, content, limits);
  const pages = read.map((page) => cleaned(kind, page));
  if (pages.length > limits.pages)
    throw new FileFault(`has ${pages.length} pages; at most ${limits.pages} are read. Send the part that matters.`);
  if (pages.reduce((sum, page) => sum + page.length, 0) > limits.characters) throw new FileFault(tooLong(limits));
  if (pages.every((page) => page.trim() === '')) throw new FileFault('holds no text. Check it, and send it again.');
  return { kind, pages };
}
