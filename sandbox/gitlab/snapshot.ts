import { appendFile, lstat, mkdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './git.ts';
import { pathFault } from './names.ts';

const leftOut = ['node_modules/', '.git', '.adjutant/'];
const maxFiles = 20_000;
const maxFileBytes = 50 * 1024 * 1024;
const maxTotalBytes = 300 * 1024 * 1024;

/** A repository with one commit out of a folder's files, leaving out what the folder's own .gitignore leaves out. */
export async function snapshotFolder(git: Git, source: string, target: string): Promise<void> {
  await git.run(['init', '--bare', '--quiet', '--', target]);
  await mkdir(join(target, 'info'), { recursive: true });
  await appendFile(join(target, 'info', 'exclude'), `${leftOut.join('\n')}\n`);
  const files = await listFiles(git, source, target);
  await git.run(['fast-import', '--quiet', '--done'], {
    repository: target,
    input: fastImport(source, files),
    timeoutMs: 180_000,
  });
}

async function listFiles(git: Git, source: string, target: string): Promise<string[]> {
  const { stdout } = await git.run(['ls-files', '-z', '--others', '--exclude-standard'], {
    repository: target,
    cwd: source,
    environment: { GIT_WORK_TREE: source },
  });
  const names = stdout.toString().split('\0');
  const files = names.filter((name) => pathFault(name) === undefined);
  if (files.length > maxFiles) {
    throw new Error(`${source} has ${files.length} files; at most ${maxFiles} can be imported without a git history.`);
  }
  return files;
}

async function* fastImport(source: string, files: string[]): AsyncGenerator<Buffer> {
  const message = 'Import the folder';
  const seconds = Math.floor(Date.now() / 1000);
  yield Buffer.from(
    `commit refs/heads/main\ncommitter GitLab Sandbox <sandbox@gitlab.invalid> ${seconds} +0000\ndata ${message.length}\n${message}\n`,
  );
  let total = 0;
  for (const file of files) {
    const entry = await readEntry(join(source, file));
    if (entry === undefined) continue;
    total += entry.content.length;
    if (total > maxTotalBytes)
      throw new Error(`${source} is larger than ${maxTotalBytes} bytes; import a git repository.`);
    yield Buffer.from(`M ${entry.mode} inline ${quote(file)}\ndata ${entry.content.length}\n`);
    yield entry.content;
    yield Buffer.from('\n');
  }
  yield Buffer.from('done\n');
}

async function readEntry(path: string): Promise<{ mode: string; content: Buffer } | undefined> {
  const stat = await lstat(path);
  if (stat.isSymbolicLink()) return { mode: '120000', content: await readlink(path, 'buffer') };
  if (!stat.isFile()) return undefined;
  if (stat.size > maxFileBytes)
    throw new Error(`${path} is larger than ${maxFileBytes} bytes; leave it out with a .gitignore.`);
  return { mode: (stat.mode & 0o111) === 0 ? '100644' : '100755', content: await readFile(path) };
}

const quote = (path: string): string => `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
