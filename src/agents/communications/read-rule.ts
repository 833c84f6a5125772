import { AppError, type ScheduleRule } from '../../core/index.ts';
import { readClock } from './clock-words.ts';
import { dayOf, daysFrom, groups, shortDayOf } from './day-words.ts';
import { ambiguousZones, findZone, longestZone, plain } from './zones.ts';

export const maxRuleLength = 200;
const maxWeeks = 12;
const advice = 'Write it like “every weekday 9:00 Europe/Berlin” or “Mondays and Thursdays at 08:30”.';

export interface ReadRule {
  rule: ScheduleRule;
  /** Otherwise it is UTC. */
  isZoneNamed: boolean;
}

interface Draft {
  days: Set<number>;
  weeks: Set<number>;
  times: Set<string>;
  zones: Set<string>;
}
/** Reads what stands at a place into the draft, and answers how many words that were. */
type Reader = (words: readonly string[], at: number, draft: Draft) => number;

const refuse = (message: string): AppError => new AppError('input.invalid', message, { fields: { when: message } });
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const lengthOf = (phrase: string): number => phrase.trim().split(' ').length;
const restOf = (words: readonly string[], at: number): string => words.slice(at, at + 6).join(' ');

const everyWord = '(?:every|each|alle|jeden?|jede[rsm]?|cada|chaque|tous les|toutes les|todas las|elke)';
const counts: Readonly<Record<string, number>> = {
  two: 2,
  zwei: 2,
  dos: 2,
  deux: 2,
  other: 2,
  second: 2,
  '2nd': 2,
  zweite: 2,
  zweiten: 2,
  zweiter: 2,
  three: 3,
  drei: 3,
  tres: 3,
  trois: 3,
  third: 3,
  '3rd': 3,
  dritte: 3,
  dritten: 3,
  four: 4,
  vier: 4,
  cuatro: 4,
  quatre: 4,
  fourth: 4,
  '4th': 4,
  vierte: 4,
  vierten: 4,
};

/** What is said in words that are understood, and cannot be had. */
const impossible: readonly (readonly [RegExp, string])[] = [
  [
    /^(hourly|stundlich)( |$)|^(hours?|minutes?|mins?|stunden?|minuten?|horas|minutos|twice)( |$)/,
    'It comes at most once a day, at one time.',
  ],
  [
    /^(monthly|months?|monatlich|monat[es]?|mes|mensual|mensualmente|mois|mensuel|quarterly|quarters?|first|last|erste[nrs]?|letzte[nrs]?|yearly|years?|annually|\d+(st|nd|rd|th))( |$)/,
    'It goes by days of the week, not of the month: for example “every 4 weeks on Monday at 9:00”.',
  ],
  [/^(once|today|tomorrow|heute|einmal|hoy|demain|tonight)( |$)/, 'It comes again and again, not once.'],
  [
    /^(except|excluding|but|not|without|ausser|excepto|menos|sauf|holidays?|feiertage?n?|unless)( |$)/,
    'Exceptions are not known: name the days on which it shall come.',
  ],
  [/^(other|\d+) (days|tage|dias|jours)( |$)|^other day( |$)/, 'Name the days of the week on which it shall come.'],
  [/^(local|my|our|their)( |$)/, 'Name the city whose time is meant, such as Berlin.'],
  [/^(half|quarter|halb|viertel)( |$)/, 'Write the time in figures, such as 8:30.'],
  [
    /^(evenings?|afternoons?|nights?|abends?|nachmittags?|nachts|noche|noches|tarde|tardes|soirs?)( |$)/,
    'Write the time in figures, such as 17:00.',
  ],
];

const readImpossible: Reader = (words, at) => {
  const rest = restOf(words, at);
  for (const [pattern, why] of impossible) {
    const found = pattern.exec(rest);
    if (found) throw refuse(`“${found[0].trim()}” cannot be had. ${why}`);
  }
  return 0;
};

