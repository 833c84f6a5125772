import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Checkout, makeCheckout } from './checkout.ts';

/** Stands for vitest: writes the report that it is told to write, and ends with the code that it is told to end with. */
const runner = `
import { writeFileSync } from 'node:fs';
const [, , , ...args] = process.argv;
const file = args.find((arg) => arg.startsWith('--outputFile.json=')).split('=')[1];
const [code, report] = JSON.parse(args.at(-1));
if (report) writeFileSync(file, JSON.stringify(report));
process.exitCode = code;
`;

let checkout: Checkout;
beforeEach(() => {
  checkout = makeCheckout();
  checkout.npmThatInstalls();
  checkout.entry('node_modules/vitest/vitest.mjs', runner);
  checkout.entry('test/harness/remove-orphans.ts', `console.log('cleaned up');`);
});
afterEach(() => checkout.remove());

const report = (passed: number, failed: number, skipped: number, files: object[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults: files,
});
const unloaded = { status: 'failed', assertionResults: [] };

describe('npm test', () => {
  it.each([
    ['all passed', 0, report(12, 0, 0), 0, '12 passed, 0 failed, 0 skipped'],
    ['some skipped', 0, report(12, 0, 2), 0, '12 passed, 0 failed, 2 skipped'],
    ['one failed', 1, report(11, 1, 0), 1, '11 passed, 1 failed, 0 skipped'],
    ['a file that cannot be loaded', 1, report(11, 0, 0, [unloaded, unloaded]), 1, '11 passed, 2 failed, 0 skipped'],
    ['an error outside of any test', 1, report(11, 0, 0), 1, '11 passed, 1 failed, 0 skipped'],
    ['no test', 0, report(0, 0, 0), 1, '0 passed, 0 failed, 0 skipped'],
    ['no report', 1, undefined, 1, '0 passed, 1 failed, 0 skipped'],
    ['interrupted', 130, undefined, 130, '0 passed, 1 failed, 0 skipped'],
  ])('ends with the count and the code: %s', async (_name, runnerCode, content, code, line) => {
    const finished = await checkout.start('test.mjs', JSON.stringify([runnerCode, content])).finished;
    expect(finished.out.trimEnd().split('\n').at(-1)).toBe(line);
    expect(finished.code).toBe(code);
    expect(finished.out.includes('cleaned up')).toBe(runnerCode !== 0);
  });

  it('fails for a skipped test where CI is set', async () => {
    checkout.environment.CI = 'true';
    const finished = await checkout.start('test.mjs', JSON.stringify([0, report(12, 0, 1)])).finished;
    expect(finished).toMatchObject({ code: 1, out: '12 passed, 0 failed, 1 skipped\n' });
  });
});
