import type { Capability } from '../capability.ts';
import { type Field, fieldsOf } from '../form.ts';
import { countOf, singular, verbNounOf } from './word-forms.ts';

/** What a phrase makes of words: values of named fields, and what is left for `fromWords`. */
export interface Heard {
  args: Record<string, string>;
  rest: string;
  /** How many words of the phrase itself were said: more mean that it was meant more surely. */
  said: number;
}

/** A value in the middle of a sentence is short; what is longer stands at the end, as `{*}`. */
const maxValueLength = 200;
const token = /\{[^}]*\}|[[\]()|]|[^\s[\]{}()|]+/g;
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const oneOf = (words: readonly string[]): string => words.map(escaped).join('|');

function patternOf({ name, kind, choices }: Field): string {
  if (kind === 'number') return '[#!]?\\d{1,9}';
  if (kind === 'choice') return oneOf(choices);
  if (name === 'project') return '[\\w.-]+(?:/[\\w.-]+)+';
  return `"[^"]*"|“[^”]*”|'[^']*'|\`[^\`]*\`|\\S.{0,${maxValueLength}}?`;
}

/** `{field}`, `{field:these|words}`, or `{*}` for all that is left. */
function slot(inside: string, fields: readonly Field[]): string {
  if (inside === '*') return '(?<rest>[\\s\\S]+)';
  const [name = '', words] = inside.split(':');
  const field = fields.find((each) => each.name === name);
  if (!field) throw new Error(`A phrase has the slot {${inside}}, which is no field.`);
  return `(?<${name}>${words === undefined ? patternOf(field) : oneOf(words.split('|'))})`;
}

/** Every word brings the space before it, so that what may be left out leaves no space behind. */
function partOf(sign: string, fields: readonly Field[]): string {
  if (sign === '[' || sign === '(') return '(?:';
  if (sign === ']') return ')?';
  if (sign === ')' || sign === '|') return sign;
  if (sign.startsWith('{')) return `\\s{1,3}${slot(sign.slice(1, -1), fields)}`;
  return `${/^\w/.test(sign) ? '\\s{1,3}' : '\\s?'}${escaped(sign)}`;
}

function compile(phrase: string, fields: readonly Field[]): RegExp {
  const parts = phrase.match(token) ?? [];
  if (phrase.replace(token, '').trim() !== '')
    throw new Error(`The phrase “${phrase}” has a bracket that is not closed.`);
  return new RegExp(`^${parts.map((sign) => partOf(sign, fields)).join('')}[\\s.?!]{0,9}$`, 'iu');
}

/** `show the register …` for `show-register`. */
function phraseOfName(capability: Capability): string {
  const [verb = '', ...noun] = verbNounOf(capability).split('-');
  const last = singular(noun.at(-1) ?? '');
  return `${verb} [(a|an|the|this|these|that|our|my|its|their|all)] ${[...noun.slice(0, -1), `(${last}|${last}s)`].join(' ')} [{*}]`;
}

const known = new WeakMap<Capability, readonly RegExp[]>();

/** All that it is asked for with: the words of its name, and its own phrases. */
export function phrasesOf(capability: Capability): readonly RegExp[] {
  const compiled =
    known.get(capability) ??
    [phraseOfName(capability), ...(capability.phrases ?? [])].map((phrase) => compile(phrase, fieldsOf(capability)));
  known.set(capability, compiled);
  return compiled;
}

/** A pair of quotes around all of a value is not meant. */
const withoutQuotes = (value: string): string =>
  /^(?:"([^"]*)"|“([^”]*)”|'([^']*)'|`([^`]*)`)$/
    .exec(value)
    ?.slice(1)
    .find((inside) => inside !== undefined) ?? value;

/** One space for each gap: `Which digests  are scheduled?` */
const spoken = (text: string): string => ` ${text.trim().replace(/[^\S\r\n]{2,}|[^\S\r\n ]/g, ' ')}`;

function heardBy(phrase: RegExp, text: string, capability: Capability): Heard | undefined {
  const found = phrase.exec(text);
  if (!found) return undefined;
  const { rest = '', ...values } = found.groups ?? {};
  const fields = new Map(fieldsOf(capability).map(({ name, kind }) => [name, kind]));
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const args = given.map(([name, value]) => {
    if (fields.get(name) === 'boolean') return [name, 'yes'];
    return [name, fields.get(name) === 'number' ? value.replace(/^[#!]/, '') : withoutQuotes(value)];
  });
  const left = [rest, ...given.map(([, value]) => value)].reduce((sum, each) => sum + countOf(each), 0);
  return { args: Object.fromEntries(args), rest: rest.trim(), said: countOf(text) - left };
}

/** What a capability makes of words by the phrase that says the most of them. */
export function hear(capability: Capability, text: string): Heard | undefined {
  const words = spoken(text);
  const heard = phrasesOf(capability).flatMap((phrase) => heardBy(phrase, words, capability) ?? []);
  return heard.sort((one, other) => other.said - one.said)[0];
}
