import type { RiskField } from '../../core/index.ts';
import { levelNames, levelOfPercent } from './scale.ts';
import { stateOf } from './standing-words.ts';

/** How people name the fields. */
const names: Readonly<Record<string, RiskField>> = {
  prob: 'probability',
  probability: 'probability',
  likelihood: 'probability',
  impact: 'impact',
  owner: 'owner',
  response: 'response',
  strategy: 'response',
  due: 'due',
  'due date': 'due',
  residual: 'residual',
  'residual score': 'residual',
  state: 'state',
  status: 'state',
  title: 'title',
  mitigation: 'mitigation',
  trigger: 'trigger',
  note: 'note',
  because: 'note',
  wahrscheinlichkeit: 'probability',
  auswirkung: 'impact',
  verantwortlich: 'owner',
  weil: 'note',
};
/** The texts among them may hold any word, and so stand last. */
const texts: readonly RiskField[] = ['title', 'mitigation', 'trigger', 'note'];

const longestFirst = Object.keys(names).sort((one, other) => other.length - one.length);
const fieldNames = new RegExp(`\\b(${longestFirst.join('|')})\\b\\s*(?:(?:is|to|of|on|by)\\b|:|=)?\\s*`, 'giu');
const fieldOf = (match: RegExpExecArray): RiskField | undefined => names[(match[1] ?? '').toLowerCase()];
const isEnd = (character: string): boolean => /[\s,;.]/.test(character);

/** Without blanks, commas and full stops at its ends. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isEnd(text.charAt(from))) from += 1;
  while (to > from && isEnd(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

export interface Read {
  /** What does not fit is kept, to be refused with the reason. */
  value: number | string;
  /** What stood behind it. */
  rest: string;
}

const percentage = /^(\d{1,3}) ?(?:%|percent\b)/i;

/** `70 %` is likely in words, too. */
function probabilityIn(text: string): Read {
  const [said, percent] = percentage.exec(text) ?? [];
  if (said === undefined || Number(percent) > 100) return levelIn(text);
  return { value: levelOfPercent(Number(percent)), rest: text.slice(said.length) };
}

/** The same as people say them who are asked in German. */
const germanLevels = ['sehr niedrig', 'niedrig', 'mittel', 'hoch', 'sehr hoch'];
const allLevels: readonly (readonly [string, number])[] = [...levelNames.entries(), ...germanLevels.entries()].map(
  ([index, name]) => [name, index + 1],
);

/** `4`, `high`, `very low`; anything else as it was said. */
function levelIn(text: string): Read {
  const number = /^-?\d+(?:\.\d+)?/.exec(text)?.[0];
  if (number !== undefined) return { value: Number(number), rest: text.slice(number.length) };
  const [name, level] = allLevels.find(([each]) => text.toLowerCase().startsWith(each)) ?? [];
  const word = name ?? /^\S+/.exec(text)?.[0] ?? '';
  return { value: level ?? word, rest: text.slice(word.length) };
}

/** A score has no names. */
function scoreIn(text: string): Read {
  const word = trimmed(/^\S+/.exec(text)?.[0] ?? '');
  const score = Number(word);
  return { value: word === '' || Number.isNaN(score) ? word : score, rest: text.slice(word.length) };
}

/** A name or a day goes on until a word of another meaning: `Ana Lima mitigated`. */
function someWords(text: string): { value: string; rest: string } {
  const words = text.split(/\s+/);
  const end = words.findIndex(
    (word, index) => index > 0 && (stateOf(word) !== undefined || /^(?:and|with|,)$/i.test(word)),
  );
  const value = trimmed((end < 0 ? words : words.slice(0, end)).join(' '));
  return { value, rest: end < 0 ? '' : words.slice(end).join(' ') };
}

const nobody = /^(?:nobody|no one|none|-)$/i;
function ownerIn(text: string): Read {
  const { value, rest } = someWords(text);
  return { value: nobody.test(value) ? 'nobody' : value, rest };
}

/** Those that are missing here are read from all that is left of the words. */
const readers: Partial<Record<RiskField, (text: string) => Read>> = {
  probability: probabilityIn,
  impact: levelIn,
  residual: scoreIn,
  owner: ownerIn,
  due: someWords,
  ...Object.fromEntries(texts.map((field) => [field, (value: string) => ({ value, rest: '' })])),
};

const another = /(?:[;,\n]|\band\b)\s{0,9}(?:risk\s{0,9})?#?(\d{1,9})\s{1,9}(?:is\s{1,9})?(\p{L}{2,20})/giu;

/** The number of another risk of which the words tell, too, before a text that may hold any word. */
export function otherRiskIn(words: string): number | undefined {
  const text = [...words.matchAll(fieldNames)].find((match) => texts.includes(fieldOf(match) ?? 'state'));
  const told = [...words.slice(0, text?.index).matchAll(another)].find(
    ([, , word = '']) => Object.hasOwn(names, word.toLowerCase()) || stateOf(word) !== undefined,
  );
  return told && Number(told[1]);
}

/** A text ends where a comma and the name of another field stand: `…, owner Ana`. */
const isBehindComma = (words: string, at: number): boolean =>
  /,\s{0,9}(?:and\s{1,9})?$/i.test(words.slice(0, at).slice(-20));

/** So does it at the end of a sentence: `… earlier. Owner: Ana`, and not “… earlier. Impact on sales is small”. */
function isSentenceOfIts(words: string, from: number, to: number): boolean {
  if (!/[.;\n]\s{0,9}$/.test(words.slice(0, from).slice(-20))) return false;
  const value = words.slice(to, to + 20);
  const isOwner = /^owner/i.test(words.slice(from, to)) && /^\p{Lu}/u.test(value);
  return isOwner || /[:=]/.test(words.slice(from, to)) || /^\d/.test(value);
}

/** The words behind each name of a field; a text goes on until a comma stands before another name. */
export function fieldsIn(words: string): { before: string; read: (Read & { field: RiskField })[] } {
  const found = [...words.matchAll(fieldNames)].flatMap((match) => {
    const field = fieldOf(match);
    return field ? [{ field, from: match.index, to: match.index + match[0].length }] : [];
  });
  const taken = found.filter(({ from, to }, index) => {
    const isInText = found.slice(0, index).some(({ field }) => texts.includes(field));
    return !isInText || isBehindComma(words, from) || isSentenceOfIts(words, from, to);
  });
  const read = taken.map(({ field, to }, index) => {
    const text = trimmed(words.slice(to, taken[index + 1]?.from));
    return { field, ...(readers[field]?.(text) ?? { value: '', rest: text }) };
  });
  return { before: words.slice(0, taken[0]?.from), read };
}
