#!/usr/bin/env node
// The program of the package: "adjutant start" is the product, "adjutant kill-switch" works on its database, and everything
// else is the command line.
import { join } from 'node:path';
import { runBeside, runToEnd } from './launch/child.mjs';
import { finishWith } from './launch/failure.mjs';
import { requireNode } from './launch/node.mjs';
import { root } from './launch/place.mjs';

const [first, ...others] = process.argv.slice(2);

if (first === 'start' && others.length > 0) {
  console.error('“adjutant start” takes no words: it is set up by the environment, as docs/configuration.md tells.');
  process.exit(2);
}

await finishWith(() =>
  first === 'start'
    ? runToEnd(requireNode(), [join(root, 'src', 'main.js')])
    : runBeside(requireNode(), [
        join(root, 'src', ...(first === 'kill-switch' ? ['main.js'] : ['cli', 'main.js'])),
        ...process.argv.slice(2),
      ]),
);
