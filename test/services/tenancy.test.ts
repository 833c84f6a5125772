import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Ring } from '../../src/core/index.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { createLog } from '../../src/platform/log.ts';
import { roleUrl } from '../../src/platform/provision.ts';
import { cloneDatabase, type TestDatabase, testMasterKey } from '../harness/database.ts';
import { waitFor } from '../harness/wait-for.ts';

let clone: TestDatabase;
let database: Database;
let owner: pg.Client;
const rings: Ring[] = [];
const [aurora, borealis, coral] = [randomUUID(), randomUUID(), randomUUID()];
const tenants = [aurora, borealis, coral];

beforeAll(async () => {
  clone = await cloneDatabase(inject('postgresUrl'));
  owner = new pg.Client({ connectionString: clone.ownerUrl, options: '-c search_path=adjutant' });
  await owner.connect();
  database = openDatabase({
    url: roleUrl(clone.ownerUrl, 'adjutant_app', testMasterKey),
    log: createLog('silent'),
    connections: 2,
    onCommitted: (ring) => void rings.push(ring),
  });
  for (const tenant of tenants) {
    await database.withTenant(tenant, async (tx) => {
      await tx.query('insert into tenants (tenant_id, name) values ($1, $2)', [tenant, tenant]);
      await tx.query("insert into people (tenant_id, name, roles) values ($1, $2, '{admin}')", [tenant, tenant]);
      await tx.query("insert into projects (tenant_id, path) values ($1, 'a/b')", [tenant]);
    });
  }
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await clone.drop();
});

const namesSeen = (tenant: string): Promise<string[]> =>
  database.withTenant(tenant, async (tx) =>
    (await tx.query<{ name: string }>('select name from people')).map(({ name }) => name),
  );

describe('a tenant', () => {
  it('sees its own rows only', async () => {
    expect(await namesSeen(aurora)).toEqual([aurora]);
    expect(await namesSeen(randomUUID())).toEqual([]);
  });

  it('is a uuid, and nothing else gets into the statement', async () => {
    const work = (): Promise<never> => expect.unreachable();
    for (const tenant of ['', 'aurora', `${aurora}'; drop table people; --`, aurora.toUpperCase()]) {
      await expect(database.withTenant(tenant, work)).rejects.toThrow(/uuid/);
    }
  });

  const tables = ['tenants', 'people', 'projects', 'runs', 'effects', 'messages', 'audit_rows', 'vendor_accounts'];
  it.each(tables)('is needed to see anything of %s', async (table) => {
    expect(await database.across(`select * from ${table}`)).toEqual([]);
  });

  it('is needed to write anything', async () => {
    const statement = "insert into people (tenant_id, name, roles) values ($1, 'x', '{}')";
    await expect(database.across(statement, [aurora])).rejects.toMatchObject({ code: '42501' });
  });

  it.each<[string, string]>([
    ['add a row to another', "insert into people (tenant_id, name, roles) values ($1, 'x', '{}')"],
    ['move its row to another', 'update people set tenant_id = $1'],
  ])('cannot %s', async (_name, sql) => {
    const attempt = database.withTenant(aurora, (tx) => tx.query(sql, [borealis]));
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
    expect(await namesSeen(borealis)).toEqual([borealis]);
  });

  it('changes and deletes nothing of another', async () => {
    const touched = await database.withTenant(aurora, async (tx) => [
      ...(await tx.query("update people set name = 'x' where tenant_id = $1 returning id", [borealis])),
      ...(await tx.query('delete from project_members where tenant_id = $1 returning tenant_id', [borealis])),
    ]);
    expect(touched).toEqual([]);
  });

  it('cannot refer to a row of another', async () => {
    const { rows } = await owner.query<{ id: string }>('select id from people where tenant_id = $1', [borealis]);
    const attempt = database.withTenant(aurora, (tx) =>
      tx.query(
        `insert into project_members (tenant_id, project_id, person_id) select tenant_id, id, $1 from projects`,
        [rows[0]?.id],
      ),
    );
    await expect(attempt).rejects.toMatchObject({ code: '23503' });
  });
});

