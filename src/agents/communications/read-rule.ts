import { ambiguousZones, plainLetters, readClock, type ScheduleRule, zoneAt } from '../../core/index.ts';
import { readImpossible } from './impossible-rules.ts';
import { readDays, readGroup } from './rule-days.ts';
import { type Draft, type Reader, refuse, ruleAdvice } from './rule-draft.ts';
import { readWeeks } from './week-words.ts';

export const maxRuleLength = 200;

export interface ReadRule {
  rule: ScheduleRule;
  /** Otherwise it is UTC. */
  isZoneNamed: boolean;
}

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

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
  const found = zoneAt(words, at);
  if (found) {
    draft.zones.add(found.zone);
    return found.count;
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
  return plainLetters(text)
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
  throw refuse(`I did not understand “${shown(words[at] ?? '')}”. ${ruleAdvice}`);
}

const only = (values: ReadonlySet<string>, many: string): string | undefined => {
  if (values.size > 1) throw refuse(`${many} (${[...values].join(', ')}). ${ruleAdvice}`);
  return [...values][0];
};

/** Reads when something shall come again and again. Throws `input.invalid`, with what to write instead. */
export function readRule(text: string): ReadRule {
  if (text.trim() === '') throw refuse(`Say when. ${ruleAdvice}`);
  if (text.length > maxRuleLength)
    throw refuse(`That is too long for a rule: at most ${maxRuleLength} characters. ${ruleAdvice}`);
  const draft: Draft = { days: new Set(), weeks: new Set(), times: new Set(), zones: new Set() };
  const words = wordsOf(text);
  for (let at = 0; at < words.length; ) at += readAt(words, at, draft);
  const zone = only(draft.zones, 'Name one time zone');
  const time = only(draft.times, 'Name one time; for several, set up a schedule for each');
  if (draft.days.size === 0) throw refuse(`Say on which days. ${ruleAdvice}`);
  if (time === undefined) throw refuse(`Say at what time. ${ruleAdvice}`);
  if (draft.weeks.size > 1) throw refuse(`Say once how many weeks lie between. ${ruleAdvice}`);
  const [weeks = 1] = draft.weeks;
  const days = [...draft.days].sort((a, b) => a - b);
  return { rule: { days, time, zone: zone ?? 'UTC', everyWeeks: weeks }, isZoneNamed: zone !== undefined };
}
