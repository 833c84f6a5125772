import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { AppError } from '../../core/index.ts';
import { isUniqueViolation } from '../../platform/database.ts';
import { checkReason } from './kill-switch.ts';
import type { Stop } from './stops.ts';

export interface InstallationSwitch {
  present(): Promise<Stop | undefined>;
  /** Nothing of any organisation goes out any more. */
  pull(by: string, reason: string): Promise<void>;
  lift(by: string): Promise<void>;
  close(): Promise<void>;
}

const holdSwitch = "select pg_advisory_xact_lock(hashtextextended('kill switch of the installation', 0))";
/** Stands in the audit trail for who is nobody of the organisation. */
const operator = '00000000-0000-0000-0000-000000000000';

/**
 * The operator's switch, for who may open the database as its owner: the role of the application may only read it, so that nothing
 * that is reached from outside can change it.
 */
export async function openInstallationSwitch(ownerUrl: string): Promise<InstallationSwitch> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    options: '-c search_path=adjutant -c lock_timeout=30s',
  });
  owner.on('error', () => undefined);
  await owner.connect();

  async function tenants(): Promise<string[]> {
    // The owner is bound by row-level security as all others are.
    await owner.query('set local role adjutant_definer');
    const { rows } = await owner.query<{ tenant_id: string }>('select tenant_id from tenants');
    await owner.query('reset role');
    return rows.map(({ tenant_id: tenant }) => tenant);
  }

  /** In the trail of each organisation, whose requests are held by it. */
  async function record(by: string, outcome: 'stopped' | 'lifted', reason: string): Promise<void> {
    const correlation = randomUUID();
    for (const tenant of await tenants()) {
      await owner.query("select set_config('app.tenant', $1, true)", [tenant]);
      await owner.query(
        `insert into audit_rows (tenant_id, pseudonym, door, action, outcome, correlation, details)
         values ($1, $2, 'operator', 'kill switch', $3, $4, $5)`,
        [tenant, operator, outcome, correlation, JSON.stringify({ reason, operator: by })],
      );
    }
  }

  async function change(work: () => Promise<void>): Promise<void> {
    await owner.query('begin');
    try {
      await owner.query(holdSwitch);
      await work();
      await owner.query('commit');
    } catch (error) {
      await owner.query('rollback');
      throw error;
    }
  }

  async function present(): Promise<Stop | undefined> {
    const { rows } = await owner.query<Omit<Stop, 'of'>>(
      'select id, pulled_by as by, reason, pulled_at as at from installation_stops where lifted_at is null',
    );
    return rows[0] && { ...rows[0], of: 'installation' };
  }

  return {
    present,

    async pull(by, given) {
      const reason = checkReason(given);
      try {
        await change(async () => {
          await owner.query('insert into installation_stops (reason, pulled_by) values ($1, $2)', [reason, by]);
          await record(by, 'stopped', reason);
        });
      } catch (error) {
        if (isUniqueViolation(error))
          throw new AppError('effect.not-open', 'It is pulled already. Nothing was changed.');
        throw error;
      }
    },

    lift: (by) =>
      change(async () => {
        const { rows } = await owner.query<{ reason: string }>(
          'update installation_stops set lifted_by = $1, lifted_at = clock_timestamp() where lifted_at is null returning reason',
          [by],
        );
        const [lifted] = rows;
        if (!lifted) throw new AppError('effect.not-open', 'It is not pulled. Nothing was changed.');
        await record(by, 'lifted', lifted.reason);
      }),

    close: () => owner.end(),
  };
}
