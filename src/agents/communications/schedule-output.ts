import { z } from 'zod';
import { AppError, type Context, escapeMarkdown, momentIn, type Schedule, scheduleStates } from '../../core/index.ts';
import { ruleInWords } from './rule-words.ts';

/** What `pause`, `resume` and `delete` ask for and answer. */
export const numberInput = z.object({
  number: z.number().int().min(1).describe('The number of the schedule, for example 3'),
});

export const scheduleFields = {
  number: z.number().int(),
  title: z.string(),
  state: z.enum(scheduleStates),
  when: z.string(),
  next: z.string().describe('Local time of the next firing; empty when there is none'),
};
export const scheduleOutput = z.object(scheduleFields);

export const outputOf = ({ number, title, state, rule, nextAt }: Schedule) => ({
  number,
  title,
  state,
  when: ruleInWords(rule),
  next: nextAt ? momentIn(rule.zone, nextAt) : '',
});

/** `3`, `schedule 3`, `#3 please`. */
export function numberFromWords(words: string): Record<string, unknown> {
  const number = /(?<![\w.-])#?(\d{1,9})(?![\w.-])/.exec(words)?.[1];
  return number === undefined ? {} : { number: Number(number) };
}

/** Says early, and with those that there are, that a number is wrong. */
export async function requireSchedule(number: number, { schedules }: Context): Promise<number> {
  if (await schedules.find(number)) return number;
  const known = (await schedules.list()).map((each) => `${each.number} (${each.title})`);
  const those = known.length > 0 ? `There are: ${known.slice(0, 10).join(', ')}.` : 'There is none yet.';
  throw new AppError('input.invalid', `There is no schedule ${number} in your projects. ${those}`, {
    fields: { number: 'is no schedule of your projects' },
  });
}

export const nameOf = ({ number, title }: { number: number; title: string }): string =>
  `Schedule ${number}, **${escapeMarkdown(title)}**,`;
