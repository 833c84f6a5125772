import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';
import { startProcess } from './started-process.ts';

async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-switch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = await cloneDatabase(inject('postgresUrl'));
  onTestFinished(() => database.drop());
  return { folder, url: database.ownerUrl };
}

it('adjutant kill-switch is pulled and lifted where Adjutant runs, by a word and a reason', async () => {
  const { folder, url } = await place();
  const run = async (...words: string[]) => {
    const started = startProcess('src/main.ts', folder, { DATABASE_URL: url }, ['kill-switch', ...words]);
    onTestFinished(() => started.kill());
    const code = await started.ended();
    return { code, out: started.output.out, error: started.output.error };
  };
  expect(await run()).toMatchObject({ code: 0, out: expect.stringMatching(/^Not pulled/) });
  expect(await run('pull')).toMatchObject({ code: 1, error: expect.stringMatching(/^Say why/) });
  expect(await run('push')).toMatchObject({ code: 1, error: expect.stringMatching(/adjutant kill-switch pull <why>/) });
  expect(await run('pull', 'A', 'leaked', 'key')).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Pulled\. The operator \(.+\) pulled the kill switch of this installation .*“A leaked key”/,
    ),
  });
  expect(await run('pull', 'again')).toMatchObject({ code: 1, error: expect.stringMatching(/already/) });
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const { rows } = await owner.query('select reason from adjutant.installation_stops where lifted_at is null');
  await owner.end();
  expect(rows).toEqual([{ reason: 'A leaked key' }]);
  expect(await run('lift')).toMatchObject({ code: 0, out: expect.stringMatching(/^Not pulled/) });
  expect(await run('lift')).toMatchObject({ code: 1, error: expect.stringMatching(/not pulled/) });
});

it('adjutant kill-switch says where to go when nothing runs here', async () => {
  const { folder } = await place();
  const started = startProcess('src/main.ts', folder, {}, ['kill-switch']);
  onTestFinished(() => started.kill());
  expect(await started.ended()).toBe(1);
  expect(started.output.error).toMatch(/No Adjutant runs from this folder/);
});
