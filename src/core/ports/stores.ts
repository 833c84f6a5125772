import type { FeedbackStore } from './feedback.ts';
import type { FileStore } from './files.ts';
import type { FollowStore } from './follows.ts';
import type { PlanStore } from './plans.ts';
import type { RiskStore } from './risks.ts';
import type { ScheduleStore } from './schedules.ts';

/** What a `write` capability may change: all in one transaction, for one person. */
export interface Stores {
  plans: PlanStore;
  risks: RiskStore;
  schedules: ScheduleStore;
  follows: FollowStore;
  feedback: FeedbackStore;
  files: FileStore;
}
