import { defineCapability } from '../../core/index.ts';
import { nameOf, numberFromWords, numberInput, outputOf, requireSchedule, scheduleOutput } from './schedule-output.ts';
import { scheduleNamed } from './sentences.ts';
import { utterances } from './utterances.ts';

export const capability = defineCapability({
  name: 'communications.pause-schedule',
  title: 'Pause a schedule',
  description:
    'Lets a schedule rest: nothing is posted until it is resumed. Use it for holidays, or when a digest is not wanted for now.',
  input: numberInput,
  output: scheduleOutput,
  permission: 'communications:schedules:change',
  effect: 'write',
  utterances: utterances.pauseSchedule,
  fromSentence: scheduleNamed,
  examples: [{ says: 'pause schedule 3', input: { number: 3 } }],
  phrases: ['(pause|hold|stop) [(schedule|digest|number)] {number} [now] [please]'],
  fromWords: (words) => numberFromWords(words, 'pause'),
  compute: ({ number }, ctx) => requireSchedule(number, ctx),
  store: async (number, { schedules }) => outputOf(await schedules.pause(number)),
  present: (schedule) => ({
    markdown: `${nameOf(schedule)} rests now. What falls into the pause is not made up. Resume it with “digest resume ${schedule.number}”.`,
  }),
});
