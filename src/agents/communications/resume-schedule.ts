import { defineCapability, escapeMarkdown } from '../../core/index.ts';
import { nameOf, numberFromWords, numberInput, outputOf, requireSchedule, scheduleOutput } from './schedule-output.ts';
import { scheduleNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

export const capability = defineCapability({
  name: 'communications.resume-schedule',
  title: 'Resume a schedule',
  description:
    'Goes on with a schedule that rests or was stopped, from its next time on. Use it after a pause; nothing is made up.',
  input: numberInput,
  output: scheduleOutput,
  permission: 'communications:schedules:change',
  effect: 'write',
  utterances: utterances.resumeSchedule,
  fromSentence: scheduleNamed,
  examples: [{ says: 'resume schedule 3', input: { number: 3 } }],
  phrases: ['(resume|continue) [(schedule|digest|number)] {number} [now] [please]'],
  fromWords: (words) => numberFromWords(words, 'resume'),
  compute: ({ number }, ctx) => requireSchedule(number, ctx),
  store: async (number, { schedules }) => outputOf(await schedules.resume(number)),
  present: (schedule) => ({
    markdown: `${nameOf(schedule)} goes on ${escapeMarkdown(schedule.when)}. Next: ${schedule.next}.`,
  }),
});
