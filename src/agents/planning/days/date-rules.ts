import { type Day, dayOf, fridayOfWeek, inMonth, lastOfMonth, nextWithDay, partEnd, seasonEnds } from './calendar.ts';
import { anyMonthPattern, monthOf, monthPattern } from './months.ts';

export interface Rule {
  pattern: RegExp;
  /** The words name a month or a longer time only; its last day is taken. */
  isVague?: boolean;
  /** People may read it otherwise, so that the answer says how it was read. */
  isTold?: boolean;
  read(today: Day, groups: readonly string[]): Day | undefined;
}

const year = '(?:\\s*,?\\s*(?:of\\s+)?(20\\d\\d))?';
const monthPart =
  '(early|(?:the )?beginning of|(?:the )?start of|mid[ -]?|(?:the )?middle of|late|(?:the )?end of|anfang|mitte|ende)';

/** What the library does not know, or knows for one language only. */
export const rules: readonly Rule[] = [
  {
    // 2026-12-24, 2026/12/24, 2026年12月24日, 2026년 12월 24일
    pattern:
      /(?<![\d-])(20\d\d)(?:[-/.]|\s?[年년]\s?)(\d{1,2})(?:[-/.]|\s?[月월]\s?)(\d{1,2})(?:\s?[日号號일]|(?![\d-]))/u,
    read: (today, [of = '', month = '', day = '']) =>
      dayOf(today, { year: of, month: Number(month), day: Number(day) }),
  },
  {
    // 12月24日, 12월 24일
    pattern: /(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]/u,
    read: (today, [month = '', day = '']) => dayOf(today, { year: '', month: Number(month), day: Number(day) }),
  },
  {
    // 2026年12月底, 12月末, 12월 말, 12月
    pattern: /(?<!\d)(?:(20\d\d)\s?[年년]\s?)?(\d{1,2})\s?[月월](?!\s?\d)\s?(?:底|末|말)?/u,
    isVague: true,
    read(today, [of = '', month = '']) {
      const first = dayOf(today, { year: of, month: Number(month), day: 28 });
      return first && lastOfMonth(first);
    },
  },
  { pattern: /(?:本|今|这个|這個|이번\s?)?(?:月底|月末|월말)/u, read: (today) => lastOfMonth(today) },
  { pattern: /(?:年底|年末|연말)/u, read: (today) => today.with({ month: 12, day: 31 }) },
  {
    pattern: /今天|今日|오늘|(?<!\p{L})(?:heute|hoy|aujourd['’]hui|oggi|hoje|vandaag|сегодня|اليوم)(?!\p{L})/u,
    read: (today) => today,
  },
  {
    pattern: /明天|明日|내일|(?<!\p{L})(?:morgen|mañana|demain|domani|amanhã|завтра|غدا|מחר)(?!\p{L})/u,
    read: (today) => today.add({ days: 1 }),
  },
  {
    // 30.11.2026, 30.11.26, 30.11.
    pattern: /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(20\d\d|\d\d))?(?!\d|\.\d)/,
    read: (today, [day = '', month = '', of = '']) =>
      dayOf(today, { year: of, month: Number(month), day: Number(day) }),
  },
  {
    // 30. November, 30 Dezember 2026, 3rd of March, 24 de diciembre de 2026
    pattern: new RegExp(
      `(?<![\\d.])(\\d{1,2})(?:\\.|st|nd|rd|th|er|º|°)?\\s*(?:of\\s+|de\\s+)?(${anyMonthPattern})\\.?(?:,?\\s+(?:de\\s+)?(20\\d\\d))?`,
      'iu',
    ),
    read: (today, [day = '', month = '', of = '']) =>
      dayOf(today, { year: of, month: monthOf(month), day: Number(day) }),
  },
  {
    // 3/4/2027: the month first, unless it cannot be one.
    pattern: /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(20\d\d|\d\d)(?![\d/])/,
    isTold: true,
    read(today, [one = '', other = '', of = '']) {
      const [first, second] = [Number(one), Number(other)];
      return dayOf(today, { year: of, month: first > 12 ? second : first, day: first > 12 ? first : second });
    },
  },
  {
    pattern: new RegExp(`\\b${monthPart}\\s*(${monthPattern})${year}`, 'iu'),
    isTold: true,
    read: (today, [part = '', month = '', of = '']) => inMonth(today, part.replace(/^the /i, ''), monthOf(month), of),
  },
  {
    pattern: /\b(?:end of )?(?:the )?Q([1-4])(?:\s*(?:of\s*)?(20\d\d))?\b/i,
    isVague: true,
    read: (today, [quarter = '', of = '']) => partEnd(today, of, Number(quarter) * 3),
  },
  {
    pattern: /\b(?:H([12])|the (first|second) half of)\s*(?:of\s*)?(20\d\d)\b/i,
    isVague: true,
    read: (today, [half = '', word = '', of = '']) => partEnd(today, of, half === '1' || /first/i.test(word) ? 6 : 12),
  },
  {
    pattern: new RegExp(
      `\\b(?:the\\s+)?(?:end of\\s+)?(?:the\\s+)?(spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst)${year}`,
      'iu',
    ),
    isVague: true,
    read: (today, [season = '', of = '']) =>
      partEnd(today, of, seasonEnds.find(([pattern]) => pattern.test(season))?.[1] ?? 12),
  },
  {
    pattern: /\b(?:KW|CW|calendar week|kalenderwoche)\s?(\d{1,2})(?:[\s/]+(20\d\d))?\b/i,
    isTold: true,
    read: (today, [week = '', of = '']) => fridayOfWeek(today, Number(week), of),
  },
  {
    pattern: /\b(?:the )?(next|this|coming) week\b|(?<!\p{L})(nächste|diese) woche(?!\p{L})/iu,
    isTold: true,
    read(today, [english = '', german = '']) {
      const friday = today.add({ days: 5 - today.dayOfWeek });
      return /^(?:this|diese)$/i.test(english || german) ? friday : friday.add({ weeks: 1 });
    },
  },
  {
    pattern: /\b(?:the )?(?:next|coming) quarter\b|(?<!\p{L})nächsten? quartals?(?!\p{L})/iu,
    isVague: true,
    read: (today) => lastOfMonth(today.with({ day: 1, month: Math.ceil(today.month / 3) * 3 }).add({ months: 3 })),
  },
  {
    pattern: /\b(?:end of (?:the |this )?quarter|ende (?:des |dieses )?quartals)\b/i,
    read: (today) => lastOfMonth(today.with({ day: 1, month: Math.ceil(today.month / 3) * 3 })),
  },
  {
    pattern: /\b(?:end of (?:the |this )?year|(?:the )?year['’]?s? end|(?:ende (?:des |dieses )?jahres|jahresende))\b/i,
    read: (today) => today.with({ month: 12, day: 31 }),
  },
  {
    pattern: /\b(?:end of (?:the |this )?month|(?:ende (?:des |dieses )?monats|monatsende))\b/i,
    read: (today) => lastOfMonth(today),
  },
  {
    pattern: /\b(?:end of (?:the |this )?week|(?:ende (?:der |dieser )?woche|wochenende))\b/i,
    read: (today) => today.add({ days: (5 - today.dayOfWeek + 7) % 7 }),
  },
  {
    pattern: /\b(?:before )?(?:christmas|weihnachten)\b/i,
    read: (today) => dayOf(today, { year: '', month: 12, day: 24 }),
  },
  { pattern: /\b(?:übermorgen)(?!\p{L})/iu, read: (today) => today.add({ days: 2 }) },
  {
    pattern: new RegExp(`\\bthe (\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s+(?:of\\s+)?${monthPattern})`, 'iu'),
    read: (today, [day = '']) => nextWithDay(today, Math.min(Math.max(Number(day), 1), 31)),
  },
];
