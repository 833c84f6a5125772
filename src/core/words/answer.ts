import { z } from 'zod';
import { requireMember } from '../admit.ts';
import type { Capability } from '../capability.ts';
import { AppError, isAppError } from '../errors.ts';
import { faultsIn } from '../faults.ts';
import { type Field, fieldsOf, readFields } from '../form.ts';
import type { Principal } from '../principal.ts';
import { placed } from '../router/project.ts';
import { readArguments, readQuote } from './arguments.ts';
import { numberInWords } from './one-number.ts';
import { verbNounOf, wordsOf } from './word-forms.ts';

const fence = /^```(?:[\w+#.-]*\r?\n)?([\s\S]*?)(?:\r?\n)?```$/;

/** A text as it is meant: without the quotes or the fence around all of it. */
function bareText(text: string): string {
  const whole = text.trim();
  const quote = readQuote(whole, new Set());
  if (quote && quote.length === whole.length) return quote.value;
  return fence.exec(whole)?.[1] ?? whole;
}

/** All in one pair of quotes, or in one fence. */
function isWrapped(text: string): boolean {
  const whole = text.trim();
  const inside = fence.exec(whole)?.[1];
  return readQuote(whole, new Set())?.length === whole.length || (inside !== undefined && !inside.includes('```'));
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** One of somebody's projects, by its path, by the end of it, or in words around it; else the text, to be refused. */
function projectIn(capability: Capability, text: string, { projects }: Principal): string {
  const said = bareText(text).toLowerCase();
  const [only, ...others] = projects.filter((path) => [path, lastOf(path)].some((name) => name.toLowerCase() === said));
  if (only !== undefined && others.length === 0) return only;
  return placed(text, capability, projects).project ?? bareText(text);
}

/** `7`, `number 7`, `plan #7, please`. */
function numberIn(capability: Capability, { name }: Field, text: string): string {
  const nouns = [name, ...verbNounOf(capability).split('-').slice(1), ...capability.name.split('.').slice(0, 1), 'run'];
  try {
    return String(numberInWords(text, { field: name, nouns })[name] ?? text);
  } catch (error) {
    if (isAppError(error)) return text;
    throw error;
  }
}

/** The one choice that the words name. */
function choiceIn({ choices }: Field, text: string): string {
  const words = new Set(wordsOf(text.toLowerCase()).map((word) => word.replace(/[^\p{L}\p{N}-]/gu, '')));
  const said = bareText(text).toLowerCase();
  const [only, ...others] = choices.filter(
    (choice) => choice.toLowerCase() === said || words.has(choice.toLowerCase()),
  );
  return only !== undefined && others.length === 0 ? only : text;
}

function asTyped(capability: Capability, field: Field, text: string, principal: Principal): string {
  if (field.name === 'project') return projectIn(capability, text, principal);
  if (field.kind === 'number') return Number.isFinite(Number(text.trim())) ? text : numberIn(capability, field, text);
  if (field.kind === 'choice') return choiceIn(field, text);
  if (field.kind === 'boolean') return text.trim().replace(/[\s,]*please\s*$|[\s.!]+$/gi, '');
  return field.kind === 'list' ? text : bareText(text);
}

/** `text=Hi, when=tomorrow`: each by its name, where nothing else was said. */
function namedIn(capability: Capability, text: string): Record<string, string> | undefined {
  const { args, rest } = readArguments(text);
  const known = new Set(fieldsOf(capability).map(({ name }) => name));
  const names = Object.keys(args);
  return names.length > 0 && rest.trim() === '' && names.every((name) => known.has(name)) ? args : undefined;
}

/** Nothing but a value of a kind that few words are. */
function isBareValue(
  capability: Capability,
  { name, kind, choices }: Field,
  text: string,
  { projects }: Principal,
): boolean {
  const said = text.trim().toLowerCase();
  const isOneOf = (values: readonly string[]): boolean => values.some((value) => value.toLowerCase() === said);
  if (name === 'project') return isOneOf([...projects, ...projects.map(lastOf)]);
  if (capability.input.shape[name] instanceof z.ZodISODate) return /^\d{4}-\d\d-\d\d$/.test(said);
  if (kind === 'boolean') return /^(?:yes|no|true|false)$/.test(said);
  if (kind === 'number') return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(said);
  return kind === 'choice' && isOneOf(choices);
}

/** Whether words are an answer and nothing else, whoever hears them: in quotes, by the field's name, or the bare value of a kind. */
export const isPlainAnswer = (
  { capability, field }: { capability: Capability; field: Field },
  text: string,
  principal: Principal,
): boolean =>
  isWrapped(text) || namedIn(capability, text) !== undefined || isBareValue(capability, field, text, principal);

/** Only these fields: what else is missing is asked for later. */
const schemaOf = ({ input }: Capability, names: readonly string[]): z.ZodObject =>
  z.object(Object.fromEntries(Object.entries(input.shape).filter(([name]) => names.includes(name))));

/** Throws what is wrong with the values that were given. */
function check(capability: Capability, raw: Record<string, unknown>, principal: Principal): void {
  const faults = faultsIn(schemaOf(capability, Object.keys(raw)), raw, capability.examples);
  const [first] = Object.entries(faults);
  if (first) throw new AppError('input.invalid', `Please check ${first.join(': ')}.`, { fields: faults });
  if (typeof raw.project === 'string') requireMember(raw.project, principal);
}

/**
 * What the answer to a question says: a value for the field that was asked for, in its kind, or several by their names. Throws what
 * does not fit.
 */
export function readAnswer(
  { capability, field }: { capability: Capability; field: Field },
  text: string,
  principal: Principal,
): Record<string, unknown> {
  const named = namedIn(capability, text) ?? { [field.name]: asTyped(capability, field, text, principal) };
  const raw = readFields(capability, named);
  check(capability, raw, principal);
  return raw;
}

const giving =
  /^(?:cancel|never ?mind|no|nope|no thanks|no,? thank you|forget (?:it|that)|stop|leave it|drop it|abort|not now)$/i;

/** Whether words say that a question is not to be answered. */
export const isGivenUp = (text: string): boolean =>
  giving.test(
    text
      .trim()
      .slice(0, 40)
      .replace(/[\s,]*please\s*$/i, '')
      .replace(/[\s.!]+$/, ''),
  );
