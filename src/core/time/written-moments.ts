import { de, en, es, fr, it, ja, nl, type ParsedComponents, type ParsedResult, pt, ru, zh } from 'chrono-node';

const libraries = { de, en, es, fr, it, ja, nl, pt, ru, zh: zh.hans };

export type WrittenLanguage = keyof typeof libraries;
/** All in which days are read. */
export const writtenLanguages = Object.keys(libraries) as readonly WrittenLanguage[];
/** A day or time that a text speaks of, and where. */
export type WrittenMoment = ParsedResult;
/** What of it is said, and what follows from now. */
export type MomentParts = ParsedComponents;

export interface MomentOptions {
  /** Left out where only matters where in the text moments stand. */
  now?: Date;
  language?: WrittenLanguage;
  /** What may be past or to come is to come. */
  isAhead?: boolean;
  /** Of the place that the text speaks of, from UTC. */
  offsetMinutes?: number;
}

const amount =
  '(?:\\d{1,9}(?:\\.\\d{1,9})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|few|several)';
const unit =
  '(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mos?|mons?|quarters?|qtrs?|years?|yrs?|[smhdwy])';
/** “3 weeks 2 days 4 hours” is one length; of more in a row nobody makes one. */
const manyLengths = new RegExp(
  `(?:(?<![\\p{L}\\d])${amount}\\s{0,3}${unit}(?!\\p{L})[\\s,]{0,6}(?:and\\s{1,3})?){5,}`,
  'giu',
);

/** The library needs milliseconds for each in a row of lengths, and so seconds for a text of them: blanks stand for them. */
const withoutManyLengths = (text: string): string => text.replace(manyLengths, (all) => ' '.repeat(all.length));

/** The days and times that words name, in the order in which they stand there. */
export function writtenMoments(text: string, options: MomentOptions = {}): WrittenMoment[] {
  const { now, language = 'en', isAhead = false, offsetMinutes = 0 } = options;
  const reference = now && { instant: now, timezone: offsetMinutes };
  return libraries[language].parse(withoutManyLengths(text), reference, { forwardDate: isAhead });
}