function addWeeks(draft: Draft, weeks: number, phrase: string): number {
  if (weeks < 1 || weeks > maxWeeks) throw refuse(`It can come every 1 to ${maxWeeks} weeks. ${advice}`);
  draft.weeks.add(weeks);
  return lengthOf(phrase);
}

const everyWeeks = new RegExp(
  `^(?:${everyWord} )?(\\d{1,4}|[a-z]+) (?:weeks|wochen|semanas|semaines|weken)( on| am)?( |$)`,
);
/** “Every other Friday”, “every second week”. */
const everyOther = new RegExp(`^${everyWord} (\\w+) (?=(\\w+))((week|woche|semana|semaine)( on| am)?( |$))?`);

const everyWeek = new RegExp(
  `^(weekly|wochentlich|semanalmente|semanal|hebdomadaire|once (a|per) week|${everyWord} (week|woche|semana|semaine))( |$)`,
);
const fortnight = new RegExp(
  `^(bi-?weekly|fortnightly|${everyWord} fortnight|zweiwochentlich|14-tagig|vierzehntagig|quincenal|quincenalmente)( |$)`,
);

function readSeveral(rest: string): { count: number; phrase: string } | undefined {
  const [phrase, number = ''] = everyWeeks.exec(rest) ?? [];
  const count = counts[number] ?? (/^\d+$/.test(number) ? Number(number) : undefined);
  return phrase === undefined || count === undefined ? undefined : { phrase, count };
}

function readOther(rest: string): { count: number; phrase: string } | undefined {
  const [phrase, number = '', next = '', week] = everyOther.exec(rest) ?? [];
  const count = counts[number];
  const isMeant = week !== undefined || dayOf(next) !== undefined;
  return phrase === undefined || count === undefined || !isMeant ? undefined : { phrase, count };
}

const readWeeks: Reader = (words, at, draft) => {
  const rest = restOf(words, at);
  const [single] = everyWeek.exec(rest) ?? [];
  if (single !== undefined) return addWeeks(draft, 1, single);
  const [double] = fortnight.exec(rest) ?? [];
  if (double !== undefined) return addWeeks(draft, 2, double);
  const found = readSeveral(rest) ?? readOther(rest);
  return found ? addWeeks(draft, found.count, found.phrase) : 0;
};

const readGroup: Reader = (words, at, draft) => {
  const rest = restOf(words, at);
  for (const [pattern, days] of groups) {
    const found = pattern.exec(rest);
    if (!found) continue;
    for (const day of days) draft.days.add(day);
    return lengthOf(found[0]);
  }
  return 0;
};

const joins = /^(and|und|y|et|e|en|&|\+)$/;
const ranges = /^(-|to|through|thru|till|until|bis|a|al|au|tot)$/;
/** Short names count beside another day. */
function dayAt(words: readonly string[], at: number): number | undefined {
  const word = words[at] ?? '';
  const [next, afterNext = ''] = [words[at + 1] ?? '', words[at + 2]];
  const [previous, beforeThat = ''] = [words[at - 1] ?? '', words[at - 2]];
  const isBeside = [next, previous].some((each) => shortDayOf(each) !== undefined);
  const isJoined = (middle: string, other: string): boolean =>
    (joins.test(middle) || ranges.test(middle)) && shortDayOf(other) !== undefined;
  const isAmongDays = isBeside || isJoined(next, afterNext) || isJoined(previous, beforeThat);
  return isAmongDays ? shortDayOf(word) : dayOf(word);
}

const readDays: Reader = (words, at, draft) => {
  const [first, last] = (words[at] ?? '').split('-').map(shortDayOf);
  if (first !== undefined && last !== undefined) {
    for (const day of daysFrom(first, last)) draft.days.add(day);
    return 1;
  }
  const day = dayAt(words, at);
  if (day === undefined) return 0;
  const end = ranges.test(words[at + 1] ?? '') ? dayAt(words, at + 2) : undefined;
  for (const each of daysFrom(day, end ?? day)) draft.days.add(each);
  return end === undefined ? 1 : 3;
};

