import { z } from 'zod';
import {
  AppError,
  type Context,
  escapeMarkdown,
  momentIn,
  numberInWords,
  type Schedule,
  scheduleStates,
} from '../../core/index.ts';
import { oneByOne } from './digest-orders.ts';
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
export function numberFromWords(words: string, verb: string): Record<string, unknown> {
  if (/\d\s*(?:,|and\b|&|\+|to\b)[\s#]*\d/i.test(words.slice(0, 200))) throw oneByOne(verb, words);
  return numberInWords(words, { field: 'number', nouns: ['schedule', 'digest'] });
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
