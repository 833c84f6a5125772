import pg from 'pg';
import type { Log, Ring } from '../core/index.ts';
import { createNaming, isStalePlan, type Sql } from './prepared.ts';

export type { Sql } from './prepared.ts';

/** One transaction inside one tenant. */
export interface Tx {
  query<Row extends pg.QueryResultRow>(sql: Sql, values?: readonly unknown[]): Promise<Row[]>;
  /** Rings once the transaction is committed: before that there is nothing to see. */
  ring(ring: Ring): void;
  readonly tenant: string;
}

export interface Database {
  /** The only way to a tenant's rows: the tenant is set for this transaction and forgotten with it. */
  withTenant<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls a function that looks across tenants and answers with ids only. */
  across<Row extends pg.QueryResultRow>(sql: Sql, values?: readonly unknown[]): Promise<Row[]>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  log: Log;
  /** Connections at the most. */
  connections: number;
  onCommitted(ring: Ring): void;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Postgres sends bigint as text; ours are counters and fences, far below 2^53.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

export function createPool(url: string, settings: pg.PoolConfig, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    ...settings,
  });
  surviveLostConnections(pool, log);
  return pool;
}

/** A connection that ends (a restart of Postgres) must not end the process. */
export function surviveLostConnections(pool: pg.Pool, log: Log): void {
  pool.on('error', (error) => log.warn({ reason: error.message }, 'database connection lost'));
  // The pool listens to idle connections only; one in use can end between two statements.
  pool.on('connect', (client) => client.on('error', () => undefined));
}

const naming = createNaming();
const statement = (sql: Sql, values: readonly unknown[]): pg.QueryConfig => ({ ...naming(sql), values: [...values] });

/** Another row holds the same key: the one error of Postgres that is an answer. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505';

export function openDatabase({ url, log, connections, onCommitted }: DatabaseOptions): Database {
  const pool = createPool(
    url,
    {
      max: connections,
      options: '-c search_path=adjutant -c statement_timeout=15s -c idle_in_transaction_session_timeout=15s',
    },
    log,
  );

  async function transact<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (!uuid.test(tenant)) throw new TypeError('a tenant is a uuid');
    const rings: Ring[] = [];
    const client = await pool.connect();
    try {
      // The tenant was checked above, so it can stand in the text. Not waited for: the first statement follows in the same
      // round trip, and when this one fails, row-level security leaves it nothing to see.
      const begun = client.query(`begin; select set_config('app.tenant', '${tenant}', true)`);
      begun.catch(() => undefined);
      const result = await work({
        tenant,
        query: async <Row extends pg.QueryResultRow>(sql: Sql, values: readonly unknown[] = []) =>
          (await client.query<Row>(statement(sql, values))).rows,
        ring: (ring) => void rings.push(ring),
      });
      await begun;
      const { command } = await client.query('commit');
      // Postgres answers so, and without an error, when a statement before it failed and nobody passed that on.
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed');
      client.release();
      // After whoever waits for the commit: an acknowledgement goes out before its bells are rung.
      if (rings.length > 0) setImmediate(() => rings.forEach(onCommitted));
      return result;
    } catch (error) {
      const isClean = await client.query('rollback').then(
        () => true,
        () => false,
      );
      // While a new version brings the tables to shape, this one goes on, with plans of how they were.
      client.release(!isClean || (error instanceof pg.DatabaseError && isStalePlan(error.code)));
      throw error;
    }
  }

  return {
    withTenant: transact,
    across: async <Row extends pg.QueryResultRow>(sql: Sql, values: readonly unknown[] = []) =>
      (await pool.query<Row>(statement(sql, values))).rows,
    isReachable: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  };
}
