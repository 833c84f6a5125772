import { type Estimate, takeEstimate } from './estimate.ts';
import { takeDoer } from './take-doer.ts';
import { maxNameLength } from './task-line.ts';

interface Clause {
  /** It goes on side by side with the one before. */
  isBeside: boolean;
  text: string;
}

/** One piece of work that a goal names. */
export interface Package {
  name: string;
  isBeside: boolean;
  owner: string;
  estimate: Estimate | undefined;
}

const sentenceEnd = /(?<=[.!?。！？])\s+|(?<=[。！？])|\r?\n+|;\s*/u;
const clauseEnd = /\s*(?:,\s*(?:and\s+)?then\s+|\s+and then\s+|\s+then\s+|,\s*(?:and\s+)?|\s+and\s+|、|，)\s*/iu;
const sequential = /then|^$/i;
const openers =
  /^(?:(?:we|i|you|they) (?:want|need|have|would like|should|must|plan|are going)(?: to)?|please|we|i|you|they|let['’]s|it|goal:?|to|and|also|finally|first(?:ly)?|second(?:ly)?|next|after that)[,:]?\s+/i;

/** What is left of “for five days”. */
const closers = /(?:\s+(?:for|in|within|over|takes?|lasts?|needs?|during|about|of|with|by|für|each))+$/i;

function tidy(text: string): string {
  let name = text.replace(/^[\s\-*•\d.)]+|[\s.,!?;:。！？]+$/gu, '').trim();
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.replace(openers, '');
  }
  name = name.replace(closers, '');
  const [first = '', ...rest] = name;
  return `${first.toUpperCase()}${rest.join('')}`.slice(0, maxNameLength);
}

/** Clauses of one sentence, as long as each says something; “and” between two words is no joint. */
function clausesOf(sentence: string): Clause[] {
  const joints = [...sentence.matchAll(new RegExp(clauseEnd, 'giu'))];
  const packages: Clause[] = [];
  let from = 0;
  let joint = '';
  for (const found of [...joints, undefined]) {
    const text = sentence.slice(from, found?.index);
    const isWhole =
      text.trim().split(/\s+/).length >= 2 || /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text);
    const last = packages.at(-1);
    if (!isWhole && last) last.text += `${joint}${text}`;
    else if (/\p{L}/u.test(text)) packages.push({ text, isBeside: joint !== '' && !sequential.test(joint) });
    from = (found?.index ?? 0) + (found?.[0].length ?? 0);
    joint = found?.[0] ?? '';
  }
  return packages;
}

/** Who does it and how long it takes are no part of its name. */
function toPackage({ text, isBeside }: Clause): Package {
  const { owner, rest } = takeDoer(text);
  const found = takeEstimate(rest);
  return { name: tidy(found?.rest ?? rest), isBeside, owner, estimate: found?.estimate };
}

/** The pieces of work of a goal, in its order. */
export const packagesOf = (goal: string): Package[] =>
  goal
    .split(sentenceEnd)
    .flatMap(clausesOf)
    .map(toPackage)
    .filter(({ name }) => /\p{L}/u.test(name));
