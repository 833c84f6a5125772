import { z } from 'zod';
import { defineCapability, escapeMarkdown } from '../../core/index.ts';
import { fileLine, fileView, viewOf } from './file-view.ts';

const most = 50;

export const capability = defineCapability({
  name: 'documents.list-files',
  title: 'List files',
  description: 'Lists the files that were kept in your projects, the newest first. Use it to find what somebody sent.',
  input: z.object({
    in: z
      .string()
      .max(255)
      .default('')
      .describe('Only those of this project, by its full path; empty: of all of yours'),
  }),
  output: z.object({ files: z.array(fileView) }),
  permission: 'documents:files:read',
  effect: 'read',
  examples: [
    { says: 'list files', input: {} },
    { says: 'which files are there in aurora/shop?', input: { in: 'aurora/shop' } },
  ],
  phrases: ['(list|show) [(the|all|my)] files [(in|of) {in}]', '(which|what) files (are there|do we have) [in {in}]'],
  async run({ in: project }, { files }) {
    const found = await files.list({ limit: most, ...(project === '' ? {} : { project }) });
    return { files: found.map(viewOf) };
  },
  present({ files }) {
    if (files.length === 0)
      return { markdown: 'No files are kept in your projects yet. Send one in a chat or in the console.' };
    return {
      markdown: files
        .map((file) => `- ${fileLine(file)} in ${escapeMarkdown(file.project)}, ${escapeMarkdown(file.person)}`)
        .join('\n'),
    };
  },
});
