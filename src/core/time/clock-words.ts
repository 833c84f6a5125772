/** What was read at the begin of some words: how many of them, and what they mean or what is wrong with them. */
export type ClockReading = { words: number; time: string } | { words: number; fault: string };

const named: Readonly<Record<string, string>> = {
  noon: '12:00',
  midday: '12:00',
  mittag: '12:00',
  mittags: '12:00',
  mediodia: '12:00',
  midi: '12:00',
  midnight: '00:00',
  mitternacht: '00:00',
  medianoche: '00:00',
  minuit: '00:00',
};
const half = /^(am|pm)$/;
const sign = /^(uhr|h|hrs|hours?|heures?|horas?|o'?clock)$/;
/** What a bare number has to stand behind, to be an hour. */
const before = /^(at|@|um|las|a|ab|om)$/;

const two = (number: number): string => String(number).padStart(2, '0');

function reading(words: number, hour: number, minute: number, side: string): ClockReading {
  const shown = `${hour}${minute > 0 ? `:${two(minute)}` : ''}${side ? ` ${side}` : ':00'.slice(minute > 0 ? 3 : 0)}`;
  const isTwelve = side !== '';
  if (minute > 59 || hour > 23 || (isTwelve && (hour < 1 || hour > 12)))
    return { words, fault: `There is no ${shown}. Write the time as 09:00 or 5pm.` };
  const shift = side === 'pm' && hour < 12 ? 12 : side === 'am' && hour === 12 ? -12 : 0;
  return { words, time: `${two(hour + shift)}:${two(minute)}` };
}

/** `am` behind an hour over twelve is German for “on”. */
const isHalf = (word: string | undefined, hour: number): boolean =>
  word !== undefined && half.test(word) && !(word === 'am' && (hour > 12 || hour === 0));

function readWhole([first = '', second, third]: readonly string[]): ClockReading | undefined {
  const found = /^(\d{1,2})(?:[:.h](\d{2}))(am|pm|h|uhr)?$/.exec(first) ?? /^(\d{1,2})()(am|pm|h|uhr)$/.exec(first);
  if (!found) return undefined;
  const [hour, minute, end = ''] = [Number(found[1]), Number(found[2] || 0), found[3]];
  if (half.test(end)) return reading(1, hour, minute, end);
  if (isHalf(second, hour)) return reading(2, hour, minute, second ?? '');
  if (second !== undefined && sign.test(second))
    return isHalf(third, hour) ? reading(3, hour, minute, third ?? '') : reading(2, hour, minute, '');
  return reading(1, hour, minute, '');
}

function readHour(words: readonly string[], previous: string): ClockReading | undefined {
  const [first = '', second = '', third = ''] = words;
  if (/^\d{4}$/.test(first) && before.test(previous))
    return reading(1, Number(first.slice(0, 2)), Number(first.slice(2)), '');
  if (!/^\d{1,2}$/.test(first)) return undefined;
  const hour = Number(first);
  if (isHalf(second, hour)) return reading(2, hour, 0, second);
  if (second in named && hour === 12) return { words: 2, time: named[second] ?? '' };
  if (sign.test(second)) {
    if (isHalf(third, hour)) return reading(3, hour, 0, third);
    return /^\d{2}$/.test(third) ? reading(3, hour, Number(third), '') : reading(2, hour, 0, '');
  }
  return before.test(previous) ? reading(1, hour, 0, '') : undefined;
}

/** Reads a time of day at the begin of words; `previous` is the word before them. */
export function readClock(words: readonly string[], previous: string): ClockReading | undefined {
  const time = named[words[0] ?? ''];
  if (time !== undefined) return { words: 1, time };
  return readWhole(words) ?? readHour(words, previous);
}
