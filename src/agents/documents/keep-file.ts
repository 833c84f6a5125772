import { z } from 'zod';
import { AppError, defineCapability, type ReadFile, readFileReference } from '../../core/index.ts';
import { fileLine, fileView, viewOf } from './file-view.ts';

interface Fetched extends ReadFile {
  project: string;
  upload: number;
}

function uploadIn(file: string): number {
  const found = readFileReference(file);
  if (found?.kind === 'upload') return found.number;
  const message = 'is no file of a message. Send the file in a chat, or post it to /v1/attachments';
  throw new AppError('input.invalid', `file ${message}.`, { fields: { file: message } });
}

/** `upload:3 in aurora/shop`. */
function readKeepWords(words: string): Record<string, unknown> {
  const [, file, project] = /^(upload:\d+)(?:\s+(?:in|for)\s+(\S+\/\S+))?$/i.exec(words.trim()) ?? [];
  if (file === undefined) return { file: words.trim() };
  return { file, ...(project === undefined ? {} : { project }) };
}

export const capability = defineCapability({
  name: 'documents.keep-file',
  title: 'Keep a file',
  description:
    'Keeps a file that your message in a chat brought, with its text. Use it through the chat’s own buttons; files from elsewhere are posted to /v1/attachments.',
  input: z.object({
    project: z.string().min(1).describe('Full path of the project that it belongs to'),
    file: z.string().max(100).describe('What the chat calls it, such as upload:3'),
  }),
  output: fileView,
  permission: 'documents:files:create',
  effect: 'write',
  examples: [{ says: 'keep file upload:3 in aurora/shop', input: { project: 'aurora/shop', file: 'upload:3' } }],
  fromWords: readKeepWords,
  async compute({ project, file }, { files, signal, progress }): Promise<Fetched> {
    const upload = uploadIn(file);
    progress('getting the file');
    return { project, upload, ...(await files.fetch(upload, signal)) };
  },
  store: async (fetched, { files }) => viewOf(await files.keep(fetched)),
  present: (file) => ({ markdown: `Kept: ${fileLine(file)}.`, files: [file] }),
});
