import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from './child.mjs';
import { requireNode, withCompileCache } from './node.mjs';
import { root } from './place.mjs';

/** Runs the tests and counts them. A file that cannot be loaded, or an error outside of any test, counts as a failure. */
export async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-report-'));
  try {
    const file = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const env = withCompileCache({ ...process.env, ADJUTANT_WHOLE_SUITE: args.length === 0 ? '1' : '' });
    const code = await runToEnd(requireNode(), [vitest, 'run', ...reporters, ...args], { cwd: root, env });
    if (code !== 0) await runToEnd(requireNode(), [join(root, 'test', 'harness', 'remove-orphans.ts')], { cwd: root });
    return { code, ...counts(file, code) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const closingLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Where nobody looks at the output, a skipped test is a test that nobody runs. */
export function isSuccess({ code, passed, skipped }) {
  return code === 0 && passed > 0 && !(process.env.CI && skipped > 0);
}

function counts(file, code) {
  const { testResults, ...report } = readReport(file);
  const unloaded = testResults.filter((result) => result.status === 'failed' && result.assertionResults.length === 0);
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Without a report the run ended before it began, and vitest has said why. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}
