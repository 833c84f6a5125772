import type { NotUsed } from '../words/not-used.ts';

const every =
  /(?<![\p{L}])(?:every|each)\s+(?:other\s+|second\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|week|month|quarter|morning)s?(?![\p{L}])|(?<![\p{L}])jede[nrs]?\s+(?:\p{L}+tag|tag|woche|monat)(?![\p{L}])|(?<![\p{L}])(?:cada|chaque|ogni)\s+\p{L}+|毎[日週月]|每(?:天|周|月|个月)/giu;

/** What comes again and again: a plan does each task once. */
export const unusedRepeats = (text: string): NotUsed[] =>
  [...new Set([...text.matchAll(every)].map(([words]) => words))].map((words) => ({
    words,
    why: 'a plan does each task once, and repeats none',
    instead: '',
  }));
