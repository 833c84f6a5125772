import type { Tx } from '../../platform/database.ts';

/**
 * A run was made for a schedule. An earlier one that is still open comes first, so that what becomes of it is told too;
 * all but one that waits for a person and was shown: its card says what becomes of it, and it may wait for days.
 */
export const openFiring = (tx: Tx, schedule: string, run: string): Promise<unknown> =>
  tx.query(
    `update schedules s set last_at = now(), open_run_id = case
       when s.open_run_id is null or (s.open_run_id = s.waiting_run_id and exists (
         select 1 from runs r where r.id = s.open_run_id and r.state = 'waiting')) then $2::uuid
       else s.open_run_id end
     where s.id = $1`,
    [schedule, run],
  );
