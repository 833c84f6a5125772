import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LaunchFailure } from './failure.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const stateFolder = join(root, '.adjutant');

/** What must be there before anything can be installed or started. */
export function checkPlace() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 20) {
    throw new LaunchFailure(
      `Adjutant needs Node 20 or newer to start, and this is ${process.version}: install it from https://nodejs.org.`,
    );
  }
  if (!onPath('git'))
    throw new LaunchFailure(
      'Adjutant needs git, which is not installed here: "apt-get install git", or https://git-scm.com.',
    );
  makeStateFolder();
}

/** The full path of a program, as a shell would find it. */
export function onPath(name) {
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find((file) => existsSync(file));
}

function makeStateFolder() {
  within(root, () => accessSync(root, constants.W_OK));
  within(stateFolder, () => {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
    accessSync(stateFolder, constants.R_OK | constants.W_OK);
  });
}

function within(folder, work) {
  try {
    work();
  } catch ({ code }) {
    throw new LaunchFailure(folderSentence(folder, code));
  }
}

function folderSentence(folder, code) {
  if (code === 'ENOSPC') return `The disk of ${folder} is full: free some space and start again.`;
  if (code === 'EROFS') return `The folder ${folder} is read-only: clone Adjutant into a folder that can be written.`;
  if (code === 'EEXIST')
    return `${folder} is a file: remove it, since Adjutant keeps its state in a folder of that name.`;
  return `The folder ${folder} belongs to another user (${code}): start as that user, or clone Adjutant into a folder of your own.`;
}
