import type { FileKind } from '../../core/index.ts';
import { decodeText } from './decode-text.ts';
import { isDocx, zipNames } from './docx-archive.ts';
import { FileFault } from './refuse-file.ts';

export type Recognised =
  | { kind: 'pdf' | 'docx' }
  /** Decoded already, as it takes that to see that it is text. */
  | { kind: Exclude<FileKind, 'pdf' | 'docx'>; text: string };

const taken = 'I take patches, PDF, Word (.docx), Markdown, text and CSV.';

const starts = (content: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => content[index] === byte);
const ascii = (content: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...content.subarray(from, to));

/** What other files are, by how they begin, for who wonders why they are not taken. */
const others: readonly [bytes: readonly number[], is: string][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'is a picture'],
  [[0xff, 0xd8, 0xff], 'is a picture'],
  [[0x47, 0x49, 0x46, 0x38], 'is a picture'],
  [[0x1f, 0x8b], 'is a packed archive'],
  [[0x52, 0x61, 0x72, 0x21], 'is a packed archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'is a packed archive'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'is a rich text (RTF): save it as Word (.docx) or PDF'],
];

/** The old format of Office is also the cover of a locked new one. */
function officeFault(content: Uint8Array): FileFault {
  const isLocked = Buffer.from(content.buffer, content.byteOffset, content.length).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
  return new FileFault(
    isLocked
      ? 'is locked with a password. Save it without one, and send it again.'
      : 'is in an old Office format. Save it as Word (.docx) or PDF, and send it again.',
  );
}

function archiveFault(content: Uint8Array): FileFault {
  const names = zipNames(content);
  if (names.length === 0) return new FileFault('is broken: its archive cannot be opened. Save or send it again.');
  if (names.includes('xl/workbook.xml'))
    return new FileFault('is an Excel workbook. Save the sheet as CSV, and send that.');
  if (names.includes('ppt/presentation.xml'))
    return new FileFault('is a PowerPoint presentation. Save it as PDF, and send that.');
  if (names.includes('content.xml')) return new FileFault('is an OpenDocument file. Save it as Word (.docx) or PDF.');
  return new FileFault(`is a packed archive. Unpack it, and send what is in it. ${taken}`);
}

const hunk = /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m;
const patchHead = /^(?:diff --git |--- \S|Index: \S)/m;
const renamed =
  /^diff --git .+\n(?:.+\n){0,4}(?:rename from|similarity index|new file mode|deleted file mode|old mode) /m;

function kindOfText(name: string, text: string): Exclude<FileKind, 'pdf' | 'docx'> {
  if ((patchHead.test(text) && hunk.test(text)) || renamed.test(text)) return 'patch';
  if (/\.(?:md|markdown)$/i.test(name)) return 'markdown';
  return /\.(?:csv|tsv)$/i.test(name) ? 'csv' : 'text';
}

/** What a file is, by its content; the name only tells texts apart. Throws what it is instead of something that is taken. */
export function recognise(name: string, content: Uint8Array): Recognised {
  if (content.length === 0) throw new FileFault('is empty. Check it, and send it again.');
  if (ascii(content, 0, 1_024).includes('%PDF-')) return { kind: 'pdf' };
  if (starts(content, [0xd0, 0xcf, 0x11, 0xe0])) throw officeFault(content);
  if (starts(content, [0x50, 0x4b])) {
    if (isDocx(content)) return { kind: 'docx' };
    throw archiveFault(content);
  }
  const other = others.find(([bytes]) => starts(content, bytes));
  if (other) throw new FileFault(`${other[1]}. ${taken}`);
  const text = decodeText(content);
  if (text === undefined) throw new FileFault(`is nothing that I can read as text. ${taken}`);
  if (text.trim() === '') throw new FileFault('is empty: it holds blanks only. Check it, and send it again.');
  return { kind: kindOfText(name, text), text };
}
