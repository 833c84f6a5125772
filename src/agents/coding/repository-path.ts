import { AppError } from '../../core/index.ts';

const maxLength = 1_024;

/** How a file system that ignores case, format characters and trailing dots or spaces would read a name. */
const asStored = (segment: string): string =>
  segment
    .replace(/\p{Cf}/gu, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();

const isGitFolder = (segment: string): boolean => ['.git', 'git~1'].includes(asStored(segment));

function faultOf(path: string): string | undefined {
  const segments = path.split('/');
  if (path === '' || path.length > maxLength) return `must have 1 to ${maxLength} characters`;
  if (/\p{Cc}/u.test(path)) return 'holds a control character';
  if (path.includes('\\')) return 'holds a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is not relative to the repository';
  if (segments.some((each) => each === '' || each === '.' || each === '..')) return 'leaves the repository';
  if (segments.some(isGitFolder)) return "lies in git's own folder";
  return undefined;
}

/** Refuses a path that could mean anything but a file inside the repository, on any system that checks it out. */
export function checkPath(path: string): string {
  const fault = faultOf(path);
  if (fault === undefined) return path;
  throw new AppError(
    'input.invalid',
    `The path ${JSON.stringify(path.slice(0, 200))} ${fault}. Take it out of the patch.`,
  );
}
