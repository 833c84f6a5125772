import type { Principal, Schedule, ScheduleRule } from '../../../src/core/index.ts';
import type { Subject } from '../../../src/services/index.ts';
import { fireSchedules, noteFirings } from '../../../src/services/index.ts';
import { createScheduleStore } from '../../../src/services/schedules/store-schedules.ts';
import type { World } from '../world.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hourMs = 3_600_000;

/** A rule whose latest time was so many hours ago. */
export const everyDayAgo = (hours: number): ScheduleRule => ({
  days: everyDay,
  time: new Date(Date.now() - hours * hourMs).toISOString().slice(11, 16),
  zone: 'UTC',
  everyWeeks: 1,
});

export interface Fired {
  id: string;
  number: number;
  person_id: string;
  door: string;
  state: string;
}

/** What people and chores do with schedules; the depot is what is asked at each firing. */
export function schedulesOf(world: World) {
  const { database, registry, identity, probe, log, ledger, readersFor } = world.services;
  const addressOf = ({ realm, subject }: Subject) => ({ door: 'slack', to: { team: realm, user: subject } }) as const;
  let count = 0;

  return {
    async keep(principal: Principal, rule = everyDayAgo(1)): Promise<Schedule> {
      count += 1;
      const input = { project: 'aurora/shop', name: `box ${count} of a schedule`, note: '' };
      const { effect } = await world.ask(principal, world.addBox, { ...input, name: `set up ${count}` });
      const content = { project: 'aurora/shop', title: `Box ${count}`, capability: 'depot.add-box', input, rule };
      return readersFor(principal).schedules.keep(effect, content);
    },
    fire: () => fireSchedules({ database, registry, identity, addressOf, probe, log }),
    note: () => noteFirings({ database, addressOf, ledger, log }),
    /** Its time came so many hours ago, to the slot. */
    due: (schedule: Schedule, hours = 1) =>
      world.sql("update schedules set next_at = date_trunc('minute', now()) - $2 * interval '1 hour' where id = $1", [
        schedule.id,
        hours,
      ]),
    runs: (schedule: Schedule): Promise<Fired[]> =>
      world.sql('select id, number, person_id, door, state from runs where schedule_id = $1 order by number', [
        schedule.id,
      ]),
    async row(schedule: Schedule) {
      const [row] = await world.sql<{ state: string; next_at: Date | null; note: string; trouble: string }>(
        'select state, next_at, note, trouble from schedules where id = $1',
        [schedule.id],
      );
      if (!row) throw new Error('there is no such schedule');
      return row;
    },
    /** What was said about it, and where. */
    async told(schedule: Schedule) {
      const rows = await world.sql<{ content: { markdown: string; links?: { url: string }[] }; address: unknown }>(
        'select content, address from messages where starts_with(key, $1) order by position',
        [`schedule:${schedule.id}:`],
      );
      return rows.map(({ content, address }) => ({ ...content, address }));
    },
    /** Ends a run as its worker does. */
    end: (run: string, outcome: object) =>
      world.sql('update runs set state = $2, outcome = $3, finished_at = now() where id = $1', [
        run,
        'kind' in outcome && outcome.kind === 'failed' ? 'failed' : 'done',
        JSON.stringify(outcome),
      ]),
    change: <T>(
      principal: Principal,
      work: (store: ReturnType<typeof createScheduleStore>) => Promise<T>,
    ): Promise<T> =>
      database.withTenant(principal.tenant, async (tx) => {
        const { id: run } = await world.accept(principal, world.listBoxes, {});
        const ctx = await world.services.contexts.create({
          principal,
          capability: world.listBoxes,
          correlation: 'correlation',
          run,
          step: 'call-0',
        });
        return work(createScheduleStore(tx, ctx));
      }),
  };
}
