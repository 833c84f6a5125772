import type { Continues } from '../../../core/index.ts';
import { takeEstimate } from '../days/estimate.ts';

/** `the last 7 days`, `in 2 weeks`: when, and not how long. */
const spanOfTime = /\b(?:in|within|every|last|past|next|coming)\s+\d/i;
const otherSigns = /\bmilestone\b|\s(?:after|depends on)\s+\S|^\s*(?:[-*•]|\d{1,3}[.)])\s+\S/i;

/** One more task behind “; then”: it says how long it takes, what it waits for, or that it is a milestone. */
export const furtherTask: Continues = {
  isMore: (words) => otherSigns.test(words) || (takeEstimate(words) !== undefined && !spanOfTime.test(words)),
  hint: 'A further task of the plan says how long it takes, such as “; then test 2d”.',
};
