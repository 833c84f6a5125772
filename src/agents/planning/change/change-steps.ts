import { add } from './add-step.ts';
import type { Step } from './change-step.ts';
import { begin, free, moveBy, moveTo } from './move-steps.ts';
import { link, remove, unlink } from './network-steps.ts';
import { deadline, holiday, startDay } from './plan-steps.ts';
import { assign, duration, lengthen, own, rename, unassign } from './task-steps.ts';

/** In the order in which they are tried: what is plainer comes first. */
export const steps: readonly Step[] = [
  deadline,
  startDay,
  holiday,
  rename,
  unassign,
  assign,
  unlink,
  remove,
  add,
  moveBy,
  moveTo,
  free,
  lengthen,
  begin,
  own,
  link,
  duration,
];
