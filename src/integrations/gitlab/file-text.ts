import type { z } from 'zod';
import { AppError, type FileText } from '../../core/index.ts';
import type { answers } from './answers.ts';

type File = z.infer<typeof answers.file>;

/** The text as it stands, a byte order mark included; nothing where it is not in UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The text that can be changed here; nothing for what is binary, in another encoding or too large. */
export const textIn = (bytes: Uint8Array, maxBytes: number): string | undefined =>
  bytes.length > maxBytes || bytes.includes(0) ? undefined : decoded(bytes);

/** The file's text, or why it cannot be changed. */
export function readTextFile(
  path: string,
  { content, size, execute_filemode: mode }: File,
  maxBytes: number,
): FileText {
  const refuse = (why: string): AppError => new AppError('input.invalid', `${path} ${why}`);
  if (size > maxBytes) throw refuse(`has ${size} bytes; files of up to ${maxBytes} can be changed here.`);
  const bytes = Buffer.from(content, 'base64');
  if (bytes.includes(0)) throw refuse('is a binary file. Only texts can be changed here.');
  const text = decoded(bytes);
  if (text === undefined) throw refuse('is not in UTF-8. Only such texts can be changed here.');
  return { content: text, executable: mode === true };
}
