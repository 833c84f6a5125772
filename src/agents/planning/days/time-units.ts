import type { Temporal } from 'temporal-polyfill';

/** A length of time, as people write it in the languages that are read. */
interface TimeUnit {
  /** Whole words. */
  words: string;
  /** Stand right behind a number only: `3d`. */
  short?: string;
  /** In scripts that write no spaces. */
  eastern?: string;
  /** How much work it is. */
  workDays: number;
  /** In days of the calendar, where a part of one is meant. */
  days: number;
  add(count: number): Temporal.DurationLike;
  english: string;
}

const isWorkDay =
  '(?:working|business|work|week)[ -]?days?|(?:arbeits|werk)tage?n?|jours ouvr[ée]s|d[ií]as (?:laborables|hábiles)|werkdagen';

const units: readonly TimeUnit[] = [
  {
    words: 'minutes?|minuten?|mins?|minutos?|minuti|минут[аы]?|دقيقة|دقائق',
    eastern: '分钟|分鐘|分間|분',
    workDays: 1 / 480,
    days: 1 / 1440,
    add: () => ({ days: 0 }),
    english: 'minutes',
  },
  {
    words: 'hours?|hrs?|stunden?|horas?|heures?|or[ae]|uur|uren|час(?:а|ов)?|ساعات?|ساعة',
    short: 'h|std',
    eastern: '小时|小時|時間|시간',
    workDays: 1 / 8,
    days: 1 / 24,
    add: () => ({ days: 0 }),
    english: 'hours',
  },
  {
    words: isWorkDay,
    eastern: '个?工作日|營業日|営業日',
    workDays: 1,
    days: 1,
    add: (days) => ({ days }),
    english: 'days',
  },
  {
    words: 'days?|tage?n?|d[ií]as?|jours?|giorn[io]|dag(?:en)?|дн(?:я|ей)|день|أيام|يوما?|ימים|יום',
    short: 'd',
    eastern: '天|日間|日|일',
    workDays: 1,
    days: 1,
    add: (days) => ({ days }),
    english: 'days',
  },
  {
    words: 'fortnights?',
    workDays: 10,
    days: 14,
    add: (count) => ({ weeks: count * 2 }),
    english: 'weeks',
  },
  {
    words: 'weeks?|wks?|wochen?|semanas?|semaines?|settiman[ae]|we(?:e?k|ken)|недел[яиью]|أسابيع|أسبوعا?|שבועות|שבוע',
    short: 'w',
    eastern: '个?星期|個?星期|周|週間|週|주일?',
    workDays: 5,
    days: 7,
    add: (weeks) => ({ weeks }),
    english: 'weeks',
  },
  {
    words: 'months?|monate?n?|mes(?:es)?|mois|mes[ei]|m[eê]s|maand(?:en)?|месяц(?:а|ев)?|أشهر|شهرا?|חודשים|חודש',
    short: 'mo',
    eastern: '个月|個月|か月|ヶ月|ヵ月|개월',
    workDays: 20,
    days: 30,
    add: (months) => ({ months }),
    english: 'months',
  },
  {
    words: 'quarters?|quartale?n?|trimestres?',
    workDays: 60,
    days: 91,
    add: (count) => ({ months: count * 3 }),
    english: 'months',
  },
  {
    words: 'years?|jahre?n?|años?|ans|année|anni|anno|anos?|jaar|jaren|год(?:а)?|лет|سنوات|سنة',
    workDays: 240,
    days: 365,
    add: (years) => ({ years }),
    english: 'months',
  },
];

const joined = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('|');
const eastern = joined(units.map((unit) => unit.eastern));
const words = joined(units.map((unit) => unit.words));

/** Behind a number: `weeks`, `w`, `周`. */
export const shortUnitPattern = `(?:(?:${words}|${joined(units.map((unit) => unit.short))})(?![\\p{L}\\p{N}])|${eastern})`;
/** In a sentence, where `h` or `d` may be something else. */
export const unitPattern = `(?:(?:${words})(?![\\p{L}\\p{N}])|${eastern})`;

const exact = units.map((unit) => ({
  unit,
  pattern: new RegExp(`^(?:${joined([unit.words, unit.short, unit.eastern])})$`, 'iu'),
}));
const fallback = units.find(({ english }) => english === 'days') as TimeUnit;

export const unitCalled = (name: string): TimeUnit =>
  exact.find(({ pattern }) => pattern.test(name.trim()))?.unit ?? fallback;

const workDay = new RegExp(`^(?:${isWorkDay}|个?工作日|營業日|営業日)$`, 'iu');
/** Counted without weekends. */
export const isWorkDayUnit = (name: string): boolean => workDay.test(name);
