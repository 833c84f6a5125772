import type { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { answers } from './answers.ts';

/** The file's text as it stands, a byte order mark included. */
export function readTextFile(
  path: string,
  { content, size, execute_filemode: mode }: z.infer<typeof answers.file>,
  maxBytes: number,
): { content: string; executable: boolean } {
  if (size > maxBytes) {
    throw new AppError('input.invalid', `${path} has ${size} bytes; files of up to ${maxBytes} can be changed here.`);
  }
  const bytes = Buffer.from(content, 'base64');
  const isText = !bytes.includes(0);
  try {
    if (isText)
      return {
        content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
        executable: mode === true,
      };
  } catch (error) {
    throw new AppError('input.invalid', `${path} is not in UTF-8. Only such texts can be changed here.`, {
      cause: error,
    });
  }
  throw new AppError('input.invalid', `${path} is a binary file. Only texts can be changed here.`);
}
