import { channelIn, foundIn, given, numberOf } from '../../core/index.ts';
import { digestFromWords } from './digest-words.ts';
import { reportFromWords } from './report-words.ts';

/** The schedule that a sentence speaks of. */
export const scheduleNamed = (text: string): Record<string, unknown> =>
  given({ number: numberOf('schedule|digest', text) });

const day = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const days = `${day}s?(?:(?:\\s*,\\s*|\\s+and\\s+)${day}s?)*`;
const rules: readonly RegExp[] = [
  new RegExp(
    `\\b(?:every|each)\\s+(?:(?:other|second|two|2|three|3|\\d+)\\s+)?(?:weeks?\\s+on\\s+${days}|${days}|weekdays?|work(?:ing )?days?|business days?|day|morning|weeks?|month)`,
    'i',
  ),
  new RegExp(`\\b(?:on\\s+)?(?:${day}s)(?:(?:\\s*,\\s*|\\s+and\\s+)${day}s)*\\b`, 'i'),
  /\bon the (?:first|last|1st)(?: (?:day|monday|working day))? of (?:each|every|the) month\b/i,
  /\b(?:daily|weekly|monthly|biweekly|fortnightly|weekdays)\b/i,
];
const clock =
  /\b(?:at\s+)?(\d{1,2}:\d{2}(?:\s?[ap]m)?|\d{1,2}\s?[ap]m|(?<=\bat\s)\d{1,2})\b|\b(?:at\s+)?(noon|midnight)\b/i;
const zone = /\b([A-Z][a-z]+(?:\/[A-Z][A-Za-z_]+)+|UTC)\b/;

/** When something comes again and again, in the words of a rule. */
function ruleIn(text: string): string {
  const rule = rules.map((each) => each.exec(text)?.[0]).find((each) => each !== undefined);
  return [rule, foundIn(text, clock), foundIn(text, zone)].filter((each) => each !== undefined).join(' ');
}

const told =
  /\b(?:about|only|with|showing)\s+((?:the\s+|and\s+|,\s*|merge requests|what was done|plans?|risks?|approvals?|what waits(?: for approval)?|\s)+)/i;
const sectionsIn = (text: string): string => {
  const found = foundIn(text, told);
  return found === undefined ? '' : ` about ${found}`;
};

/** Where a digest is posted, when, and of what it tells. */
export function digestWanted(text: string): Record<string, unknown> {
  const channel = channelIn(text);
  if (channel === undefined) return given({ when: ruleIn(text) });
  return digestFromWords(`in #${channel} ${ruleIn(text)}${sectionsIn(text)}`);
}

/** The same for one at once. */
export function digestNow(text: string): Record<string, unknown> {
  const { when: _when, ...fields } = digestWanted(text);
  return fields;
}

const month = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const count = '(?:\\d{1,3}|few|two|three|four|six|couple of)';
const period = new RegExp(
  `\\b((?:last|past|previous|this)\\s+(?:${count}\\s+)?(?:days?|weeks?|months?|quarters?|year|sprint)|yesterday|today|since\\s+(?:last\\s+)?(?:${day}|${month}|\\d{1,2}\\.?\\s+${month}|yesterday|\\d{4}-\\d{2}-\\d{2})|${month}(?:\\s+\\d{4})?)\\b`,
  'i',
);

/** Whom a report is for, and of which time. */
export function reportWanted(text: string): Record<string, unknown> {
  const { period: _unread, ...found } = reportFromWords(text);
  return { ...found, ...given({ period: foundIn(text, period)?.replace(/\bpast\b/i, 'last') }) };
}
