import { defineCapability } from '../../core/index.ts';
import { nameOf, numberFromWords, numberInput, outputOf, requireSchedule, scheduleOutput } from './schedule-output.ts';
import { scheduleNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

export const capability = defineCapability({
  name: 'communications.delete-schedule',
  title: 'Delete a schedule',
  description: 'Ends a schedule for good. Use it when a digest is not wanted any more; what it posted stays.',
  input: numberInput,
  output: scheduleOutput,
  permission: 'communications:schedules:change',
  effect: 'write',
  utterances: utterances.deleteSchedule,
  fromSentence: scheduleNamed,
  examples: [{ says: 'delete schedule 3', input: { number: 3 } }],
  phrases: ['(delete|remove|cancel) [(schedule|digest|number)] {number} [now] [please]'],
  fromWords: (words) => numberFromWords(words, 'delete'),
  compute: ({ number }, ctx) => requireSchedule(number, ctx),
  store: async (number, { schedules }) => outputOf(await schedules.remove(number)),
  present: (schedule) => ({
    markdown: `${nameOf(schedule)} is deleted. What it posted stays. If that was a slip, say “undo” to set it up again.`,
  }),
});
