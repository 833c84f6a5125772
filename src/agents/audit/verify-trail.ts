import { z } from 'zod';
import { defineCapability, type TrailFault } from '../../core/index.ts';
import { utterances } from './utterances.ts';

interface Finding {
  rows: number;
  checkpoints: number;
  fault?: TrailFault['kind'] | undefined;
  faultAt: number;
}

/** What was found, for who has to look into it. */
const faultWords: Readonly<Record<TrailFault['kind'], (number: number) => string>> = {
  changed: (number) => `Row ${number} is not what was written: it was changed, or another row stands in its place.`,
  missing: (number) => `Row ${number} is missing: it was deleted.`,
  inserted: (number) => `Row ${number} tells of a time long before the row before it: it was put in later.`,
  cut: (number) => `From row ${number} on, rows that were signed are gone: the end was cut off.`,
  rewritten: (number) => `From row ${number} on, the chain is not the one that was signed: it was made anew.`,
  unsigned: (number) =>
    `Line ${number} of the file of signed ends was not signed by this installation: it was cut off when a disk was full, it was altered, or the master key is another one. Find out which, and take the line out.`,
};

function finding({ fault, faultAt, rows, checkpoints }: Finding): string {
  if (fault === 'unsigned')
    return `**Each row fits, but not all signed ends can be believed.** ${faultWords[fault](faultAt)}`;
  if (fault !== undefined)
    return `**The audit trail was altered.** ${faultWords[fault](faultAt)} Restore it from a backup, and find out who may write to the database.`;
  const compared =
    checkpoints > 0 || rows === 0
      ? ''
      : ' There is no signed end here to compare it with: that rows were cut from its end, or all of it made anew, would not be seen.';
  return `**The audit trail is intact**: each row is what was written, and where it was written.${compared}`;
}

export const capability = defineCapability({
  name: 'audit.verify-trail',
  title: 'Verify the audit trail',
  description:
    'Proves that no row of the audit trail was changed, deleted, exchanged, put in or cut off, or names the first one that was. Use it before an audit, or when in doubt.',
  input: z.object({}),
  output: z.object({
    isIntact: z.boolean(),
    rows: z.number().int().describe('Rows that fit, from the first on'),
    checkpoints: z.number().int().describe('Signed ends that it was compared with; -1 where none are kept in a file'),
    fault: z
      .enum(['changed', 'missing', 'inserted', 'cut', 'rewritten', 'unsigned'])
      .optional()
      .describe('Left out when all is well'),
    faultAt: z.number().int().describe('Number of the first row, or line, that does not fit; 0 when all do'),
  }),
  permission: 'audit:trail:read',
  effect: 'read',
  utterances: utterances.verifyTrail,
  fromSentence: () => ({}),
  examples: [{ says: 'verify the audit trail', input: {} }],
  phrases: [
    '(verify|check|prove) [(the|our)] [audit] [(trail|log|chain)]',
    '(was|is) [(the|our)] [audit] (trail|log) (altered|intact)',
  ],
  async run(_input, { trail }) {
    const { rows, checkpoints = -1, fault } = await trail.verify();
    return {
      isIntact: fault === undefined,
      rows,
      checkpoints,
      fault: fault?.kind,
      faultAt: fault?.number ?? 0,
    };
  },
  present: (found) => ({
    markdown: finding(found),
    facts: {
      'Rows that fit': String(found.rows),
      'Signed ends': found.checkpoints < 0 ? 'only in the logs' : String(found.checkpoints),
    },
  }),
});
