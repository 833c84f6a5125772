import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { Log } from '../core/index.ts';

/** Login roles, each with rights on its own schema only. None is superuser, owner or exempt from row-level security. */
const loginRoles = ['adjutant_app', 'adjutant_queue', 'adjutant_graph', 'adjutant_limits'] as const;
export type LoginRole = (typeof loginRoles)[number];

/** All processes of an installation share the master key, and so know the roles' passwords without being told. */
const passwordOf = (role: LoginRole, masterKey: Buffer): string =>
  createHmac('sha256', masterKey).update(`postgres:${role}`).digest('hex');

export function roleUrl(ownerUrl: string, role: LoginRole, masterKey: Buffer): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = passwordOf(role, masterKey);
  return url.href;
}

async function createRoles(owner: pg.Client, masterKey: Buffer): Promise<void> {
  const { rows } = await owner.query<{ rolname: string }>(
    "select rolname from pg_roles where rolname like 'adjutant\\_%'",
  );
  const existing = new Set(rows.map((row) => row.rolname));
  if (!existing.has('adjutant_definer')) await owner.query('create role adjutant_definer nologin');
  for (const role of loginRoles) {
    const verb = existing.has(role) ? 'alter' : 'create';
    // A hexadecimal password and a role of ours: nothing in this text comes from outside.
    await owner.query(`${verb} role ${role} login password '${passwordOf(role, masterKey)}'`);
  }
  await owner.query('grant adjutant_definer to current_user');
}

const maxTries = 10;
/** Internal error (tuple concurrently updated), unique violation, duplicate object. */
const raceCodes: readonly unknown[] = ['XX000', '23505', '42710'];

/** Roles belong to the whole server, but an advisory lock to one database: who prepares another may be at it just now. */
async function settleRoles(owner: pg.Client, masterKey: Buffer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await createRoles(owner, masterKey);
    } catch (error) {
      const isRace = error instanceof pg.DatabaseError && raceCodes.includes(error.code);
      if (!isRace || tries === maxTries) throw error;
      await setTimeout(20 * tries * (1 + Math.random()));
    }
  }
}

async function createSchema(owner: pg.Client): Promise<void> {
  await owner.query(`create schema if not exists adjutant;
    grant usage on schema adjutant to adjutant_app, adjutant_graph, adjutant_definer;
    grant create on schema adjutant to adjutant_definer;`);
}

/** Migrations only go forward; each service keeps its own, numbered across all. */
async function migrate(owner: pg.Client, migrations: string, log: Log): Promise<void> {
  await runner({
    dbClient: owner,
    dir: migrations,
    useGlob: true,
    direction: 'up',
    migrationsTable: 'migrations',
    schema: 'adjutant',
    advisoryLockMode: 'wait',
    log: (line) => log.debug({ line: line.slice(0, 200) }, 'migration'),
  });
  await owner.query('revoke create on schema adjutant from adjutant_definer');
}

/** A schema that a library brings along: it makes its tables as the owner, and ours says who may use them. */
export type SchemaSetup = (owner: pg.Client, ownerUrl: string) => Promise<void>;

export interface ProvisionOptions {
  /** A role that may create roles and schemas in this database; used for nothing else. */
  ownerUrl: string;
  masterKey: Buffer;
  /** Glob of the SQL files. */
  migrations: string;
  log: Log;
  setups: readonly SchemaSetup[];
}

/** Brings roles and schemas to what this version needs. Safe to run from several processes at once, and again. */
export async function provision({ ownerUrl, masterKey, migrations, log, setups }: ProvisionOptions): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  owner.on('error', (error) => log.warn({ reason: error.message }, 'database connection lost'));
  await owner.connect();
  try {
    await owner.query("select pg_advisory_lock(hashtext('adjutant provision'))");
    await settleRoles(owner, masterKey);
    await createSchema(owner);
    await migrate(owner, migrations, log);
    for (const setup of setups) await setup(owner, ownerUrl);
  } finally {
    await owner.end();
  }
}
