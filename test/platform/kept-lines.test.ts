import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepLines } from '../../src/platform/kept-lines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adjutant-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function all(file: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of keepLines(file).read()) lines.push(line);
  return lines;
}

it('has no lines before the first', async () => {
  expect(await all(join(folder, 'none'))).toEqual([]);
});

it('keeps each line whole when several add at once, for its owner’s eyes only', async () => {
  const file = join(folder, 'lines');
  const lines = Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(500)}`);
  await Promise.all(lines.map((line) => keepLines(file).add(line)));
  expect((await all(file)).sort()).toEqual(lines.sort());
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('begins a line of its own behind one that was cut off', async () => {
  const file = join(folder, 'lines');
  writeFileSync(file, 'whole\ncut o');
  await keepLines(file).add('next');
  expect(await all(file)).toEqual(['whole', 'cut o', 'next']);
});

it('says what is in the way', async () => {
  await expect(keepLines(join(folder, 'no', 'folder')).add('x')).rejects.toThrow(/ENOENT/);
  await expect(all(folder)).rejects.toThrow(/EISDIR/);
});
