import { z } from 'zod';
import { AppError, defineCapability, escapeMarkdown, numberInWords } from '../../core/index.ts';
import { fileLine, fileView, pagesWords, viewOf } from './file-view.ts';

const pagesAtMost = 20;
const shownAtMost = 20_000;

/** `7`, `attachment:7 from page 3`. */
function readFileWords(words: string): Record<string, unknown> {
  const from = /\b(?:from|on|at)?\s*page\s+(\d{1,5})\b/i.exec(words);
  const left = (from ? words.replace(from[0], ' ') : words).replace(/\battachment:(?=\d)/i, '');
  const file = numberInWords(left, { field: 'file', nouns: ['file', 'attachment', 'document', 'text', 'content'] });
  return { ...file, ...(from ? { page: Number(from[1]) } : {}) };
}

/** As many characters as are shown at once, and never half of one. */
function cut(pages: readonly string[]): { texts: string[]; isWhole: boolean } {
  const texts: string[] = [];
  let left = shownAtMost;
  for (const page of pages) {
    if (left <= 0) return { texts, isWhole: false };
    texts.push(page.slice(0, left).toWellFormed());
    left -= page.length;
  }
  return { texts, isWhole: left >= 0 };
}

export const capability = defineCapability({
  name: 'documents.show-file',
  title: 'Show a file',
  description: 'Shows the text of a kept file, page by page. Use it to read what somebody sent.',
  input: z.object({
    file: z.int().min(1).max(999_999_999).describe('Its number: 7 for attachment:7'),
    page: z.number().int().min(1).max(10_000).default(1).describe('Where to begin'),
    pages: z.number().int().min(1).max(pagesAtMost).default(5).describe(`How many, at most ${pagesAtMost}`),
  }),
  output: z.object({
    file: fileView,
    pages: z.array(z.object({ page: z.number().int(), text: z.string() })),
    isWhole: z.boolean().describe('Whether all of these pages is there; long ones are cut'),
  }),
  permission: 'documents:files:read',
  effect: 'read',
  examples: [
    { says: 'show file 7', input: { file: 7 } },
    { says: 'show file 7 from page 3', input: { file: 7, page: 3 } },
  ],
  phrases: ['(read|open) [(the|a|my)] file {*}'],
  fromWords: readFileWords,
  async run({ file: number, page, pages: count }, { files }) {
    const file = await files.find(number);
    if (page > file.pages) {
      const message = `has ${pagesWords(file.pages)}`;
      throw new AppError('input.invalid', `${file.name} ${message}.`, { fields: { page: message } });
    }
    const { texts, isWhole } = cut(await files.pages(number, { from: page, count }));
    return { file: viewOf(file), pages: texts.map((text, index) => ({ page: page + index, text })), isWhole };
  },
  present({ file, pages, isWhole }) {
    const texts = pages.map(({ page, text }) => {
      const head = file.pages > 1 ? `**Page ${page} of ${file.pages}**\n\n` : '';
      return `${head}${escapeMarkdown(text.trim()) || '(no text)'}`;
    });
    const last = pages.at(-1)?.page ?? 0;
    const more =
      isWhole && last >= file.pages ? [] : [isWhole ? `More from page ${last + 1} on.` : '… cut: ask for fewer pages.'];
    return { markdown: [fileLine(file), ...texts, ...more].join('\n\n') };
  },
});
