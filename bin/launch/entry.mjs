import { join } from 'node:path';
import { runToEnd } from './child.mjs';
import { finishWith } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { requireNode } from './node.mjs';
import { checkPlace, root } from './place.mjs';

/** Installs what is missing, and runs a TypeScript file of the checkout under a Node that reads it. */
export const runEntry = (...path) =>
  finishWith(async () => {
    checkPlace();
    await ensureInstalled();
    const follow = new URL('./follow-launcher.mjs', import.meta.url).href;
    return await runToEnd(requireNode(), ['--import', follow, join(root, ...path), ...process.argv.slice(2)], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  });
