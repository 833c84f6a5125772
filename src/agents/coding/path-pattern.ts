import { posix } from 'node:path';
import picomatch from 'picomatch';
import { AppError } from '../../core/index.ts';

/** A folder's name stands for all that is in it. */
const asFolder = (glob: string): string => `${glob.replace(/\/+$/, '')}/**`;
const isPattern = (glob: string): boolean => picomatch.scan(glob).isGlob || picomatch.scan(glob).negated;

/** Nothing outside of the repository can be meant. */
function checkInside(glob: string): void {
  const isOutside = /^(?:\/|~|[A-Za-z]:)/.test(glob) || glob.split(/[/\\{},()|]/).includes('..');
  if (!isOutside) return;
  throw new AppError(
    'input.invalid',
    `The pattern ${JSON.stringify(glob.slice(0, 200))} leaves the repository. Paths begin at its top, for example src/**.`,
    { fields: { paths: 'leaves the repository' } },
  );
}

/** Whether a path is meant: `src`, `src/**`, `*.md` in any folder, `{a,b}/**`; files that begin with a dot are included. */
export function pathFilter(glob: string): (path: string) => boolean {
  checkInside(glob);
  const pattern = glob.replace(/^(?:\.\/)+/, '');
  try {
    const isMatch = picomatch(pattern, { dot: true, basename: !pattern.includes('/') });
    const isInside = isPattern(pattern) ? () => false : picomatch(asFolder(pattern), { dot: true });
    return (path) => isMatch(path) || isInside(path);
  } catch (error) {
    throw new AppError('input.invalid', `The pattern ${JSON.stringify(glob)} cannot be read: use one like src/**.`, {
      cause: error,
    });
  }
}

/** The folder below which everything is that can be meant; empty for the whole repository. */
export function folderOf(glob: string): string {
  checkInside(glob);
  const { base, isGlob, negated } = picomatch.scan(glob);
  if (negated || !glob.includes('/')) return '';
  const folder = isGlob ? base : posix.dirname(base);
  return folder === '.' ? '' : folder.replace(/^\.?\/+|\/+$/g, '');
}
