import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'adjutant.mjs');
let world: World;
let folder: string;
beforeAll(async () => {
  world = await startWorld({ settings: { CALL_PATIENCE_SECONDS: '60' } });
  folder = mkdtempSync(join(tmpdir(), 'adjutant-line-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

/** Runs the program as a shell would, in a folder of one's own. */
async function adjutant(words: readonly string[], input = '') {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ADJUTANT_URL: world.url,
      ADJUTANT_TOKEN: world.tokenOf(world.aurora),
    },
  });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, out, err };
}

describe('the program “adjutant”', () => {
  it('reads files of the folder in which it is called, and saves pictures there', async () => {
    writeFileSync(join(folder, 'tasks.txt'), 'Design 3d\nBuild 5d after Design\n');
    const made = await adjutant(['plan', 'make-plan', 'goal=open the shop', 'tasks@tasks.txt', '--pictures', 'charts']);
    expect(made).toMatchObject({ exitCode: 0, out: expect.stringContaining('Build') });
    const [, path = ''] = /Saved (\S+)/.exec(made.err) ?? [];
    expect(readFileSync(join(folder, path)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('reads standard input', async () => {
    const made = await adjutant(
      ['--json', 'plan', 'make-plan', 'goal=open the shop', 'tasks@-'],
      'Paint 2d\nMove in 1d',
    );
    expect([made.exitCode, JSON.parse(made.out)]).toEqual([0, expect.objectContaining({ status: 'done' })]);
    expect(made.out).toContain('Paint');
  });

  it('takes no file that is not text for a field that is none', async () => {
    writeFileSync(join(folder, 'latin.txt'), Buffer.from('Caf\xe9 5d', 'latin1'));
    expect(await adjutant(['plan', 'make-plan', 'goal=open the café', 'title@latin.txt'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('is no text in UTF-8'),
    });
  });

  it('ends with what a shell can act on', async () => {
    expect(await adjutant(['plan', 'show-plan', 'plan=99'])).toMatchObject({ exitCode: 1, out: '' });
    expect(await adjutant(['plan', 'show-plan', 'plan@none.txt'])).toMatchObject({
      exitCode: 2,
      err: 'I cannot read the file none.txt (ENOENT).\n',
    });
  });
});
