import { brotliDecompressSync } from 'node:zlib';

/** Tags have numbers of their own in a WOFF2 file; these are the ones that fonts of PostScript outlines have. */
const tags: ReadonlyMap<number, string> = new Map([
  [0, 'cmap'],
  [1, 'head'],
  [2, 'hhea'],
  [3, 'hmtx'],
  [4, 'maxp'],
  [5, 'name'],
  [6, 'OS/2'],
  [7, 'post'],
  [13, 'CFF '],
  [14, 'VORG'],
  [23, 'vhea'],
  [24, 'vmtx'],
  [25, 'BASE'],
  [26, 'GDEF'],
  [27, 'GPOS'],
  [28, 'GSUB'],
]);
const spelledOut = 63;
const headSize = 48;

interface Table {
  tag: string;
  length: number;
  /** Where it stands among the unpacked bytes. */
  at: number;
}

function readTables(file: Buffer): { tables: Table[]; end: number } {
  let place = headSize;
  const byte = (): number => file.readUInt8(place++);
  /** Seven bits a byte, the highest bit says that more come. */
  const number = (): number => {
    for (let value = 0; ; ) {
      const next = byte();
      value = value * 128 + (next & 127);
      if (next < 128) return value;
    }
  };
  const tagOf = (flags: number): string | undefined => {
    if ((flags & 63) !== spelledOut) return tags.get(flags & 63);
    place += 4;
    return file.toString('latin1', place - 4, place);
  };
  let at = 0;
  const tables = Array.from({ length: file.readUInt16BE(12) }, () => {
    const flags = byte();
    const tag = tagOf(flags);
    if (tag === undefined || flags >> 6 !== 0) throw new Error('the font has a table in a form that is not read here');
    const table = { tag, length: number(), at };
    at += table.length;
    return table;
  });
  return { tables, end: place };
}

const padded = (length: number): number => (length + 3) & ~3;

/** The OpenType file inside of a WOFF2 file whose outlines are PostScript: those are packed, and not written in another form. */
export function unpackWoff2(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 8) !== 'wOF2OTTO') throw new Error('the font is no WOFF2 file of PostScript outlines');
  const { tables, end } = readTables(file);
  const bytes = brotliDecompressSync(file.subarray(end, end + file.readUInt32BE(20)));
  const sorted = tables.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
  let to = 12 + 16 * sorted.length;
  const font = Buffer.alloc(sorted.reduce((sum, { length }) => sum + padded(length), to));
  file.copy(font, 0, 4, 8);
  font.writeUInt16BE(sorted.length, 4);
  for (const [index, { tag, length, at }] of sorted.entries()) {
    const entry = 12 + 16 * index;
    font.write(tag, entry, 'latin1');
    font.writeUInt32BE(to, entry + 8);
    font.writeUInt32BE(length, entry + 12);
    bytes.copy(font, to, at, at + length);
    to += padded(length);
  }
  return font;
}
