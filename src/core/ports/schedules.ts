/** When something happens again and again: on these days of the week at a local time. */
export interface ScheduleRule {
  /** ISO days of the week, 1 is Monday; sorted. */
  days: readonly number[];
  /** `HH:MM`, local. */
  time: string;
  /** IANA name, such as `Europe/Berlin`. */
  zone: string;
  /** Every so many weeks, counted from the first firing; usually 1. */
  everyWeeks: number;
}

/** One firing of a rule: called by its local date and time. */
export interface Slot {
  /** `2026-03-29T09:00` */
  name: string;
  at: Date;
}

export const scheduleStates = ['active', 'paused', 'stopped', 'deleted'] as const;
/** `stopped`: it could not go on by itself, for example because its owner left. */
export type ScheduleState = (typeof scheduleStates)[number];

export interface ScheduleContent {
  project: string;
  title: string;
  /** What is asked for at each firing, in the name of who set it up. */
  capability: string;
  input: Record<string, unknown>;
  rule: ScheduleRule;
}

export interface Schedule extends ScheduleContent {
  id: string;
  /** What people call it by; counted per organisation. */
  number: number;
  state: ScheduleState;
  owner: string;
  nextAt: Date | undefined;
  lastAt: Date | undefined;
  /** Why it was stopped, or what became of the last firing. */
  note: string;
}

export interface AskingSchedule {
  rule: ScheduleRule;
  /** What its latest firing that was done sent; `undefined` before there is one. */
  lastSent: Record<string, unknown> | undefined;
}

/** Reads the schedules of the projects that a person is a member of, and keeps what an approved effect sets up. */
export interface Schedules {
  /** Those that are not deleted. */
  list(): Promise<Schedule[]>;
  find(number: number): Promise<Schedule | undefined>;
  /** The next firings of a rule that begins after that. */
  upcoming(rule: ScheduleRule, after: Date, count: number): readonly Slot[];
  /** The schedule that asks, by its id. */
  asking(schedule: string): Promise<AskingSchedule | undefined>;
  /** Made once for an effect, which stands as the approval of all its firings. */
  keep(effect: string, content: ScheduleContent): Promise<Schedule>;
  ofEffect(effect: string): Promise<Schedule | undefined>;
  /** Ends what an effect set up. */
  endOfEffect(effect: string): Promise<void>;
}

export interface ScheduleStore {
  pause(number: number): Promise<Schedule>;
  /** Goes on with the next slot from now; what was missed is not made up. */
  resume(number: number): Promise<Schedule>;
  remove(number: number): Promise<Schedule>;
  /** Fires once more, outside of its rule. Answers the number of the run. */
  fireNow(number: number): Promise<{ schedule: Schedule; run: number }>;
}
