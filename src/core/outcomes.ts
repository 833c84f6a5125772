import { wordsOfCode } from './errors.ts';

/** What the audit trail calls the ways in which something ended, beside error codes. */
const ends: Readonly<Record<string, string>> = {
  done: 'done',
  pending: 'waits for approval',
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  found: 'said to be there',
  resend: 'to be sent again',
  drop: 'left as it is',
  continue: 'to be continued',
  undo: 'to be undone',
  failed: 'failed',
  unknown: 'in doubt',
  rejected: 'rejected',
  expired: 'not decided in time',
  withdrawn: 'withdrawn',
  dropped: 'left as it is',
  undone: 'undone',
  stopped: 'pulled',
  lifted: 'lifted',
  changed: 'changed',
};

/** How something ended, as a person reads it: no code of ours. */
export const outcomeInWords = (outcome: string): string =>
  Object.hasOwn(ends, outcome) ? (ends[outcome] ?? outcome) : (wordsOfCode(outcome) ?? outcome);
