import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.mjs';

const lockfile = join(root, 'package-lock.json');
const installedList = join(root, 'node_modules', '.package-lock.json');

/** Whether node_modules holds what the lockfile says, by the list that npm leaves there: a few milliseconds, no clock involved. */
export function packagesAreInstalled() {
  if (!existsSync(installedList)) return false;
  const wanted = packagesOf(lockfile);
  const present = packagesOf(installedList);
  return Object.entries(wanted).every(([path, entry]) => path === '' || isSame(entry, present[path]));
}

/** npm's list can name packages of which only half was written. */
export function forgetPackages() {
  rmSync(installedList, { force: true });
}

/** How many packages every platform gets. */
export function packageCount() {
  const packages = Object.entries(packagesOf(lockfile));
  return packages.filter(([path, { optional }]) => path !== '' && !optional).length;
}

/** Optional packages are those of other platforms, which npm leaves out. */
function isSame(wanted, present) {
  if (present === undefined) return wanted.optional === true || wanted.devOptional === true;
  return wanted.version === present.version && wanted.integrity === present.integrity;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