describe('a transaction', () => {
  const settings = (): Promise<{ tenant: string | null }[]> =>
    Promise.all(
      Array.from({ length: 8 }, async () => {
        const [row] = await database.across<{ tenant: string | null }>(
          "select nullif(current_setting('app.tenant', true), '') as tenant",
        );
        return row ?? { tenant: 'none' };
      }),
    );

  it('leaves nothing on its connection', async () => {
    await Promise.all(tenants.flatMap((tenant) => [namesSeen(tenant), namesSeen(tenant)]));
    expect(new Set((await settings()).map(({ tenant }) => tenant))).toEqual(new Set([null]));
  });

  it('leaves nothing on its connection when it fails', async () => {
    const failing = [
      database.withTenant(aurora, () => Promise.reject(new Error('ours'))),
      database.withTenant(aurora, (tx) => tx.query('select no_such_column from people')),
    ];
    await Promise.allSettled(failing);
    expect(new Set((await settings()).map(({ tenant }) => tenant))).toEqual(new Set([null]));
    expect(await database.across('select * from people')).toEqual([]);
  });

  it('rings when it is committed, and not when it is not', async () => {
    const ring: Ring = { kind: 'effect', tenant: aurora, id: '1' };
    rings.length = 0;
    await expect(
      database.withTenant(aurora, async (tx) => {
        tx.ring(ring);
        throw new Error('ours');
      }),
    ).rejects.toThrow('ours');
    await setImmediate();
    expect(rings).toEqual([]);
    await database.withTenant(aurora, async (tx) => {
      tx.ring(ring);
      await tx.query('select 1');
      expect(rings).toEqual([]);
    });
    await waitFor('the bell', () => rings.length > 0);
    expect(rings).toEqual([ring]);
  });

  it('does not pass for done when one of its statements failed and nobody said so', async () => {
    rings.length = 0;
    const swallowing = database.withTenant(aurora, async (tx) => {
      await tx.query("update people set name = 'swallowed'");
      await tx.query('select no_such_column from people').catch(() => undefined);
      tx.ring({ kind: 'effect', tenant: aurora, id: '1' });
    });
    await expect(swallowing).rejects.toThrow(/rolled back/);
    await setImmediate();
    expect(rings).toEqual([]);
    expect(await namesSeen(aurora)).toEqual([aurora]);
  });

  it('that loses its connection fails alone, and the next one works', async () => {
    const losing = database.withTenant(aurora, async (tx) => {
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await owner.query('select pg_terminate_backend($1)', [row?.pid]);
      await waitFor('the end of the connection', async () => {
        const { rows } = await owner.query('select 1 from pg_stat_activity where pid = $1', [row?.pid]);
        return rows.length === 0;
      });
      await tx.query('select 1');
    });
    await expect(losing).rejects.toThrow(/terminat|connection|closed/i);
    expect(await namesSeen(aurora)).toEqual([aurora]);
  });

  it('of any tenant is its own, however they are mixed', async () => {
    const call = fc.record({
      tenant: fc.constantFrom(...tenants),
      queries: fc.integer({ min: 1, max: 3 }),
      isFailing: fc.boolean(),
    });
    const property = fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), async (calls) => {
      const seen = await Promise.all(
        calls.map(({ tenant, queries, isFailing }) =>
          database
            .withTenant(tenant, async (tx) => {
              const names: string[] = [];
              for (let index = 0; index < queries; index += 1) {
                names.push(...(await tx.query<{ name: string }>('select name from people')).map(({ name }) => name));
              }
              if (isFailing) throw Object.assign(new Error('ours'), { names });
              return names;
            })
            .catch((error: Error & { names: string[] }) => error.names),
        ),
      );
      expect(seen).toEqual(calls.map(({ tenant, queries }) => Array.from({ length: queries }, () => tenant)));
    });
    await fc.assert(property, { numRuns: 40 });
  });
});
