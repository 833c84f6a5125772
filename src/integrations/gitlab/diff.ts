import { z } from 'zod';
import { fileHeader, sideLines } from '../../platform/git-diff.ts';

export const fileDiff = z.object({
  diff: z.string(),
  old_path: z.string(),
  new_path: z.string(),
  a_mode: z.string().nullish(),
  b_mode: z.string().nullish(),
  new_file: z.boolean(),
  deleted_file: z.boolean(),
  renamed_file: z.boolean(),
  too_large: z.boolean().nullish(),
  collapsed: z.boolean().nullish(),
});
export type FileDiff = z.infer<typeof fileDiff>;

const usualMode = '100644';
const withEnd = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** GitLab answers one file's hunks without the lines that say which file they belong to; `---` lines come only from newer ones. */
export function gitDiff(file: FileDiff): string {
  const header = {
    path: file.new_path,
    previousPath: file.renamed_file ? file.old_path : file.new_path,
    oldMode: file.new_file ? undefined : (file.a_mode ?? usualMode),
    newMode: file.deleted_file ? undefined : (file.b_mode ?? usualMode),
  };
  const hunks = withEnd(file.diff.replace(/^--- .*\n\+\+\+ .*\n/, ''));
  if (hunks.startsWith('@@')) return `${fileHeader(header)}${sideLines(header)}${hunks}`;
  const isHidden = hunks === '' && (file.too_large === true || file.collapsed === true);
  // An approver must see that something is missing here.
  return `${fileHeader(header)}${isHidden ? 'The change of this file is too large for GitLab to show.\n' : hunks}`;
}
