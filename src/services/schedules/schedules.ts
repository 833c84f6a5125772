import {
  AppError,
  type Principal,
  type Schedule,
  type ScheduleContent,
  type ScheduleRule,
  type Schedules,
} from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { nextNumber } from '../numbers.ts';
import { readSchedules, toSchedule } from './schedule-rows.ts';
import { dateOf, nextSlot, nextSlots } from './slots.ts';

const visible = "s.state <> 'deleted' and s.project = any ($1)";

async function insert(tx: Tx, effect: string, { rule, ...content }: ScheduleContent): Promise<void> {
  const first = nextSlot({ rule, firstOn: undefined }, new Date());
  const number = await nextNumber(tx, 'schedules');
  await tx.query(
    `insert into schedules (tenant_id, number, effect_id, run_id, person_id, project, title, capability, input, rule, first_on, next_at)
     select tenant_id, $9, id, run_id, requester_id, $2, $3, $4, $5, $6, $7, $8
     from effects where id = $1 on conflict (tenant_id, effect_id) do nothing`,
    [
      effect,
      content.project,
      content.title,
      content.capability,
      JSON.stringify(content.input),
      JSON.stringify(rule),
      dateOf(first),
      first.at,
      number,
    ],
  );
}

async function ofEffect(tx: Tx, effect: string): Promise<Schedule | undefined> {
  const [row] = await readSchedules(tx, 's.effect_id = $1', [effect]);
  return row && toSchedule(row);
}

/** The schedules of a person's projects. */
export function createSchedules(database: Database, principal: Principal): Schedules {
  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.withTenant(principal.tenant, work);
  return {
    list: () =>
      inTenant(async (tx) =>
        (await readSchedules(tx, `${visible} order by s.number`, [principal.projects])).map(toSchedule),
      ),

    find: (number) =>
      inTenant(async (tx) => {
        const [row] = await readSchedules(tx, `${visible} and s.number = $2::bigint`, [principal.projects, number]);
        return row && toSchedule(row);
      }),

    upcoming: (rule, after, count) => nextSlots({ rule, firstOn: undefined }, after, count),

    asking: (schedule) =>
      inTenant(async (tx) => {
        const [row] = await tx.query<{ rule: ScheduleRule; last_sent: Record<string, unknown> | null }>(
          `select s.rule, (select e.input from runs r join effects e on e.run_id = r.id and e.tenant_id = r.tenant_id
             where r.schedule_id = s.id and e.state = 'done' and e.parent_id is null
             order by e.settled_at desc limit 1) as last_sent
           from schedules s where ${visible} and s.id = $2`,
          [principal.projects, schedule],
        );
        return row && { rule: row.rule, lastSent: row.last_sent ?? undefined };
      }),

    keep: (effect, content) =>
      inTenant(async (tx) => {
        await insert(tx, effect, content);
        const kept = await ofEffect(tx, effect);
        if (!kept) throw new AppError('internal', 'The schedule was not stored.');
        return kept;
      }),

    ofEffect: (effect) => inTenant((tx) => ofEffect(tx, effect)),

    endOfEffect: (effect) =>
      inTenant(async (tx) => {
        await tx.query("update schedules set state = 'deleted', next_at = null where effect_id = $1", [effect]);
      }),
  };
}
