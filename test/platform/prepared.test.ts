import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/platform/database.ts';
import { createLog } from '../../src/platform/log.ts';
import { createNaming } from '../../src/platform/prepared.ts';
import { roleUrl } from '../../src/platform/provision.ts';
import { cloneDatabase, type TestDatabase, testMasterKey } from '../harness/database.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('a statement', () => {
  it('gets a name when it is asked often', () => {
    const named = createNaming();
    const names = times(40).map(() => named('select 1').name);
    expect(names.indexOf('often-1')).toBe(32);
    expect(named('select 2')).toEqual({ text: 'select 2' });
    expect(named({ name: 'own', text: 'select 3' })).toEqual({ name: 'own', text: 'select 3' });
  });

  it('gets none when there are too many', () => {
    const named = createNaming();
    const names = times(300).map((each) =>
      times(40)
        .map(() => named(`select ${each}`).name)
        .at(-1),
    );
    expect(new Set(names.filter(Boolean)).size).toBe(150);
  });
});

describe('a connection', () => {
  let clone: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    clone = await cloneDatabase(inject('postgresUrl'));
    owner = new pg.Client({ connectionString: clone.ownerUrl, options: '-c search_path=adjutant' });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await clone.drop();
  });

  it('goes on after a table changed under a plan that it keeps', async () => {
    const url = roleUrl(clone.ownerUrl, 'adjutant_app', testMasterKey);
    const database = openDatabase({ url, log: createLog('silent'), connections: 1, onCommitted: () => undefined });
    const read = () => database.withTenant(tenant, (tx) => tx.query('select * from projects where path = $1', ['a/b']));
    for (const _time of times(40)) await read();
    const plans = await database.withTenant(tenant, (tx) =>
      tx.query("select name from pg_prepared_statements where statement like 'select * from projects%'"),
    );
    expect(plans).toHaveLength(1);
    await owner.query('alter table projects add column later text');
    await expect(read()).rejects.toThrow('cached plan must not change result type');
    expect(await read()).toEqual([]);
    await database.close();
  });
});
