import { z } from 'zod';
import { defineCapability } from '../../core/index.ts';
import { dateOf, readMoment, showMoment } from './moment.ts';
import { keyOf, partsOf, postedOutput, postFields, preparePosting, presentPosted, previewPosting } from './posting.ts';
import { postFromWords } from './schedule-words.ts';
import { latePostWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

/** Sent this long after its moment at the latest: a post that is meant for a morning is not wanted the next day. */
const patienceMs = 6 * 3_600_000;

export const capability = defineCapability({
  name: 'marketing.schedule-post',
  title: 'Schedule a post on X',
  description:
    "Publishes a post on the organisation's X account at a later moment, once somebody else approved it. Use it when the text is ready and its time is not now.",
  input: z.object({
    ...postFields,
    at: z
      .string()
      .min(1)
      .max(100)
      .describe('When: "2026-12-01 09:00 Europe/Berlin" or "tomorrow 9:00 Europe/Berlin"; UTC without a zone'),
  }),
  output: postedOutput,
  permission: 'x:posts:create',
  effect: 'external',
  vendors: ['x', 'slack'],
  approval: 'another',
  key: keyOf,
  utterances: utterances.schedulePost,
  fromSentence: latePostWanted,
  examples: [
    {
      says: 'schedule tomorrow 9:00 Europe/Berlin: Our shop is open.',
      input: { project: 'aurora/shop', text: 'Our shop is open.', at: 'tomorrow 9:00 Europe/Berlin' },
    },
  ],
  phrases: ['schedule {*}'],
  fromWords: postFromWords,
  /** “Tomorrow” is tomorrow as it is asked for, not as it is approved or sent. */
  complete: async (input, { clock }) => ({ ...input, at: readMoment(input.at, clock()) }),
  when({ at }) {
    const from = dateOf(at);
    return { from, until: new Date(from.getTime() + patienceMs) };
  },
  prepare: preparePosting,
  preview: ({ at }, posting) => previewPosting(posting, showMoment(at)),
  parts: partsOf,
  present: presentPosted,
});
