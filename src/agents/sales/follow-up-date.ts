import {
  addDays,
  dayOf,
  isDay,
  longDay,
  type WrittenLanguage,
  type WrittenMoment,
  writtenLanguages,
  writtenMoments,
} from '../../core/index.ts';
import { isWorkday, nextWorkday } from './days.ts';
import { normalised, oneLine, type Reading, reading } from './reading.ts';

export interface FollowUpDate extends Reading {
  /** As the text says it. */
  words: string;
}

/** Words that stand in nearly every sentence of a language. */
const frequent: Readonly<Partial<Record<WrittenLanguage, RegExp>>> = {
  de: /(?<!\p{L})(?:und|der|die|das|ist|mit|von|für|auf|ein|eine|möchte|nächste[nrs]?|am|bis|bei|braucht|heute|morgen|übermorgen|getroffen|habe|im)(?!\p{L})/giu,
  es: /(?<!\p{L})(?:el|la|los|las|de|con|para|una|un|quiere|próximo|próxima|en|es|por|mañana|lunes|martes|miércoles|jueves|viernes)(?!\p{L})/giu,
  fr: /(?<!\p{L})(?:le|la|les|des|je|est|une|pour|avec|prochaine?|demain|voudrais?|veut|lundi|mardi|mercredi|jeudi|vendredi|et|du)(?!\p{L})/giu,
  it: /(?<!\p{L})(?:il|lo|gli|della|con|per|una|vuole|prossim[oa]|domani|lunedì|martedì|mercoledì|giovedì|venerdì|è)(?!\p{L})/giu,
  pt: /(?<!\p{L})(?:o|os|uma|com|para|quer|próxim[oa]|amanhã|segunda|terça|quarta|quinta|sexta|feira|não|em|da|do)(?!\p{L})/giu,
  nl: /(?<!\p{L})(?:het|een|van|met|voor|wil|graag|volgende|morgen|maandag|dinsdag|woensdag|donderdag|vrijdag|op|is)(?!\p{L})/giu,
  en: /(?<!\p{L})(?:the|and|of|from|at|to|with|wants?|next|on|in|is|for|by|tomorrow|monday|tuesday|wednesday|thursday|friday)(?!\p{L})/giu,
};

function languagesOf(text: string): WrittenLanguage[] {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return ['ja', 'en'];
  if (/\p{Script=Han}/u.test(text)) return ['zh', 'en'];
  if (/\p{Script=Cyrillic}/u.test(text)) return ['ru', 'en'];
  const counted = (Object.entries(frequent) as [WrittenLanguage, RegExp][])
    .map(([name, words]) => ({ name, count: text.match(words)?.length ?? 0 }))
    .sort((a, b) => b.count - a.count);
  const best = counted[0]?.count ?? 0;
  const likely = counted.filter(({ count }) => count > 0 && count >= best - 1).map(({ name }) => name);
  return [...new Set<WrittenLanguage>([...likely.slice(0, 2), 'en'])];
}

const furthestDays = 5 * 366;
const purpose =
  /(?:d[eé]mo|call|meet|follow|send|offer|quote|by|until|before|back|visit|appointment|bis|termin|angebot|rückruf|anruf|treffen|llamar|reunión|oferta|rendez|offre|演示|会议|回复|联系|报价)/iu;

interface Candidate {
  day: string;
  words: string;
  at: number;
  isAmbiguous: boolean;
  /** Why it is another day than the words say. */
  moved?: string | undefined;
}

/** Counts weeks or months, and means no certain day of them. */
const loose =
  /week|woche|semana|semaine|settiman|недел|周|週|星期|weken|month|monat|(?<!\p{L})mes(?:es|i|e)?(?!\p{L})|mois|mês|maand|месяц|个月/iu;
const weekday =
  /saturday|sunday|samstag|sonnabend|sonntag|weekend|wochenende|(?:周|週|星期|曜|礼拜)[六日天土]|土曜|日曜|sábado|domingo|samedi|dimanche|sabato|domenica|zaterdag|zondag|суббот|воскрес/iu;
/** “Saturday next week”: the day stands beside what counts. */
const besideMax = 14;

function toCandidate({ start, text, index }: WrittenMoment, whole: string): Candidate | undefined {
  const [year, month, date] = [start.get('year'), start.get('month'), start.get('day')];
  const isDated = start.isCertain('day') || start.isCertain('weekday');
  if (!year || !month || !date || !isDated) return undefined;
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const numbers = /^(\d{1,2})\/(\d{1,2})(?:\/|$)/.exec(text);
  const isAmbiguous = numbers !== null && Number(numbers[1]) <= 12 && Number(numbers[2]) <= 12;
  const words = text.replace(/[\s,.;]+$/, '');
  if (!isDay(iso)) return undefined;
  const isLoose =
    !start.isCertain('weekday') &&
    loose.test(words) &&
    !weekday.test(whole.slice(Math.max(0, index - besideMax), index + text.length + besideMax));
  const day = isLoose && !isWorkday(iso) ? nextWorkday(iso) : iso;
  const moved = day === iso ? undefined : `“${oneLine(words)}” is ${longDay(iso)}: the next working day is taken`;
  return { day, words, at: index, isAmbiguous, moved };
}

