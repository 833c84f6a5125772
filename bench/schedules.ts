import { buildWorld, type World } from '../test/harness/build-world.ts';
import { type Person, personIn } from '../test/harness/chat.ts';
import { waitFor } from '../test/harness/wait-for.ts';
import type { Result } from './result.ts';

const count = 1_000;
const limitMs = 120_000;
const rule = 'every weekday 9:00 Europe/Berlin in #general titled "Digest 1"';

type Sql = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** One is set up as people do it; the others are its like, each under an effect of its own. */
async function setUp(maria: Person, sql: Sql): Promise<void> {
  await maria.command(`digest ${rule}`);
  await maria.press(await maria.card('Digest 1'));
  await waitFor('the first schedule', async () => (await sql('select 1 from schedules')).length === 1);
  await sql(
    `insert into effects (tenant_id, id, run_id, request_id, capability, account_id, requester_id, input, hash, natural_key, state)
     select e.tenant_id, gen_random_uuid(), e.run_id, 'like ' || n, e.capability, e.account_id, e.requester_id, e.input, e.hash,
       'like ' || n, 'done'
     from effects e join schedules s on s.effect_id = e.id, generate_series(2, $1::integer) n`,
    [count],
  );
  await sql(
    `insert into schedules (tenant_id, number, effect_id, run_id, person_id, project, title, capability, input, rule, first_on, next_at)
     select s.tenant_id, n, e.id, s.run_id, s.person_id, s.project, 'Digest ' || n, s.capability,
       jsonb_set(jsonb_set(s.input::jsonb, '{title}', to_jsonb('Digest ' || n)), '{channel}',
         to_jsonb((array['C0AURORGEN', 'C0AURORENG'])[1 + n % 2]))::json,
       s.rule, s.first_on, s.next_at
     from schedules s, generate_series(2, $1::integer) n join effects e on e.natural_key = 'like ' || n where s.number = 1`,
    [count],
  );
  await sql(
    `insert into decisions (tenant_id, effect_id, hash, round, person_id, verdict, door)
     select d.tenant_id, e.id, d.hash, e.round, d.person_id, d.verdict, d.door
     from schedules s join decisions d on d.effect_id = s.effect_id, effects e
     where s.number = 1 and d.verdict = 'approve' and e.natural_key like 'like %'`,
  );
}

const countOf = async (sql: Sql, query: string): Promise<number> =>
  (await sql<{ count: number }>(`select count(*)::integer as count from ${query}`))[0]?.count ?? 0;

/** Titles of the digests that stand in the channels. */
const posted = ({ vendors, aurora }: World): string[] =>
  aurora.slack.channels.flatMap(({ id }) =>
    vendors.slack.drive.channelHistory(id).flatMap(({ text }) => /^\*(Digest \d+)\*\n/.exec(text)?.[1] ?? []),
  );

async function measure(world: World, sql: Sql): Promise<Result> {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
  await sql("update schedules set next_at = date_trunc('minute', now())");
  const every = 100;
  await waitFor(
    'all runs',
    async () => (await countOf(sql, 'runs where schedule_id is not null')) >= count,
    limitMs,
    every,
  );
  const accepted = seconds();
  const done = "effects where capability = 'communications.post-digest' and state = 'done'";
  await waitFor('all digests', async () => (await countOf(sql, done)) >= count, 2 * limitMs, every);
  const [all, takenMs] = [seconds(), performance.now() - start];
  await waitFor(
    'all notes',
    async () => (await countOf(sql, 'schedules where open_run_id is not null')) === 0,
    limitMs,
    every,
  );
  const titles = posted(world);
  const runs = await countOf(sql, 'runs where schedule_id is not null');
  const isOnce = titles.length === count && new Set(titles).size === count && runs === count;
  return {
    title: `${count} schedules due in one minute`,
    lines: [`accepted as runs after ${accepted}, posted after ${all}, noted after ${seconds()}`],
    bars: [
      { text: `all posted after ${all} (within 2 min)`, isMet: takenMs < limitMs },
      { text: `${runs} runs, ${titles.length} posts, ${new Set(titles).size} different (once each)`, isMet: isOnce },
    ],
  };
}

/** Fired, approved by their standing approval, posted in a channel and noted, by one process with the sandbox in it. */
export async function benchSchedules(postgresUrl: string): Promise<Result> {
  const world = await buildWorld({
    postgresUrl,
    watchesContracts: false,
    // Slack would slow down whoever posts so much; what is measured here is ours.
    slackLimits: { postBurst: 100_000, tierFactor: 1_000 },
    settings: { LEASE_SECONDS: '15', SWEEP_SECONDS: '5' },
  });
  try {
    const { identity, database } = world.application.services;
    const tenant = (await identity.findInstallation('slack', world.aurora.slack.team))?.tenant ?? '';
    const sql: Sql = (text, values = []) => database.withTenant(tenant, (tx) => tx.query(text, values));
    await setUp(personIn(world, world.aurora, 'Maria'), sql);
    return await measure(world, sql);
  } finally {
    await world.close();
  }
}
