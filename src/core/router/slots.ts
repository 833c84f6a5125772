/** Kinds of values that a sentence may hold. What is of a kind says what is asked for, whatever the value is. */
export type Slot =
  | 'email'
  | 'link'
  | 'phone'
  | 'money'
  | 'channel'
  | 'request'
  | 'quote'
  | 'version'
  | 'path'
  | 'code'
  | 'clock'
  | 'duration'
  | 'date'
  | 'number'
  | 'person'
  | 'name';

const currency = '(?:€|\\$|£|euros?|dollars?|pounds?|francs?|eur|usd|gbp|chf)';
const weekday = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?';
const month =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?';
const dayOfMonth = '\\d{1,2}(?:st|nd|rd|th)?\\.?';
/** That a day or a span is named is enough here; which one it is, is read by who needs it. */
const dates = [
  '\\b\\d{4}-\\d{2}-\\d{2}\\b',
  '\\b\\d{1,2}[./]\\d{1,2}[./](?:\\d{2}){1,2}\\b',
  `\\b${dayOfMonth}\\s(?:of\\s)?${month}(?:\\s\\d{4})?(?!\\p{L})`,
  `\\b${month}\\s${dayOfMonth}(?:,?\\s\\d{4})?(?!\\p{L})`,
  `\\b(?:(?:next|last|this|coming|past|previous|early|late|mid|end of|beginning of|by|until|since|in)\\s)+(?:the\\s)?(?:${month}|week|month|year|quarter|sprint|spring|summer|autumn|fall|winter)(?!\\p{L})`,
  `\\b(?:(?:next|last|this|coming)\\s)?${weekday}\\b`,
  '\\b(?:today|tomorrow|yesterday|tonight|christmas|easter|new year)\\b',
  `(?<=\\p{L}\\s)(?:january|february|april|june|july|august|september|october|november|december)\\b`,
].join('|');
const count = '(?:\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|another)';

/** In the order in which they are looked for: an address is no path, and a time of day no number. */
const patterns: readonly (readonly [Slot, RegExp])[] = [
  [
    'quote',
    /“[^“”]{1,500}”|„[^“”„]{1,500}[“”]|"[^"]{1,500}"|(?<![\p{L}\p{N}])['‘][^'’\n]{2,500}['’](?![\p{L}\p{N}])|`[^`]{1,500}`/gu,
  ],
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g],
  ['request', /\bhttps?:\/\/\S{1,300}\/merge_requests\/\d{1,9}/gi],
  ['link', /\bhttps?:\/\/\S+/gi],
  ['channel', /(?<!\S)#\p{L}[\p{L}\p{N}_-]*/gu],
  ['request', /(?<![\p{L}\p{N}])!\d{1,9}\b|\b(?:merge request|pull request|mr|pr)\s+[!#]?\d{1,9}\b/giu],
  ['money', new RegExp(`[€$£]\\s?\\d[\\d.,]*\\s?[km]?\\b|\\b\\d[\\d.,]*\\s?(?:k\\s?)?${currency}(?![\\p{L}])`, 'giu')],
  ['phone', /(?<![\p{L}\p{N}])(?:\+\d|0\d)[\d ()/-]{5,18}\d/gu],
  ['clock', /\b\d{1,2}(?::\d{2})?\s?(?:am|pm|uhr|o['’]clock)\b|\b\d{1,2}:\d{2}\b/giu],
  ['version', /\bv?\d+\.\d+\.\d+(?:[-+][\w.]+)?\b/gi],
  [
    'path',
    /(?<!\S)[\w.-]*[a-z][\w.-]*(?:\/[\w.*-]+)+|\b[\w-]+\.(?:md|ts|tsx|js|jsx|py|go|rb|rs|java|json|ya?ml|toml|txt|css|html)\b/gi,
  ],
  ['code', /\b[a-z]+(?:[A-Z][a-z0-9]*)+\b|\b\w+_\w+\b|\b\w+\(\)/g],
  [
    'duration',
    new RegExp(
      `\\b${count}\\s+(?:more\\s+)?(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?)\\b|\\b\\d{1,3}[dwh]\\b`,
      'gi',
    ),
  ],
  ['date', new RegExp(dates, 'giu')],
  ['number', /(?<![\p{L}\p{N}])#?\d[\d.,]*(?:st|nd|rd|th)?\b/giu],
  ['person', /(?<!\p{L})\p{Lu}\p{Ll}+(?:[ -]\p{Lu}[\p{Ll}.’']*){1,2}(?!\p{L})/gu],
  ['name', /(?<=[\p{Ll},]\s)\p{Lu}\p{Ll}+(?!\p{L})/gu],
];

const mark = (slot: Slot): string => ` ‹${slot}› `;

/** A sentence with the kind of each value in its place: `call ‹email› back on ‹date›`. */
export const withSlots = (text: string): string =>
  patterns.reduce((words, [slot, pattern]) => words.replace(pattern, mark(slot)), text);