/** Dates that mean the same in every language, read by us: a parser may take their parts for something else. */
function plainDates(text: string): Candidate[] {
  const iso = [...text.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].map((match) => ({ match, day: match[0] }));
  const dotted = [...text.matchAll(/(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/g)].map((match) => {
    const [, day = '', month = '', year = ''] = match;
    return { match, day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
  });
  return [...iso, ...dotted]
    .filter(({ day }) => isDay(day))
    .map(({ match, day }) => ({ day, words: match[0], at: match.index, isAmbiguous: false }));
}

const maxParsedLength = 4_000;

function candidatesIn(text: string, now: Date, languages = languagesOf(text)): Candidate[] {
  const found = plainDates(text);
  for (const language of languages) {
    const parsed = writtenMoments(text.slice(0, maxParsedLength), { now, language, isAhead: true }).map((each) =>
      toCandidate(each, text),
    );
    found.push(...parsed.filter((each) => each !== undefined));
    if (found.length > 0) return found;
  }
  return found;
}

const isAhead = ({ day }: Candidate, now: Date): boolean =>
  day > dayOf(now) && day <= addDays(dayOf(now), furthestDays);

/** When somebody wants to hear from us, as a text says it among other things. What lies behind is not meant. */
export function findFollowUpDate(raw: string, now: Date): FollowUpDate | undefined {
  const text = normalised(raw);
  const ahead = candidatesIn(text, now).filter((each) => isAhead(each, now));
  const isFor = ({ at, words }: Candidate): boolean =>
    purpose.test(text.slice(Math.max(0, at - 40), at)) ||
    purpose.test(text.slice(at + words.length, at + words.length + 20));
  const chosen = ahead.find(isFor) ?? ahead[0];
  if (!chosen) return undefined;
  const { day, words, isAmbiguous, moved } = chosen;
  const said = `the text says ${moved ?? `“${oneLine(words)}”`}`;
  if (isAmbiguous) return { ...reading(day, 'medium', `${said}, read as month/day`), words };
  return { ...reading(day, isFor(chosen) ? 'high' : 'medium', said), words };
}

const lastSafeDay = 28;
/** Each look reads the whole text; a follow-up needs one day. */
const looksMax = 5;
/** Behind “in”, a number beside a month counts something else: “in February 30 people come”. */
const counts = /(?:^|\s)(?:in|im|en|em|nel)\s+$/iu;
const monthEnds = /(?<!\d)(?:29|30|31)(?!\d)/g;

/**
 * A day that no calendar has, in words for who wrote it: “Feb 31”. The parsers leave such a day out, and find it with a number that
 * every month has in its place, in whatever language it stands.
 */
export function impossibleDay(raw: string, now: Date, languages = languagesOf(raw)): string | undefined {
  const text = normalised(raw).slice(0, maxParsedLength);
  const known = candidatesIn(text, now, languages);
  for (const { 0: number, index } of [...text.matchAll(monthEnds)].slice(0, looksMax)) {
    const changed = `${text.slice(0, index)}${lastSafeDay}${text.slice(index + number.length)}`;
    const found = candidatesIn(changed, now, languages).find(
      ({ at, words }) => at <= index && index < at + words.length,
    );
    if (!found || known.some(({ at }) => at === found.at) || counts.test(text.slice(0, found.at))) continue;
    if (!found.day.endsWith(`-${lastSafeDay}`)) continue;
    const days = daysInMonthOf(found.day);
    if (Number(number) <= days) continue;
    const words = oneLine(text.slice(found.at, found.at + found.words.length)).replace(/^(?:on|am|el|le)\s+/iu, '');
    const last = `${found.day.slice(0, -2)}${days}`;
    const advice = last > dayOf(now) ? `such as ${last}` : 'today or later';
    return `There is no “${words}”: that month has ${days} days. Write a day that there is, ${advice}.`;
  }
  return undefined;
}

const daysInMonthOf = (day: string): number => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
};

export type GivenDay = { day: string; moved?: string | undefined } | { fault: string };
const advice = 'Write a date such as 2026-12-01, or “next Tuesday”.';

/** A date that was given as one: it has to be one, today or later. */
export function readGivenDay(raw: string, now: Date): GivenDay {
  const text = normalised(raw).trim();
  // A date alone does not say which language it is in.
  const languages = [...new Set([...languagesOf(text), ...writtenLanguages])];
  const found = candidatesIn(text, now, languages);
  const today = dayOf(now);
  const chosen = found.find(({ day }) => day >= today) ?? found[0];
  if (!chosen) {
    return {
      fault: impossibleDay(text, now, languages) ?? `“${text.slice(0, 60)}” is no date that I can read. ${advice}`,
    };
  }
  if (chosen.day < today) return { fault: `“${text.slice(0, 60)}” (${chosen.day}) lies in the past. ${advice}` };
  if (isAhead(chosen, now) || chosen.day === today)
    return chosen.moved === undefined ? { day: chosen.day } : { day: chosen.day, moved: chosen.moved };
  return { fault: `“${text.slice(0, 60)}” (${chosen.day}) is more than five years ahead. ${advice}` };
}
