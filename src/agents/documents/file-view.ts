import { z } from 'zod';
import {
  escapeMarkdown,
  fileKinds,
  inlineCode,
  type KeptFile,
  kindNames,
  writeFileReference,
} from '../../core/index.ts';

export const fileView = z.object({
  reference: z.string().describe('Stands for its text in fields that take files'),
  number: z.number().int(),
  project: z.string(),
  name: z.string(),
  kind: z.enum(fileKinds),
  bytes: z.number().int(),
  pages: z.number().int(),
  characters: z.number().int(),
  person: z.string().describe('Who brought it'),
  at: z.string().describe('When, in ISO 8601'),
});
export type FileView = z.output<typeof fileView>;

export const viewOf = ({ at, ...file }: KeptFile): FileView => ({
  reference: writeFileReference({ kind: 'attachment', number: file.number }),
  ...file,
  at: at.toISOString(),
});

const units = ['bytes', 'KB', 'MB'] as const;
export function sizeOf(bytes: number): string {
  const step = bytes < 1_024 ? 0 : bytes < 1_048_576 ? 1 : 2;
  const value = bytes / 1_024 ** step;
  return `${step === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

export const pagesWords = (pages: number): string => `${pages} ${pages === 1 ? 'page' : 'pages'}`;

/** `plan.docx`, a Word document of 3 pages, 12 KB. */
export function fileLine({ reference, name, kind, pages, bytes }: FileView): string {
  const size = `${kind === 'pdf' || pages > 1 ? `${pagesWords(pages)}, ` : ''}${sizeOf(bytes)}`;
  return `${inlineCode(reference)} **${escapeMarkdown(name)}** (${kindNames[kind]}, ${size})`;
}
