import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LaunchFailure } from './failure.mjs';
import { root } from './place.mjs';

const needed = 24;
const name = process.platform === 'win32' ? 'node.exe' : 'node';
/** Among the packages of the checkout, or beside this package where it is installed. */
const shipped = [join(root, 'node_modules', '.bin', name), join(root, '..', '.bin', name)];

/** What Node has compiled is kept with the packages, so that the next start is faster. */
export const withCompileCache = (environment) => ({
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  ...environment,
});

let known;

/** The Node that runs TypeScript as it is: the one that was installed with the packages, else the host's when it is new enough. */
export function findNode() {
  known ??= shipped.find((program) => existsSync(program) && runs(program)) ?? hostNode();
  return known;
}

function hostNode() {
  return Number(process.versions.node.split('.')[0]) >= needed ? process.execPath : undefined;
}

export function requireNode() {
  const node = findNode();
  if (node) return node;
  throw new LaunchFailure(
    `No Node ${needed} comes with the packages for ${process.platform}-${process.arch}, and this is ${process.version}: install Node ${needed} from https://nodejs.org and start again with it.`,
  );
}

/** A file of another platform can be there: a folder shared with a container, or a system without its C library. */
function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
