#!/usr/bin/env node
import { finishWith } from './launch/failure.mjs';
import { ensureInstalled } from './launch/install.mjs';
import { checkPlace } from './launch/place.mjs';
import { closingLine, isSuccess, runTests } from './launch/tests.mjs';

await finishWith(async () => {
  checkPlace();
  await ensureInstalled();
  const result = await runTests(process.argv.slice(2));
  console.log(closingLine(result));
  return isSuccess(result) ? 0 : result.code || 1;
});