const readTime: Reader = (words, at, draft) => {
  const found = readClock(words.slice(at, at + 3), words[at - 1] ?? '');
  if (!found) return 0;
  if ('fault' in found) throw refuse(found.fault);
  draft.times.add(found.time);
  return found.words;
};

const offset = /^(utc|gmt)?[+-]\d{1,2}(:?\d{2})?$/;

const readZone: Reader = (words, at, draft) => {
  const word = words[at] ?? '';
  if (offset.test(word))
    throw refuse(`${word} knows no summer time. Name a city or a zone instead, such as Europe/Berlin; or UTC.`);
  const meanings = ambiguousZones[word];
  if (meanings !== undefined) throw refuse(`${word.toUpperCase()} is the time of several places. Write ${meanings}.`);
  for (let length = Math.min(longestZone, words.length - at); length > 0; length -= 1) {
    const zone = findZone(words.slice(at, at + length).join(' '));
    if (zone === undefined) continue;
    draft.zones.add(zone);
    return length;
  }
  if (word === 'et' && at === words.length - 1) draft.zones.add('America/New_York');
  return 0;
};

const fillers = new Set(
  `at @ um on am an in the a and und y et of for from von de del du el la las los le les der die das den dem every each all jeden jede
   jeder jedes alle cada chaque todos todas tous toutes ogni elke - time times zeit clock o'clock oclock uhr h hrs please bitte por favor
   morning mornings morgens manana mananas matin always immer days day it me us to into channel kanal canal post send share schedule digest digests
   summary set up starting make create give`.split(/\s+/),
);
const readFiller: Reader = (words, at) => (fillers.has(words[at] ?? '') ? 1 : 0);

const readers: readonly Reader[] = [readWeeks, readGroup, readImpossible, readDays, readTime, readZone, readFiller];

function wordsOf(text: string): string[] {
  return plain(text)
    .replace(/[–—−]/g, '-')
    .replace(/\b([ap])\.?\s?m\b\.?/g, '$1m')
    .replace(/[’‘]/g, "'")
    .replace(/[,;()!?"“”„«»]|\.(?=\s|$)/g, ' ')
    .replace(/&/g, ' and ')
    .split(/\s+/)
    .filter(Boolean);
}

function readAt(words: readonly string[], at: number, draft: Draft): number {
  for (const reader of readers) {
    const length = reader(words, at, draft);
    if (length > 0) return length;
  }
  throw refuse(`I did not understand “${shown(words[at] ?? '')}”. ${advice}`);
}

const only = (values: ReadonlySet<string>, many: string): string | undefined => {
  if (values.size > 1) throw refuse(`${many} (${[...values].join(', ')}). ${advice}`);
  return [...values][0];
};

/** Reads when something shall come again and again. Throws `input.invalid`, with what to write instead. */
export function readRule(text: string): ReadRule {
  if (text.trim() === '') throw refuse(`Say when. ${advice}`);
  if (text.length > maxRuleLength)
    throw refuse(`That is too long for a rule: at most ${maxRuleLength} characters. ${advice}`);
  const draft: Draft = { days: new Set(), weeks: new Set(), times: new Set(), zones: new Set() };
  const words = wordsOf(text);
  for (let at = 0; at < words.length; ) at += readAt(words, at, draft);
  const zone = only(draft.zones, 'Name one time zone');
  const time = only(draft.times, 'Name one time; for several, set up a schedule for each');
  if (draft.days.size === 0) throw refuse(`Say on which days. ${advice}`);
  if (time === undefined) throw refuse(`Say at what time. ${advice}`);
  if (draft.weeks.size > 1) throw refuse(`Say once how many weeks lie between. ${advice}`);
  const [weeks = 1] = draft.weeks;
  const days = [...draft.days].sort((a, b) => a - b);
  return { rule: { days, time, zone: zone ?? 'UTC', everyWeeks: weeks }, isZoneNamed: zone !== undefined };
}
