/** How wide a font draws each character, read from its file: texts are cut where they really end. */
export interface FontWidths {
  has(codePoint: number): boolean;
  /** In ems; `undefined` for a character that the font does not have. */
  widthOf(codePoint: number): number | undefined;
}

function tablesOf(file: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  for (let index = 0; index < file.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((offset) => file.getUint8(at + offset)));
    tables.set(tag, file.getUint32(at + 8));
  }
  return tables;
}

/** Segments of the character map in format 4: `end`, `start`, `delta` and `range` stand in lists one behind the other. */
function readSegments(file: DataView, at: number, add: (codePoint: number, glyph: number) => void): void {
  const size = file.getUint16(at + 6);
  for (let offset = 0; offset < size; offset += 2) {
    const end = file.getUint16(at + 14 + offset);
    const start = file.getUint16(at + 16 + size + offset);
    const delta = file.getUint16(at + 16 + size * 2 + offset);
    const rangeAt = at + 16 + size * 3 + offset;
    const range = file.getUint16(rangeAt);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const listed = range === 0 ? code : file.getUint16(rangeAt + range + (code - start) * 2);
      if (listed !== 0) add(code, (listed + delta) & 0xffff);
    }
  }
}

function glyphsOf(file: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < file.getUint16(cmap + 2); index += 1) {
    const at = cmap + file.getUint32(cmap + 8 + index * 8);
    if (file.getUint16(at) === 4) readSegments(file, at, (codePoint, glyph) => glyphs.set(codePoint, glyph));
  }
  return glyphs;
}

/** Of a TrueType file. */
export function readFontWidths(bytes: Uint8Array): FontWidths {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tablesOf(file);
  const place = (tag: string): number => {
    const at = tables.get(tag);
    if (at === undefined) throw new Error(`the font has no table ${tag}`);
    return at;
  };
  const unitsPerEm = file.getUint16(place('head') + 18);
  const lastWidth = file.getUint16(place('hhea') + 34) - 1;
  const widths = place('hmtx');
  const glyphs = glyphsOf(file, place('cmap'));
  return {
    has: (codePoint) => glyphs.has(codePoint),
    widthOf(codePoint) {
      const glyph = glyphs.get(codePoint);
      return glyph === undefined ? undefined : file.getUint16(widths + Math.min(glyph, lastWidth) * 4) / unitsPerEm;
    },
  };
}
