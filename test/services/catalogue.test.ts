import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { transitions } from '../../src/core/index.ts';
import { cloneDatabase, type TestDatabase } from '../harness/database.ts';
import { acrossFunctions, findFaults } from './catalogue.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'));
  owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=adjutant' });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Does it, looks for faults, and takes it back. */
async function faultsAfter(sql: string): Promise<string[]> {
  await owner.query('begin');
  try {
    await owner.query(sql);
    return await findFaults(owner);
  } finally {
    await owner.query('rollback');
  }
}

const table =
  'create table notes (tenant_id uuid not null references tenants, id uuid not null, primary key (tenant_id, id))';

describe('the catalogue', () => {
  it('has no fault', async () => {
    expect(await findFaults(owner)).toEqual([]);
  });

  it('has all functions of the list', async () => {
    const { rows } = await owner.query<{ name: string }>(
      "select proname as name from pg_proc where prosecdef and pronamespace = 'adjutant'::regnamespace order by 1",
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(acrossFunctions).sort());
  });

  it('has the transitions that the program has', async () => {
    const { rows } = await owner.query<{ step: string }>(
      "select source || ' ' || target as step from effect_transitions order by 1",
    );
    const ours = Object.entries(transitions).flatMap(([source, targets]) =>
      targets.map((target) => `${source} ${target}`),
    );
    expect(rows.map(({ step }) => step)).toEqual(ours.sort());
  });

  it('would be well with another table that is isolated', async () => {
    expect(await faultsAfter(`${table}; call isolate_tenants('notes')`)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    [
      'a table without a tenant',
      'create table notes (id uuid primary key)',
      ['notes has no forced row-level security', 'notes has no policy that isolates tenants', 'notes has no tenant_id'],
    ],
    [
      'a table without a policy',
      table,
      ['notes has no forced row-level security', 'notes has no policy that isolates tenants'],
    ],
    [
      'a table that its owner can read',
      `${table}; call isolate_tenants('notes'); alter table notes no force row level security`,
      ['notes has no forced row-level security'],
    ],
    [
      'a policy for reading only',
      `${table}; alter table notes enable row level security; alter table notes force row level security;
       create policy p on notes using (tenant_id = current_tenant()) with check (true)`,
      ['notes has no policy that isolates tenants'],
    ],
    [
      'a second policy that opens it again',
      `${table}; call isolate_tenants('notes'); create policy open on notes for select using (true)`,
      ['notes.open has a policy that lets others in'],
    ],
    [
      'a tenant that may be missing',
      `create table notes (tenant_id uuid, id uuid primary key); call isolate_tenants('notes')`,
      ['notes has no tenant_id'],
    ],
    [
      'a foreign key without the tenant',
      `create unique index people_id on people (id);
       create table notes (tenant_id uuid not null, person_id uuid references people (id)); call isolate_tenants('notes')`,
      ['notes_person_id_fkey can be looked through without a tenant in its key'],
    ],
    ['a view', 'create view everybody as select * from people', ['everybody is a view with its owner’s rights']],
    [
      'a materialized view',
      'create materialized view everybody as select * from people',
      ['everybody is a view with its owner’s rights'],
    ],
    [
      'a function that looks across',
      "create function peek() returns setof people language sql security definer as 'select * from adjutant.people'",
      ['peek looks across tenants and is not on the list', 'peek looks across tenants in an unsafe way'],
    ],
    [
      'a function that anybody may call',
      'grant execute on function find_token(bytea) to public',
      ['find_token looks across tenants in an unsafe way'],
    ],
    [
      'a function with an open search path',
      'alter function find_token(bytea) reset search_path',
      ['find_token looks across tenants in an unsafe way'],
    ],
    ['a role that sees all', 'alter role adjutant_app bypassrls', ['adjutant_app is a role with too many rights']],
    [
      'a role that may create',
      'grant create on schema adjutant to adjutant_app',
      ['adjutant_app is a role with too many rights'],
    ],
    [
      'a role that may become the definer',
      'grant adjutant_definer to adjutant_app',
      ['adjutant_app is a role that may become another'],
    ],
    [
      'a table of the application’s own',
      'alter table people owner to adjutant_app',
      ['people is owned by a login role'],
    ],
    [
      'checkpoints for the application',
      'grant select on graph.checkpoints to adjutant_app',
      ['adjutant_app graph.checkpoints can be read by a role of another schema'],
    ],
    [
      'checkpoints without a policy',
      'drop policy tenant_isolation on graph.checkpoint_blobs',
      ['checkpoint_blobs holds checkpoints without their policy'],
    ],
    [
      'an audit trail that can be changed',
      'grant update on audit_rows to adjutant_app',
      ['audit_rows is history that the application can change'],
    ],
  ])('would report %s', async (_name, sql, faults) => {
    expect(await faultsAfter(sql)).toEqual(faults);
  });
});
