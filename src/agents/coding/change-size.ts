import { AppError } from '../../core/index.ts';
import type { FileEdit } from './changes.ts';

/** Before and after are stored, shown and sent whole. */
const maxBytes = 5_000_000;

export const bytesOf = (text: string | undefined): number => Buffer.byteLength(text ?? '');

/** The size of what changes: of each file with another text, the longer of its two texts. */
export const changedBytes = (edits: readonly FileEdit[]): number =>
  edits
    .filter(({ before, after }) => before?.content !== after?.content)
    .reduce((sum, { before, after }) => sum + Math.max(bytesOf(before?.content), bytesOf(after?.content)), 0);

/** Called before a change is built or compared: both take time and memory that grow with it. */
export function checkBytes(bytes: number): void {
  if (bytes <= maxBytes) return;
  throw new AppError(
    'input.invalid',
    `The files to change have ${bytes} bytes together; at most ${maxBytes} are changed at once. Change fewer files, or add less text.`,
  );
}
