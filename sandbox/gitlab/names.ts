/** What `git check-ref-format` refuses, without starting a process for it. */
const forbidden = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$|^@$|^-/u;

function isRefName(name: string): boolean {
  if (name === '' || name.length > 255 || forbidden.test(name)) return false;
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

/** GitLab keeps branch names apart from its own refs and from commit ids. */
export function isBranchName(name: string): boolean {
  if (name === 'HEAD' || name.startsWith('refs/') || /^[0-9a-f]{40}$/.test(name)) return false;
  return isRefName(name);
}

export const isSha = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

/** A branch, a tag, a commit id (also short), or one of them with `~2` or `^` behind. */
export function isRevision(text: string): boolean {
  return isRefName(text.replace(/(?:[~^]\d{0,4}){1,20}$/, ''));
}

const segment = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/;

/** A project's full path: at least one group and the project, each a name that is safe as a folder. */
export function isProjectPath(path: string): boolean {
  const parts = path.split('/');
  if (parts.length < 2 || parts.length > 6) return false;
  return parts.every((part) => segment.test(part) && !/\.(git|atom)$/.test(part) && !part.endsWith('.'));
}

export type PathFault = 'empty' | 'traversal' | 'invalid';

/** Why git, or GitLab, would not take this as the path of a file. */
export function pathFault(path: string): PathFault | undefined {
  if (path === '') return 'empty';
  const parts = path.split('/');
  if (parts.includes('..')) return 'traversal';
  if (path.length > 4096 || /\p{Cc}/u.test(path)) return 'invalid';
  const bad = parts.some(
    (part) => part === '' || part === '.' || part.length > 255 || part.split('\\').some(isGitFolder),
  );
  return bad ? 'invalid' : undefined;
}

/** `.git` as file systems that ignore case, dots at the end, short names or invisible letters would read it. */
function isGitFolder(part: string): boolean {
  const plain = part
    .normalize('NFKC')
    .replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')
    .toLowerCase()
    .replace(/[. ]+$/, '');
  return plain === '.git' || /^git~\d+$/.test(plain);
}
