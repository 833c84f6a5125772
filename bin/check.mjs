#!/usr/bin/env node
import { join } from 'node:path';
import { runToEnd } from './launch/child.mjs';
import { finishWith, LaunchFailure } from './launch/failure.mjs';
import { ensureInstalled } from './launch/install.mjs';
import { requireNode } from './launch/node.mjs';
import { checkPlace, root } from './launch/place.mjs';
import { closingLine, isSuccess, runTests } from './launch/tests.mjs';

const checks = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['unused code', ['node_modules/knip/bin/knip.js']],
  ['generated files', ['scripts/generate.ts', '--check']],
  ['package', ['scripts/try-package.ts']],
];

/** All of them, also when one fails: who reads the result wants to mend everything at once. */
async function runChecks() {
  const results = [];
  for (const [name, [file, ...args]] of checks) {
    console.log(`\n== ${name}`);
    const code = await runToEnd(requireNode(), [join(root, file), ...args], { cwd: root });
    results.push({ name, code });
    if (code > 128) throw new LaunchFailure('The checks were interrupted.');
  }
  return results;
}

await finishWith(async () => {
  checkPlace();
  await ensureInstalled();
  const results = await runChecks();
  console.log('\n== tests');
  const tests = await runTests(process.argv.slice(2));
  const broken = results.filter(({ code }) => code !== 0);
  console.log(`\n${results.map(({ name, code }) => `${code === 0 ? 'ok    ' : 'FAILED'} ${name}`).join('\n')}`);
  console.log(closingLine({ ...tests, failed: tests.failed + broken.length }));
  return isSuccess(tests) && broken.length === 0 ? 0 : 1;
});
