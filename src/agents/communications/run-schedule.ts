import { z } from 'zod';
import { defineCapability } from '../../core/index.ts';
import { nameOf, numberFromWords, numberInput, requireSchedule } from './schedule-output.ts';
import { scheduleNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

export const capability = defineCapability({
  name: 'communications.run-schedule',
  title: 'Run a schedule now',
  description:
    'Fires a schedule once more, now, under the approval that it has. Use it to see a digest before its time; its next time stays.',
  input: numberInput,
  output: z.object({
    number: z.number().int(),
    title: z.string(),
    run: z.number().int().describe('The run that posts it'),
  }),
  permission: 'communications:schedules:change',
  effect: 'write',
  utterances: utterances.runSchedule,
  fromSentence: scheduleNamed,
  examples: [{ says: 'run schedule 3 now', input: { number: 3 } }],
  phrases: ['(run|fire) [(schedule|digest|number)] {number} [now] [please]'],
  fromWords: (words) => numberFromWords(words, 'run'),
  compute: ({ number }, ctx) => requireSchedule(number, ctx),
  async store(number, { schedules }) {
    const { schedule, run } = await schedules.fireNow(number);
    return { number, title: schedule.title, run };
  },
  present: (fired) => ({
    markdown: `${nameOf(fired)} is on its way: run ${fired.run}.`,
  }),
});
