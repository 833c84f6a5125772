import pg from 'pg';
import type { Log, Ring } from '../core/index.ts';

/** One transaction inside one tenant. */
export interface Tx {
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Rings once the transaction is committed: before that there is nothing to see. */
  ring(ring: Ring): void;
  readonly tenant: string;
}

export interface Database {
  /** The only way to a tenant's rows: the tenant is set for this transaction and forgotten with it. */
  withTenant<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls a function that looks across tenants and answers with ids only. */
  across<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
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
  const pool = new pg.Pool({ connectionString: url, types, connectionTimeoutMillis: 5_000, ...settings });
  // Without a listener, the end of an idle connection (a restart of Postgres) would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'database connection lost'));
  return pool;
}

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
      // One round trip; the tenant was checked above, so it can stand in the text.
      await client.query(`begin; select set_config('app.tenant', '${tenant}', true)`);
      const result = await work({
        tenant,
        query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
          (await client.query<Row>(sql, [...values])).rows,
        ring: (ring) => void rings.push(ring),
      });
      await client.query('commit');
      client.release();
      for (const ring of rings) onCommitted(ring);
      return result;
    } catch (error) {
      const isClean = await client.query('rollback').then(
        () => true,
        () => false,
      );
      client.release(!isClean);
      throw error;
    }
  }

  return {
    withTenant: transact,
    across: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(sql, [...values])).rows,
    isReachable: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  };
}
