import type { Context, Principal, Stores } from '../core/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { createActivityReader } from './activity/activity.ts';
import { createFileStore, type Files } from './attachments/files.ts';
import type { Checkpoints } from './audit/checkpoints.ts';
import { createTrailReader } from './audit/trail.ts';
import type { Ledger } from './effects/settle.ts';
import { createFeedbackStore } from './feedback/feedback.ts';
import { createFollowStore } from './follows/follows.ts';
import { createPeopleReader } from './identity/people.ts';
import type { AddressOf } from './messages/tell-person.ts';
import { createPlanReader } from './plans/read-plans.ts';
import { createPlanStore } from './plans/store-plans.ts';
import { createRiskReader } from './risks/read-risks.ts';
import { createRiskStore } from './risks/store-risks.ts';
import type { Runs } from './runs/read-runs.ts';
import { createSchedules } from './schedules/schedules.ts';
import { createScheduleStore } from './schedules/store-schedules.ts';

/** What a capability reads of ours, for one person. */
export type Readers = Pick<
  Context,
  'runs' | 'people' | 'plans' | 'risks' | 'schedules' | 'activity' | 'trail' | 'files'
>;
export type ReadersFor = (principal: Principal) => Readers;

export const createReaders =
  (database: Database, runs: Runs, ledger: Ledger, files: Files, checkpoints: Checkpoints): ReadersFor =>
  (principal) => ({
    runs: runs.readerFor(principal),
    people: createPeopleReader(database, principal),
    plans: createPlanReader(database, principal),
    risks: createRiskReader(database, principal),
    schedules: createSchedules(database, principal),
    activity: createActivityReader(database, principal, ledger),
    trail: createTrailReader(database, checkpoints, principal),
    files: files.readerFor(principal),
  });

/** What a `write` capability changes, inside the transaction of its step. */
export type StoresFor = (tx: Tx, ctx: Context) => Stores;

export const createStores =
  (addressOf: AddressOf): StoresFor =>
  (tx, ctx) => ({
    plans: createPlanStore(tx, ctx, addressOf),
    risks: createRiskStore(tx, ctx),
    schedules: createScheduleStore(tx, ctx),
    follows: createFollowStore(tx, ctx),
    feedback: createFeedbackStore(tx, ctx),
    files: createFileStore(tx, ctx),
  });
