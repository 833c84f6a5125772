import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Checkout, makeCheckout } from './checkout.ts';

let checkout: Checkout;
beforeEach(() => {
  checkout = makeCheckout();
  checkout.entry('sandbox/main.ts', `console.log('started', process.argv.slice(2).join(' ')); process.exitCode = 7;`);
});
afterEach(() => checkout.remove());

const run = (...args: string[]) => checkout.start('start.mjs', ...args).finished;
const calls = () =>
  readFileSync(join(checkout.folder, 'path', 'npm.calls'), 'utf8')
    .trim()
    .split('\n').length;

describe('npm start', () => {
  it('installs once, says so, passes arguments on and the exit code back', async () => {
    checkout.npmThatInstalls();
    const first = await run('--port', '4000');
    expect(first).toMatchObject({ code: 7, out: 'started --port 4000\n' });
    expect(first.err).toMatch(/^Installing the packages: 0 of 1 fetched, 0 s\nPackages installed in \d+ s\.\n$/);
    expect(await run()).toMatchObject({ code: 7, err: '' });
    expect(calls()).toBe(1);
  });

  it('installs again when the lockfile names another version', async () => {
    checkout.npmThatInstalls();
    await run();
    const file = join(checkout.folder, 'package-lock.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('1.0.0', '1.0.1'));
    await run();
    expect(calls()).toBe(2);
  });

  it('lets two starts at once install once', async () => {
    checkout.npmThatInstalls();
    const both = await Promise.all([run(), run()]);
    expect(both.map(({ code }) => code)).toEqual([7, 7]);
    expect(calls()).toBe(1);
  });

  it('takes over from an installation that was killed', async () => {
    checkout.npmThatInstalls();
    const guard = join(checkout.folder, '.adjutant', 'installing');
    mkdirSync(guard, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(guard, longAgo, longAgo);
    expect(await run()).toMatchObject({ code: 7 });
    expect(existsSync(guard)).toBe(false);
  });

  it.each([
    ['npm error code ECONNREFUSED', 'The package registry cannot be reached (ECONNREFUSED)'],
    ['npm error code EAI_AGAIN', 'The package registry cannot be reached (EAI_AGAIN)'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'is not trusted here (SELF_SIGNED_CERT_IN_CHAIN)'],
    ['npm error code ENOSPC', 'The disk is full'],
    ['npm error code EROFS', 'A folder is read-only'],
    ['npm error code EACCES\nnpm error path /some/where', 'npm may not write /some/where: make it yours'],
    ['npm error code E403', 'The package registry refuses access (403)'],
    [
      'npm error code ETARGET\nnpm error notarget No matching version found for @a/b@1.2.3.',
      'does not have @a/b@1.2.3: check',
    ],
    ['npm error code EINTEGRITY', 'npm cache clean --force'],
    [
      'npm error code EUSAGE\nnpm error `npm ci` can only install when they are in sync',
      'git checkout package-lock.json',
    ],
    ['npm error something new', 'could not be installed (npm ended with 3): read the log'],
  ])('makes one sentence of %j and names the log', async (output, sentence) => {
    checkout.npm(
      `cat >&2 <<'END'\nnpm http fetch GET 200 https://registry.example/a.tgz attempt 1 failed with EIDLETIMEOUT\n${output}\nEND\nexit 3`,
    );
    const { code, err } = await run();
    const log = join(checkout.folder, '.adjutant', 'install.log');
    expect(code).toBe(1);
    expect(err.trim().split('\n').slice(1)).toEqual([expect.stringContaining(sentence), `npm's full log: ${log}`]);
    expect(readFileSync(log, 'utf8')).toContain(output);
  });

  it('does not believe an npm that could only write half of the files', async () => {
    checkout.npm(`mkdir node_modules && cp package-lock.json node_modules/.package-lock.json
echo 'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write' >&2`);
    expect((await run()).err).toContain('The disk is full');
    checkout.npmThatInstalls();
    expect(await run()).toMatchObject({ code: 7 });
  });

  it('ends with its npm when it is interrupted, also by a signal that comes twice', async () => {
    checkout.npm(`trap 'touch ending; while [ ! -e end ]; do sleep 0.01; done; exit 1' TERM
touch begun; while true; do sleep 0.01; done`);
    const { child, finished } = checkout.start('start.mjs');
    const reached = (name: string) =>
      vi.waitFor(() => expect(existsSync(join(checkout.folder, name))).toBe(true), 60_000);
    await reached('begun');
    child.kill('SIGINT');
    await reached('ending');
    child.kill('SIGINT');
    writeFileSync(join(checkout.folder, 'end'), '');
    expect(await finished).toMatchObject({
      code: 1,
      err: expect.stringContaining('The installation was interrupted.'),
    });
    expect(existsSync(join(checkout.folder, '.adjutant', 'installing'))).toBe(false);
  });

  it.each(['git', 'npm'])('says that %s is missing', async (name) => {
    checkout.npmThatInstalls();
    rmSync(join(checkout.folder, 'path', name));
    checkout.isolate();
    expect(await run()).toMatchObject({
      code: 1,
      err: expect.stringContaining(`Adjutant needs ${name}, which is not installed here`),
    });
  });

  it('says what is wrong with the place for its state', async () => {
    writeFileSync(join(checkout.folder, '.adjutant'), '');
    expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('.adjutant is a file: remove it') });
  });
});
