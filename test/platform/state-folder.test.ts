import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimInstance, stateFolder } from '../../src/platform/state-folder.ts';

const holder = join(import.meta.dirname, 'instance-holder.ts');
let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'adjutant-state-'));
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

describe('stateFolder', () => {
  it('is made for its owner alone, also when it was open before', () => {
    const folder = stateFolder(checkout);
    expect(folder).toBe(join(checkout, '.adjutant'));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('says what to do when it cannot be used', () => {
    writeFileSync(join(checkout, '.adjutant'), 'a file in its place');
    expect(() => stateFolder(checkout)).toThrow(/\.adjutant cannot be used \(EEXIST\)\. Give it to the user/);
  });
});

describe('claimInstance', () => {
  /** Another process that holds the claim, as a second `npm start` would meet it. */
  async function holdElsewhere() {
    const child = spawn(process.execPath, [holder, stateFolder(checkout)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(createInterface({ input: child.stdout }), 'line');
    return child;
  }

  it('tells the second one who runs, where, and what to do; kill -9 frees it', async () => {
    const folder = stateFolder(checkout);
    const child = await holdElsewhere();
    expect(() => claimInstance(folder)).toThrow(
      `Adjutant is already running from this folder (process ${child.pid}) at http://127.0.0.1:3000. Stop it there with Ctrl-C first.`,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    claimInstance(folder).release();
  });

  it.each([[''], ['{"pid":"x"}'], ['null']])('is not misled by a damaged note: %j', async (text) => {
    const folder = stateFolder(checkout);
    const child = await holdElsewhere();
    writeFileSync(join(folder, 'running.json'), text);
    expect(() => claimInstance(folder)).toThrow(
      'Adjutant is already running from this folder. Stop it there with Ctrl-C first.',
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('ignores the note of a dead process whose number a living one now has', () => {
    const folder = stateFolder(checkout);
    writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: process.ppid }));
    const instance = claimInstance(folder);
    instance.release();
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
    claimInstance(folder).release();
  });
});
