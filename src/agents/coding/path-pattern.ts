import { posix } from 'node:path';
import picomatch from 'picomatch';
import { AppError } from '../../core/index.ts';

/** A folder's name stands for all that is in it. */
const asFolder = (glob: string): string => `${glob.replace(/\/+$/, '')}/**`;
const isPattern = (glob: string): boolean => picomatch.scan(glob).isGlob || picomatch.scan(glob).negated;

/** Whether a path is meant: `src`, `src/**`, `*.md` in any folder, `{a,b}/**`; files that begin with a dot are included. */
export function pathFilter(glob: string): (path: string) => boolean {
  try {
    const isMatch = picomatch(glob, { dot: true, basename: !glob.includes('/') });
    const isInside = isPattern(glob) ? () => false : picomatch(asFolder(glob), { dot: true });
    return (path) => isMatch(path) || isInside(path);
  } catch (error) {
    throw new AppError('input.invalid', `The pattern ${JSON.stringify(glob)} cannot be read: use one like src/**.`, {
      cause: error,
    });
  }
}

/** The folder below which everything is that can be meant; empty for the whole repository. */
export function folderOf(glob: string): string {
  const { base, isGlob, negated } = picomatch.scan(glob);
  if (negated || !glob.includes('/')) return '';
  const folder = isGlob ? base : posix.dirname(base);
  return folder === '.' ? '' : folder.replace(/^\.?\/+|\/+$/g, '');
}
