import type { Step } from './change-step.ts';
import { free, moveBy, moveTo } from './move-steps.ts';
import { add, link, remove, unlink } from './network-steps.ts';
import { deadline, holiday, startDay } from './plan-steps.ts';
import { assign, duration, rename } from './task-steps.ts';

/** In the order in which they are tried: what is plainer comes first. */
export const steps: readonly Step[] = [
  deadline,
  startDay,
  holiday,
  rename,
  assign,
  unlink,
  remove,
  add,
  moveBy,
  moveTo,
  free,
  link,
  duration,
];
