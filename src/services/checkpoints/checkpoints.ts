import { AsyncLocalStorage } from 'node:async_hooks';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import pg from 'pg';
import type { Log } from '../../core/index.ts';
import { surviveLostConnections } from '../../platform/database.ts';
import type { SchemaSetup } from '../../platform/provision.ts';

const schema = 'graph';
const tables = ['checkpoints', 'checkpoint_blobs', 'checkpoint_writes'];

/** Whose checkpoints are read and written: the tenant, and the fence with which the run is held. */
interface Holder {
  tenant: string;
  fence: number;
}

/**
 * The saver's tables, under row-level security by the prefix of the thread's name, `<tenant>:<run>`. (A tenant column would
 * lose state: the saver's keys do not hold it.) A worker that no longer holds the run cannot write.
 */
export const setupCheckpoints: SchemaSetup = async (owner, ownerUrl) => {
  const saver = PostgresSaver.fromConnString(ownerUrl, { schema });
  await saver.setup();
  await saver.end();
  await owner.query(
    `grant usage on schema ${schema} to adjutant_graph; grant select on ${schema}.checkpoint_migrations to adjutant_graph;`,
  );
  for (const table of tables) {
    const name = `${schema}.${table}`;
    const isTenants = "starts_with(thread_id, nullif(current_setting('app.tenant', true), '') || ':')";
    await owner.query(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      drop policy if exists tenant_isolation on ${name};
      create policy tenant_isolation on ${name} using (${isTenants})
        with check (${isTenants} and adjutant.holds_run(thread_id, current_setting('app.fence', true)));
      grant select, insert, update, delete on ${name} to adjutant_graph;`);
  }
};

type ConnectCallback = Parameters<pg.Pool['connect']>[0];

/** A pool for the saver alone. Whoever takes a connection sets both settings anew; one that cannot is destroyed. */
class HolderPool extends pg.Pool {
  readonly #holders: AsyncLocalStorage<Holder>;

  constructor(config: pg.PoolConfig, holders: AsyncLocalStorage<Holder>) {
    super(config);
    this.#holders = holders;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    const holder = this.#holders.getStore();
    const client = this.#take(holder);
    if (!callback) return client;
    client.then(
      (taken) => callback(undefined, taken, (error) => taken.release(error)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  async #take(holder: Holder | undefined): Promise<pg.PoolClient> {
    if (!holder) throw new Error('checkpoints are only read and written for a run that is held');
    const client = await super.connect();
    try {
      await client.query("select set_config('app.tenant', $1, false), set_config('app.fence', $2, false)", [
        holder.tenant,
        String(holder.fence),
      ]);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

export interface Checkpoints {
  saver: PostgresSaver;
  /** Everything that `work` does with the saver is done for this holder. */
  as<T>(holder: Holder, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function createCheckpoints(url: string, log: Log): Checkpoints {
  const holders = new AsyncLocalStorage<Holder>();
  const pool = new HolderPool(
    { connectionString: url, max: 8, connectionTimeoutMillis: 5_000, options: '-c statement_timeout=15s' },
    holders,
  );
  surviveLostConnections(pool, log);
  return {
    saver: new PostgresSaver(pool, undefined, { schema }),
    as: (holder, work) => holders.run(holder, work),
    close: () => pool.end(),
  };
}
