import type { Schedule, ScheduleRule, ScheduleState } from '../../core/index.ts';
import type { Tx } from '../../platform/database.ts';

export interface ScheduleRow {
  id: string;
  number: number;
  project: string;
  title: string;
  capability: string;
  input: Record<string, unknown>;
  rule: ScheduleRule;
  first_on: string;
  state: ScheduleState;
  run_id: string;
  person_id: string;
  owner: string;
  /** By the clock of the database. */
  now: Date;
  next_at: Date | null;
  last_at: Date | null;
  open_run_id: string | null;
  waiting_run_id: string | null;
  trouble: string;
  note: string;
  firing_note: string;
}

export const toSchedule = (row: ScheduleRow): Schedule => ({
  id: row.id,
  number: row.number,
  project: row.project,
  title: row.title,
  capability: row.capability,
  input: row.input,
  rule: row.rule,
  state: row.state,
  owner: row.owner,
  nextAt: row.next_at ?? undefined,
  lastAt: row.last_at ?? undefined,
  note: [row.note, row.firing_note].filter(Boolean).join(' '),
});

const select = 'select s.*, p.name as owner, now() as now from schedules s join people p on p.id = s.person_id';

export const readSchedules = (tx: Tx, condition: string, values: readonly unknown[]): Promise<ScheduleRow[]> =>
  tx.query<ScheduleRow>(`${select} where ${condition}`, values);
