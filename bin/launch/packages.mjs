import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.mjs';

const installedList = join(root, 'node_modules', '.package-lock.json');

/** Whether node_modules holds what the lockfile says, by the list that npm leaves there: a few milliseconds, no clock involved. */
export function packagesAreInstalled() {
  if (!existsSync(installedList)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(installedList);
  return Object.entries(wanted).every(([path, entry]) => path === '' || isSame(entry, present[path]));
}

/** npm's list can name packages of which only half was written. */
export function forgetPackages() {
  rmSync(installedList, { force: true });
}

export function countOf(lockfile = join(root, 'package-lock.json')) {
  return Object.values(packagesOf(lockfile)).filter((entry) => !entry.optional).length;
}

/** Optional packages are those of other platforms, which npm leaves out. */
function isSame(wanted, present) {
  if (present === undefined) return wanted.optional === true || wanted.devOptional === true;
  return wanted.version === present.version && wanted.integrity === present.integrity;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
