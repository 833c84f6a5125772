import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Font } from './fonts.ts';

/** The drawer reads fonts from files only: those that are packed lie in a folder of ours as long as it reads. */
export function withFontFiles<T>(fonts: readonly Font[], read: (files: string[]) => T): T {
  const files = fonts.flatMap((font) => font.files);
  const unpacked = fonts.flatMap((font) => font.unpacked ?? []);
  if (unpacked.length === 0) return read(files);
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-fonts-'));
  try {
    const written = unpacked.map((bytes, index) => {
      const file = join(folder, `${index}.otf`);
      writeFileSync(file, bytes);
      return file;
    });
    return read([...files, ...written]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
