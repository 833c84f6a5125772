const hoursPerDay = 8;
/** Nobody counts hours of what takes longer. */
const hoursUntilDays = 2;
/** Nobody counts halves of what takes longer. */
const halvesUntilDays = 10;

interface Readable {
  count: number;
  unit: 'hour' | 'day';
}

const isHalf = (days: number): boolean => Number.isInteger(days * 2);

/** As people say it: whole and half days, hours where it is short. Halves that are exact stay. */
function readable(days: number): Readable {
  if (days > 0 && days < hoursUntilDays && (days < 1 || !isHalf(days)))
    return { count: Math.max(1, Math.round(days * hoursPerDay)), unit: 'hour' };
  if (isHalf(days)) return { count: days, unit: 'day' };
  return { count: days < halvesUntilDays ? Math.round(days * 2) / 2 : Math.round(days), unit: 'day' };
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `3 days`, `4 hours`, `2.5 days`, `30 days`. */
export function durationWords(days: number): string {
  const { count, unit } = readable(days);
  return counted(count, unit);
}

/** `30 working days`, `4 working hours`. */
export function workingWords(days: number): string {
  const { count, unit } = readable(days);
  return counted(count, `working ${unit}`);
}

/** The same in little room: `3d`, `4h`. */
export function shortDuration(days: number): string {
  const { count, unit } = readable(days);
  return `${count}${unit === 'day' ? 'd' : 'h'}`;
}

/** Not rounded, as it can be typed again: `2d`, `17h`. */
export const exactDuration = (days: number): string =>
  isHalf(days) && days >= 1 ? `${days}d` : `${Math.round(days * hoursPerDay)}h`;
