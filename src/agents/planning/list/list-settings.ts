import { isAppError } from '../../../core/index.ts';
import { readDate } from '../days/dates.ts';

/** What a line of a list says of the whole plan, and not of a task. */
export interface Setting {
  kind: 'start' | 'deadline' | 'money';
  /** An ISO day, or the words of an amount. */
  value: string;
}

const days = [
  [
    'start',
    /^(?:start(?:s|ing)?|begin(?:s|ning)?|start ?date|beginn|startdatum)\b\s*[:=]?\s*(?:on |am |from )?(.+)$/iu,
  ],
  [
    'deadline',
    /^(?:deadline|due(?: date)?|end ?date|ends?|finish(?:ed)?|target date|frist|fällig|ende|enddatum)\b\s*[:=]?\s*(?:on |by |am |bis )?(.+)$/iu,
  ],
] as const;
const money = /^(?:(?:total |the )?budget|costs?|kosten)\s*[:=]?\s+(.*\d.*)$/iu;

function dayIn(words: string, now: Date): string | undefined {
  if (!/\d|day\b|tomorrow|tag\b|week|month|woche|monat/iu.test(words)) return undefined;
  try {
    return readDate(words, now, 'tasks');
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

const maxWords = 6;

/** `Deadline: Jan 29`, `Start on Jan 4`, `Budget 20k`; undefined for a task. */
export function settingIn(text: string, now: Date): Setting | undefined {
  if (text.split(/\s+/).length > maxWords) return undefined;
  for (const [kind, pattern] of days) {
    const words = pattern.exec(text)?.[1];
    const value = words === undefined ? undefined : dayIn(words, now);
    if (value !== undefined) return { kind, value };
  }
  const amount = money.exec(text)?.[1];
  return amount === undefined ? undefined : { kind: 'money', value: amount };
}
