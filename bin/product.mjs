#!/usr/bin/env node
// The product alone, with real vendors. Plain JavaScript that the host's Node runs before any package is there.
import { join } from 'node:path';
import { runToEnd } from './launch/child.mjs';
import { finishWith } from './launch/failure.mjs';
import { ensureInstalled } from './launch/install.mjs';
import { requireNode } from './launch/node.mjs';
import { checkPlace, root } from './launch/place.mjs';

await finishWith(async () => {
  checkPlace();
  await ensureInstalled();
  const follow = new URL('./launch/follow-launcher.mjs', import.meta.url).href;
  const entry = join(root, 'src', 'main.ts');
  return await runToEnd(requireNode(), ['--import', follow, entry, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
});
