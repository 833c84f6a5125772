import { join } from 'node:path';
import { runBeside, runToEnd } from './child.mjs';
import { finishWith } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { requireNode, withCompileCache } from './node.mjs';
import { checkPlace, root } from './place.mjs';

async function prepare() {
  checkPlace();
  await ensureInstalled();
  return requireNode();
}

/** Installs what is missing, and runs a TypeScript file of the checkout under a Node that reads it. */
export const runEntry = (...path) =>
  finishWith(async () => {
    const node = await prepare();
    const follow = new URL('./follow-launcher.mjs', import.meta.url).href;
    return await runToEnd(node, ['--import', follow, join(root, ...path), ...process.argv.slice(2)], {
      cwd: root,
      env: withCompileCache(process.env),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  });

/** The same for a program that talks to the terminal, in the folder in which it is called. */
export const runHere = (...path) =>
  finishWith(async () => runBeside(await prepare(), [join(root, ...path), ...process.argv.slice(2)]));
