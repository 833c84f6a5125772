#!/usr/bin/env node
// The program of the package: "adjutant start" is the product, everything else the command line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { finishWith } from './launch/failure.mjs';
import { requireNode } from './launch/node.mjs';
import { root } from './launch/place.mjs';

const [first, ...others] = process.argv.slice(2);
const isStart = first === 'start';
const program = isStart ? join(root, 'src', 'main.js') : join(root, 'src', 'cli', 'main.js');

await finishWith(async () => {
  const words = isStart ? others : process.argv.slice(2);
  const child = spawn(requireNode(), [program, ...words], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, 'exit');
  return code ?? 128 + constants.signals[signal];
});
