import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';
import { type Browser, hidden, signedIn } from '../http/console/browser.ts';
import { askToReplace } from '../http/console/requests.ts';
import { connectModern, type TestClient, textOf } from '../mcp/clients.ts';
import { send } from '../mcp/raw.ts';
import { type Asker, askInSlack, changesOf, expectClear, readable } from './asking.ts';
import { patchFor } from './patches.ts';

let world: World;
let client: TestClient;
let browser: Browser;
let jonas: Asker;
let before: ReturnType<typeof changesOf>;
beforeAll(async () => {
  // Slack's limits are for other tests: here many people write within a second.
  world = await startWorld({ slackLimits: { postBurst: 1_000, tierFactor: 1_000 } });
  client = await connectModern(world.url, world.tokenOf(world.aurora));
  browser = await signedIn(world, 'jonas@aurora.example');
  jonas = { organisation: world.aurora, user: 'U0AURJONAS', channel: 'C0AURORENG' };
  before = changesOf(world);
});
afterAll(async () => {
  expect(changesOf(world)).toEqual(before);
  await client.close();
  await world.close();
});

const unchanged = () => expect(changesOf(world)).toEqual(before);
const fileDiff = (path: string, mode = '100644'): string =>
  `diff --git a/${path} b/${path}\nnew file mode ${mode}\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;
const binary = 'diff --git a/tea.png b/tea.png\nindex 8f3c1d2..1d28f3c 100644\n';

describe('a command that is not right, in Slack', () => {
  it.each<[string, string, RegExp]>([
    ['an unknown subcommand', 'code make-tea', /did not understand.*Did you mean/],
    ['an unknown agent', 'kitchen make-tea', /did not understand.*Did you mean/],
    ['an unknown subcommand in help', 'help kitchen', /did not understand.*Did you mean/],
    ['only blanks', '   ', /\/adjutant <agent> <what>|&lt;agent&gt;/],
    ['emoji alone', '☕️👩‍💻', /did not understand.*Did you mean/],
    [
      'an unknown argument',
      'code replace-text find=tea replace=x colour=red',
      /Please check.*`colour`: is not known here/s,
    ],
    ['a wrong argument', 'orchestrator show-run number=0', /Please check.*`number`: is 0, and has to be 1 or more/s],
    ['a word too many', 'identity who-am-i please', /where to put “please”.*name=value/],
    [
      'an unknown project',
      'code replace-text project=aurora/none find=tea replace=x',
      /no project “aurora\/none”.*Yours: aurora\/adjutant/,
    ],
    [
      'an unknown branch',
      'code replace-text find=tea replace=x target=none',
      /There is no branch none.*Check its name/,
    ],
    [
      'a text that is nowhere',
      'code replace-text find=plutonium replace=x',
      /“plutonium” was not found\. Every file was read\. Copy the text from a file/,
    ],
    ['a change of nothing', 'code replace-text find=tea replace=tea', /Both texts are the same.*Give another/],
    ['a megabyte', `code replace-text find=tea replace=${'x'.repeat(1_048_576)}`, /at most 100,000.*Send less/s],
    ['a megabyte without a blank', 'x'.repeat(1_048_576), /at most 100,000.*Send less/s],
    [
      'an unclosed quote',
      'code replace-text find="tea replace=x',
      /was not found\. Every file was read\. Copy the text from a file, blanks and quotes included/,
    ],
  ])('%s', async (_what, line, words) => {
    expectClear(await askInSlack(world, jonas, line), words);
    unchanged();
  });
});

describe('a patch that cannot be taken', () => {
  const patches: [string, string, RegExp][] = [
    ['no patch', 'Please make the shop sell coffee.', /no change in this patch.*git diff/],
    [
      'one that does not fit',
      patchFor('coffee').replace('sells tea', 'sells gin'),
      /README\.md.*does not fit.*Make the patch again/,
    ],
    ['one cut in half', patchFor('coffee').slice(0, 75), /whole and unchanged/],
    [
      'of a file that is not there',
      patchFor('coffee').replaceAll('README.md', 'NONE.md'),
      /NONE\.md, which is not there.*Check the path/,
    ],
    ['above the repository', fileDiff('../outside.txt'), /leaves the repository.*Take it out/],
    ['out of a folder of it', fileDiff('src/../../outside.txt'), /leaves the repository.*Take it out/],
    ['at an absolute path', fileDiff('x').replaceAll('b/x', '/etc/passwd'), /not relative|leaves the repository/],
    ['into git’s own folder', fileDiff('.git/hooks/post-commit'), /lies in git's own folder.*Take it out/],
    ['into git’s own folder in other letters', fileDiff('.GIT/hooks/post-commit'), /lies in git's own folder/],
    ['into a path with backslashes', fileDiff('..\\outside.txt'), /holds a backslash/],
    ['a symbolic link', fileDiff('link', '120000'), /symbolic link.*take it out/],
    ['a submodule', fileDiff('module', '160000'), /submodule.*take it out/],
    [
      'a binary file that differs',
      `${binary}Binary files a/tea.png and b/tea.png differ\n`,
      /binary file.*text files only: take it out/,
    ],
    [
      'a binary patch',
      `${binary}GIT binary patch\nliteral 4\nLc\${NkU|;|M0RR91\n`,
      /binary file.*text files only: take it out/,
    ],
  ];

  it.each(patches)('in Slack: %s', async (_what, patch, words) => {
    expectClear(await askInSlack(world, jonas, `code apply-patch patch=\n${patch}`), words);
    unchanged();
  });

  it.each(patches)('over MCP: %s', async (_what, patch, words) => {
    const args = { project: 'aurora/adjutant', patch };
    const answer = await client.callTool({ name: 'coding_apply-patch', arguments: args });
    expect(answer).toMatchObject({ isError: true, structuredContent: { status: 'refused' } });
    expectClear(textOf(answer), words);
    unchanged();
  });
});

describe('a call that is not right, over MCP', () => {
  const project = 'aurora/adjutant';
  const replace = { project, find: 'tea', replace: 'coffee' };
  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['a missing argument', 'coding_replace-text', { project, find: 'tea' }, /Please check replace/],
    ['a wrong type', 'coding_replace-text', { ...replace, find: ['tea'] }, /Please check find/],
    ['an unknown argument', 'coding_replace-text', { ...replace, colour: 'red' }, /colour: is not known here/],
    [
      'a text that is too long',
      'coding_replace-text',
      { ...replace, replace: 'x'.repeat(10_001) },
      /replace: has 10,001 characters, and at most 10,000 are taken/,
    ],
    [
      'a patch that is too long',
      'coding_apply-patch',
      { project, patch: 'x'.repeat(1_000_001) },
      /patch: has 1,000,001 characters, and at most 1,000,000 are taken/,
    ],
    ['an unknown project', 'coding_replace-text', { ...replace, project: 'aurora/none' }, /Yours: aurora\/adjutant/],
    ['an unknown capability', 'run_capability', { name: 'coding.make-tea' }, /Nearest: .*find_capabilities/],
    [
      'wrong arguments of any capability',
      'run_capability',
      { name: 'orchestrator.show-run', args: { number: 'x' } },
      /number/,
    ],
    [
      'arguments by another name',
      'run_capability',
      { name: 'orchestrator.show-run', arguments: { number: 1 } },
      /arguments: is called “args” here/,
    ],
    ['words by another name', 'find_capabilities', { query: 'patch' }, /query: is called “words” here/],
    ['what a search does not take', 'find_capabilities', { words: 'patch', limit: 5 }, /limit: is not known here/],
    [
      'an unknown run',
      'orchestrator_show-run',
      { number: 999_999 },
      /no run 999999 that you may see.*Check the number/,
    ],
  ])('%s', async (_what, name, args, words) => {
    const answer = await client.callTool({ name, arguments: args });
    expect(answer.isError).toBe(true);
    expectClear(textOf(answer), words);
    unchanged();
  });

  it('an unknown tool', async () => {
    const call = client.callTool({ name: 'coding_make-tea', arguments: {} });
    expectClear(String(await call.catch((error: Error) => error.message)), /Unknown tool.*find_capabilities/);
  });

  it('more than a megabyte', async () => {
    const answer = await send(world.url, { token: world.tokenOf(world.aurora), body: { pad: 'x'.repeat(1_100_000) } });
    expect(answer.status).toBe(413);
    expectClear(answer.text, /1mb at the most/);
  });
});

describe('a decision that is not right, in the console', () => {
  it.each<[string, Record<string, string>, number, RegExp]>([
    ['what was not shown', { hash: '0'.repeat(64) }, 409, /has changed since this card was shown/],
    ['an unknown verdict', { verdict: 'publish' }, 400, /not complete. Load the page again/],
    ['the token of nobody', { token: 'none' }, 410, /nothing was changed. Load the page again/],
    [
      'a megabyte of reasons',
      { verdict: 'reject', reason: 'x'.repeat(1_048_576) },
      413,
      /nothing was changed. Go back and write less/,
    ],
  ])('%s', async (_what, difference, status, words) => {
    const { effect } = await askToReplace(world, 'jonas@aurora.example', { find: 'tea', replace: 'mate' });
    const page = await browser.get(`/console/approvals/${effect}`);
    const form = { token: hidden(page, 'token'), hash: hidden(page, 'hash'), verdict: 'approve', ...difference };
    const answer = await browser.post(`/console/approvals/${effect}/decision`, form);
    expect(answer.status).toBe(status);
    expectClear(readable(answer.text), words);
    unchanged();
  });
});
