import { CommandFailure } from './failure.ts';

export const calledFile = (path: string): string => (path === '-' ? 'standard input' : `the file ${path}`);

/** A file that a field is filled from. */
export interface GivenFile {
  path: string;
  content: Uint8Array;
}

/** Nothing for what is no text in UTF-8. */
function textIn({ content }: GivenFile): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

// What begins so is no text, even where each of its bytes could stand in one.
const looksLikePdf = (text: string): boolean => text.slice(0, 1_024).includes('%PDF-');

/** Its text, or the file itself where its text has to be read out of it: the server does that, for fields that take files. */
export function readGiven(file: GivenFile, takesFiles: boolean): string | GivenFile {
  const text = textIn(file);
  if (text !== undefined && !(takesFiles && looksLikePdf(text))) return text;
  if (takesFiles) return file;
  throw new CommandFailure(
    `What stands in ${calledFile(file.path)} is no text in UTF-8. Save it as such, and try again.`,
  );
}
