import { getDocumentProxy } from 'unpdf';
import type { ReadingLimits } from './limits.ts';
import { type PdfItem, pageText } from './pdf-lines.ts';
import { FileFault } from './refuse-file.ts';

const scanned = 'holds pictures of pages and no text. Send it after text recognition (OCR), or as Word or text.';

function faultOf(error: unknown): FileFault {
  if (error instanceof FileFault) return error;
  if (error instanceof Error && error.name === 'PasswordException')
    return new FileFault('is locked with a password. Save it without one, and send it again.');
  return new FileFault('is broken: it cannot be opened as PDF. Make or download it again, and send that.');
}

/** The text of each page, what is set large marked as a heading. */
export async function readPdf(content: Uint8Array, limits: ReadingLimits): Promise<string[]> {
  try {
    // Nothing of it is run, drawn or loaded from anywhere.
    const pdf = await getDocumentProxy(content, { disableFontFace: true, verbosity: 0 });
    if (pdf.numPages > limits.pages) {
      const most = limits.pages.toLocaleString('en');
      const pages = pdf.numPages.toLocaleString('en');
      throw new FileFault(`has ${pages} pages; at most ${most} are read. Send the part that matters.`);
    }
    const pages: PdfItem[][] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const items = (await page.getTextContent()).items.flatMap((item): PdfItem[] => ('str' in item ? [item] : []));
      page.cleanup();
      characters += items.reduce((sum, { str }) => sum + str.length, 0);
      if (characters > limits.characters) throw new FileFault(tooLong(limits));
      pages.push(items);
    }
    const texts = pageText(pages);
    if (texts.every((text) => text.trim() === '')) throw new FileFault(scanned);
    return texts;
  } catch (error) {
    throw faultOf(error);
  }
}

export const tooLong = ({ characters }: ReadingLimits): string =>
  `holds more than ${characters.toLocaleString('en')} characters. Send the part that matters.`;
