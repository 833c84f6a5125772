import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { createLog } from '../src/platform/log.ts';
import { deriveKey } from '../src/platform/seal.ts';
import { createCheckpoints } from '../src/services/audit/checkpoints.ts';
import { verifyTrail } from '../src/services/audit/verify.ts';
import { createSequencer } from '../src/services/index.ts';
import { buildWorld } from '../test/harness/build-world.ts';
import type { Result } from './result.ts';

/** As many as the bar names: `AUDIT_ROWS=1000000 npm run bench -- audit`. */
const rows = Number(process.env.AUDIT_ROWS ?? 50_000);
const barRows = 1_000_000;
const barSeconds = 60;

const fill = `insert into audit_rows (tenant_id, pseudonym, door, action, capability, outcome, run_id, correlation, details)
  select p.tenant_id, p.pseudonym, 'slack', 'asked', 'planning.show-plan', 'done', gen_random_uuid(), gen_random_uuid()::text,
    '{"step":"call-0"}' from (select tenant_id, pseudonym from people where tenant_id = $1 limit 1) p, generate_series(1, $2::integer)`;

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1_000 };
}

/** The floor: all rows read once in the same order, and as many bytes hashed. */
async function readAndHash(owner: pg.Client, tenant: string): Promise<void> {
  for (let after = 0; ; after += 10_000) {
    const { rows: some } = await owner.query<{ text: string }>(
      'select a::text as text from audit_rows a where tenant_id = $1 and number > $2 order by number limit 10000',
      [tenant, after],
    );
    for (const { text } of some) createHash('sha256').update(text).digest();
    if (some.length < 10_000) return;
  }
}

/** A long trail is linked, and then verified row by row. */
export async function benchAudit(postgresUrl: string): Promise<Result> {
  const world = await buildWorld({ postgresUrl, watchesContracts: false, settings: { ROLES: 'web' } });
  const owner = new pg.Client({ connectionString: world.ownerUrl, options: '-c search_path=adjutant' });
  await owner.connect();
  try {
    const { database, identity } = world.application.services;
    const tenant = (await identity.findInstallation('slack', world.aurora.slack.team))?.tenant ?? '';
    const log = createLog('silent');
    const seed = deriveKey(randomBytes(32), 'bench');
    const checkpoints = createCheckpoints({ seed, kept: undefined, clock: () => new Date(), log });
    await owner.query(fill, [tenant, rows]);
    const linked = await timed(createSequencer({ database, checkpoints, log }).link);
    const floor = await timed(() => readAndHash(owner, tenant));
    const verified = await timed(() => verifyTrail(database, checkpoints, tenant));
    const isWhole = verified.result.fault === undefined && verified.result.rows >= rows;
    const projected = (verified.seconds * barRows) / rows;
    return {
      title: `Audit trail of ${rows} rows`,
      lines: [
        `linked in ${linked.seconds.toFixed(1)} s, read and hashed plainly in ${floor.seconds.toFixed(1)} s, verified in ${verified.seconds.toFixed(1)} s: ${(verified.seconds / floor.seconds).toFixed(2)} of the floor`,
      ],
      bars: [
        { text: 'every row fits', isMet: isWhole },
        {
          text: `${rows < barRows ? 'at this pace ' : ''}${barRows} rows in ${projected.toFixed(0)} s (at most ${barSeconds})`,
          isMet: projected <= barSeconds,
        },
      ],
    };
  } finally {
    await owner.end();
    await world.close();
  }
}
