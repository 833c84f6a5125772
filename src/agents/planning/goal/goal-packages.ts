import { type Estimate, takeEstimate } from '../days/estimate.ts';
import { withoutBrackets } from '../list/line-brackets.ts';
import { maxNameLength } from '../list/task-line.ts';
import { takePlainOwner } from '../people/line-owner.ts';
import { takeDoer } from '../people/take-doer.ts';
import { withoutClosers } from '../words/text-parts.ts';
import { type Clause, clausesOf } from './goal-clauses.ts';

/** One piece of work that a goal names. */
export interface Package extends Omit<Clause, 'text'> {
  name: string;
  owner: string;
  estimate: Estimate | undefined;
  /** What it comes after, in the goal's own words. */
  after: string;
}

const openers =
  /^(?:(?:we|i|you|they) (?:want|need|have|would like|should|must|plan|are going)(?: to)?|please|we|i|you|they|let['’]s|it|goal:?|to|and|also)[,:]?\s+/i;

function tidy(text: string): string {
  let name = text
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-*•\d.)]+|[\s.,!?;:。！？·]+$/gu, '')
    .trim();
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.replace(openers, '');
  }
  const [first = '', ...rest] = withoutClosers(name);
  return `${first.toUpperCase()}${rest.join('')}`.slice(0, maxNameLength);
}

const behind =
  /^(.*\S)\s+(?:(?:only )?after|once|as soon as|when)\s+(?:the\s+)?(.+?)(?:\s+(?:is|are|has been|have been)\s+(?:done|ready|finished|complete[d]?|approved|there))?$/isu;
const ahead =
  /^(?:after|once|as soon as|when)\s+(?:the\s+)?([^,]+?)(?:\s+(?:is|are|has been|have been)\s+(?:done|ready|finished|complete[d]?|approved|there))?,\s+(.+)$/isu;

/** `print it after the design`, `once the design is done, print it`. */
function takeAfter(text: string): { after: string; rest: string } {
  const [, first = '', then = ''] = ahead.exec(text) ?? [];
  if (first !== '') return { after: first, rest: then };
  const [, rest = '', last = ''] = behind.exec(text) ?? [];
  return rest === '' ? { after: '', rest: text } : { after: last, rest };
}

/** Who does it, how long it takes and what it waits for are no part of its name. */
function toPackage({ text: written, ...place }: Clause): Package {
  const text = withoutBrackets(written, []);
  const { after, rest: alone } = takeAfter(text.replace(/[\s.,!?;:。！？]+$/u, ''));
  // In brackets only who and when was said, so that a name behind a comma is who does it.
  const { owner, rest } = text === written ? takeDoer(alone) : takePlainOwner(alone, []);
  const found = takeEstimate(rest);
  return { ...place, name: tidy(found?.rest ?? rest), owner, estimate: found?.estimate, after };
}

/** The pieces of work of a goal, in its order. */
export const packagesOf = (goal: string): Package[] =>
  clausesOf(goal)
    .map(toPackage)
    .filter(({ name }) => /\p{L}/u.test(name));
