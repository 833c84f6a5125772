import { escapeMarkdown, type Log, type Reply, type RunView } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { lockEffect } from '../effects/effect.ts';
import { cardKey, type Ledger, renderCard } from '../effects/settle.ts';
import type { AddressOf } from '../messages/tell-person.ts';
import { inLanes } from './in-lanes.ts';
import { readSchedules, type ScheduleRow } from './schedule-rows.ts';
import { tellKey, tellSetup } from './tell.ts';

export interface NoteOptions {
  database: Database;
  addressOf: AddressOf;
  ledger: Ledger;
  log: Log;
}

const batch = 200;
const concurrency = 4;

interface FiredRun {
  id: string;
  number: number;
  state: 'done' | 'failed' | 'waiting';
  outcome: RunView['outcome'];
  waiting_for: string[] | null;
}

/** What a firing came to: nothing to say when it went well. */
interface Finding {
  trouble: string;
  words: string;
  effect?: string | undefined;
}

function findingOf({ number, state, outcome, waiting_for }: FiredRun): Finding {
  if (state === 'waiting') {
    const words = 'Its last firing waits for a person: please look at it.';
    return { trouble: 'waiting', words, effect: waiting_for?.[0] };
  }
  if (outcome?.kind === 'done') return { trouble: '', words: '' };
  const why = outcome?.message ?? 'It ended without a result.';
  return { trouble: outcome?.code ?? 'failed', words: `Its last firing (run ${number}) failed. ${why}` };
}

function replyOf(row: ScheduleRow, { trouble, words }: Finding): Reply {
  const name = `Schedule ${row.number}, **${escapeMarkdown(row.title)}**`;
  if (trouble === '') return { tone: 'success', markdown: `${name}, works again.` };
  const advice = ' It is tried again at its next time; this is not said again before it works.';
  return { tone: 'warning', markdown: `${name}: ${escapeMarkdown(words)}${trouble === 'waiting' ? '' : advice}` };
}

/** What a firing waits for is decided where the schedule was set up: nobody looks at the run of a firing. */
async function showCard(tx: Tx, row: ScheduleRow, id: string, { ledger, addressOf }: NoteOptions): Promise<void> {
  const effect = await lockEffect(tx, id);
  if (!effect) return;
  const key = cardKey(id, row.run_id);
  const told = { key, run: row.run_id, person: row.person_id, content: await renderCard(tx, ledger, effect) };
  await tellSetup(tx, told, addressOf);
}

/** The next firing to look at is the one after it; one that waits is looked at again when there is none. */
async function writeDown(tx: Tx, id: string, run: FiredRun, { trouble, words }: Finding): Promise<void> {
  await tx.query(
    `update schedules set trouble = $2, firing_note = case when state = 'stopped' then firing_note else $3 end,
       waiting_run_id = case when $4 then $5::uuid else waiting_run_id end,
       open_run_id = coalesce(
         (select r.id from runs r where r.schedule_id = $1 and r.number > $6 order by r.number limit 1),
         case when $4 then $5::uuid end)
     where id = $1`,
    [id, trouble, words, run.state === 'waiting', run.id, run.number],
  );
}

async function tell(tx: Tx, row: ScheduleRow, run: FiredRun, finding: Finding, options: NoteOptions): Promise<void> {
  // Told when it changes, and not at every firing.
  if (finding.trouble !== row.trouble) {
    const key = tellKey(row.id, `${run.id}:${finding.trouble}`);
    const told = { key, run: row.run_id, person: row.person_id, content: replyOf(row, finding) };
    await tellSetup(tx, told, options.addressOf);
  }
  if (finding.effect) await showCard(tx, row, finding.effect, options);
}

async function noteOne(tx: Tx, id: string, options: NoteOptions): Promise<boolean> {
  const [row] = await readSchedules(tx, 's.id = $1 and s.open_run_id is not null for update of s skip locked', [id]);
  if (!row) return false;
  const [run] = await tx.query<FiredRun>(
    "select id, number, state, outcome, waiting_for from runs where id = $1 and state in ('done', 'failed', 'waiting')",
    [row.open_run_id],
  );
  if (!run) return false;
  const finding = findingOf(run);
  await writeDown(tx, id, run, finding);
  if (row.state !== 'deleted') await tell(tx, row, run, finding, options);
  return true;
}

/** What breaks on our side stands in nobody's way; it is tried again in the next round. */
async function tryOne(options: NoteOptions, tenant: string, id: string): Promise<boolean> {
  try {
    return await options.database.withTenant(tenant, (tx) => noteOne(tx, id, options));
  } catch (error) {
    options.log.error({ err: error, tenant, schedule: id }, 'firing not noted');
    return false;
  }
}

/** Writes down what became of the firings that ended, and tells it where the schedule was set up. Answers how many. */
export async function noteFirings(options: NoteOptions): Promise<number> {
  let noted = 0;
  for (;;) {
    const fired = await options.database.across<{ tenant_id: string; id: string }>(
      'select tenant_id, id from fired_schedules($1)',
      [batch],
    );
    let count = 0;
    await inLanes(fired, concurrency, async ({ tenant_id: tenant, id }) => {
      if (await tryOne(options, tenant, id)) count += 1;
    });
    noted += count;
    // None of these was ours to note: another process is at it.
    if (count === 0) return noted;
  }
}
