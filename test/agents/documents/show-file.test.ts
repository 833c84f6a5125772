import { describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/documents/show-file.ts';
import { parse } from '../../../src/core/index.ts';
import { contextWith, keptFile } from './files.ts';

const pages = ['# Plan\n\nFirst *page*', 'Second page', 'x'.repeat(30_000)];
const ctx = contextWith({
  find: async () => keptFile,
  pages: async (_number, { from, count }) => pages.slice(from - 1, from - 1 + count),
});
const show = async (input: object) =>
  parse(capability.output, await capability.run(parse(capability.input, input), ctx));

describe('documents.show-file', () => {
  it.each([
    ['7', { file: 7 }],
    ['#7', { file: 7 }],
    ['attachment:7', { file: 7 }],
    ['7 from page 3', { file: 7, page: 3 }],
    ['page 2 of attachment:7', { file: 7, page: 2 }],
    ['that there is', {}],
  ])('reads “%s”', (words, input) => {
    expect(capability.fromWords?.(words)).toEqual(input);
  });

  it('shows pages as they stand, and where more is', async () => {
    expect(capability.present(await show({ file: 7, pages: 2 })).markdown).toMatchInlineSnapshot(`
      "\`attachment:7\` **plan\\_v2.docx** (Word document, 3 pages, 12 KB)

      **Page 1 of 3**

      \\# Plan&#10;&#10;First \\*page\\*

      **Page 2 of 3**

      Second page

      More from page 3 on."
    `);
  });

  it('cuts what is too long, and says so', async () => {
    const shown = await show({ file: 7, page: 3 });
    expect([shown.isWhole, shown.pages[0]?.text.length]).toEqual([false, 20_000]);
    expect(capability.present(shown).markdown).toMatch(/… cut: ask for fewer pages\.$/);
  });

  it('says how many pages there are', async () => {
    await expect(show({ file: 7, page: 4 })).rejects.toThrow('plan_v2.docx has 3 pages.');
  });
});
