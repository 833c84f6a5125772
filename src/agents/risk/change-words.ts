import { type RiskResponse, type RiskState, riskResponses } from '../../core/index.ts';
import { levelNames } from './scale.ts';

/** What free words change of a risk; values that do not fit are kept, to be refused with the reason. */
export interface ChangeInWords {
  number?: number;
  probability?: number | string;
  impact?: number | string;
  owner?: string;
  response?: RiskResponse;
  mitigation?: string;
  state?: RiskState;
}

const fieldNames = /\b(prob(?:ability)?|impact|owner|response|mitigation|state)\b\s*(?:is|to|of|:|=)?\s*/giu;
const stateWords: readonly (readonly [RegExp, RiskState])[] = [
  [/\b(?:mitigated|reduced)\b/i, 'mitigated'],
  [/\b(?:happened|occurred|has come true|materiali[sz]ed)\b/i, 'happened'],
  [/\b(?:closed?|over|done|gone)\b/i, 'closed'],
  [/\b(?:re-?open(?:ed)?|open)\b/i, 'open'],
];
const responseOf = (text: string): RiskResponse | undefined =>
  riskResponses.find((response) => new RegExp(`\\b${response}(?:d|ed|red)?\\b`, 'i').test(text));
const stateOf = (text: string): RiskState | undefined => stateWords.find(([words]) => words.test(text))?.[1];

/** `4`, `high`, `very low`; anything else as it was said. */
function levelIn(text: string): { level: number | string; rest: string } {
  const number = /^-?\d+(?:\.\d+)?/.exec(text)?.[0];
  if (number !== undefined) return { level: Number(number), rest: text.slice(number.length) };
  const name = levelNames.toReversed().find((each) => text.toLowerCase().startsWith(each));
  const word = name ?? /^\S+/.exec(text)?.[0] ?? '';
  return { level: name ? levelNames.indexOf(name) + 1 : word, rest: text.slice(word.length) };
}

const ends = /[\s,;.]+$|^[\s,;.]+/g;
const nobody = /^(?:nobody|no one|none|-)$/i;

/** A name goes on until a word of another meaning: `Ana Lima mitigated`. */
function ownerIn(text: string): { owner: string; rest: string } {
  const words = text.split(/\s+/);
  const end = words.findIndex(
    (word, index) => index > 0 && (stateOf(word) !== undefined || /^(?:and|with|,)$/i.test(word)),
  );
  const name = (end < 0 ? words : words.slice(0, end)).join(' ').replace(ends, '');
  return { owner: nobody.test(name) ? 'nobody' : name, rest: end < 0 ? '' : words.slice(end).join(' ') };
}

interface Said {
  field: string;
  text: string;
}

/** The words behind each name of a field. What is done about it is the last: its text may hold any word. */
function fieldsIn(words: string): { before: string; said: Said[] } {
  const found = [...words.matchAll(fieldNames)];
  const last = found.findIndex(([, name = '']) => name.toLowerCase() === 'mitigation');
  const names = last < 0 ? found : found.slice(0, last + 1);
  const said = names.map((match, index) => ({
    field: (match[1] ?? '').toLowerCase(),
    text: words.slice(match.index + match[0].length, names[index + 1]?.index).replace(ends, ''),
  }));
  return { before: words.slice(0, names[0]?.index), said };
}

/** One field, and what stood behind its value. */
function readField({ field, text }: Said): { change: ChangeInWords; rest: string } {
  if (field === 'mitigation') return { change: { mitigation: text }, rest: '' };
  if (field === 'owner') {
    const { owner, rest } = ownerIn(text);
    return { change: { owner }, rest };
  }
  if (field === 'response' || field === 'state') return { change: {}, rest: text };
  const { level, rest } = levelIn(text);
  return { change: field === 'impact' ? { impact: level } : { probability: level }, rest };
}

/** `3 probability 4 owner Ana mitigated` */
export function readChange(words: string): ChangeInWords {
  const number = /^\s*(?:risk\s*)?#?(\d{1,9})\b/i.exec(words);
  const { before, said } = fieldsIn(words.slice(number?.[0].length ?? 0));
  const read = said.map(readField);
  const left = [before, ...read.map(({ rest }) => rest)].join(' ');
  const [state, response] = [stateOf(left), responseOf(left)];
  return {
    ...(number ? { number: Number(number[1]) } : {}),
    ...Object.assign({}, ...read.map(({ change }) => change)),
    ...(state ? { state } : {}),
    ...(response ? { response } : {}),
  };
}
