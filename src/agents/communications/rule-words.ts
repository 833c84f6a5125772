import { everyDay, type ScheduleRule, weekdays, weekend } from '../../core/index.ts';

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const isSame = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join();

export function listOf(words: readonly string[]): string {
  const [last, ...before] = words.toReversed();
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')} and ${last}`;
}

function daysInWords(days: readonly number[]): string {
  if (isSame(days, everyDay)) return 'every day';
  if (isSame(days, weekdays)) return 'every weekday';
  if (isSame(days, weekend)) return 'every Saturday and Sunday';
  return `every ${listOf(days.map((day) => names[day - 1] ?? ''))}`;
}

/** A rule in words, which read back as the same rule. */
export function ruleInWords({ days, time, zone, everyWeeks }: ScheduleRule): string {
  const on = daysInWords(days);
  const often =
    everyWeeks === 1 ? on : `every ${everyWeeks} weeks on ${on.replace(/^every /, '').replace(/^day$/, 'all days')}`;
  return `${often} at ${time} ${zone}`;
}
