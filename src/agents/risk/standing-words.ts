import { type RiskResponse, type RiskState, riskResponses } from '../../core/index.ts';

const stateWords: readonly (readonly [RegExp, RiskState])[] = [
  [/^(?:mitigated|reduced)$/i, 'mitigated'],
  [/^(?:happened|occurred|materiali[sz]ed|true)$/i, 'happened'],
  [/^(?:closed?|over|done|gone)$/i, 'closed'],
  [/^(?:re-?open(?:ed)?|open)$/i, 'open'],
];
/** What stands around such words and means nothing by itself. */
const filler =
  /^(?:risks?|is|was|are|be|has|have|had|come|to|as|of|with|and|its|it|the|a|set|now|already|again|please|today|yesterday|will)$/i;

export const stateOf = (word: string): RiskState | undefined => stateWords.find(([words]) => words.test(word))?.[1];
const responseOf = (word: string): RiskResponse | undefined =>
  riskResponses.find((response) => new RegExp(`^${response}(?:d|ed|red)?$`, 'i').test(word));

export const wordsIn = (text: string): string[] => text.split(/[\s,;:.!]+/).filter((word) => word !== '');

/** Words that say nothing of how a risk stands. */
export const unreadIn = (text: string): string[] =>
  wordsIn(text).filter(
    (word) =>
      /[\p{L}\p{N}]/u.test(word) && !filler.test(word) && stateOf(word) === undefined && responseOf(word) === undefined,
  );

/** Words that say no more than how a risk stands: “2 suppliers are over budget” tells of something else. */
export const isStanding = (text: string): boolean => unreadIn(text).length === 0;

/** How it stands now and what kind of response it has, by words that say nothing else. */
export function standingIn(text: string): { state?: RiskState; response?: RiskResponse } {
  if (!isStanding(text)) return {};
  const words = wordsIn(text);
  const state = words.map(stateOf).find((each) => each !== undefined);
  const response = words.map(responseOf).find((each) => each !== undefined);
  return { ...(state ? { state } : {}), ...(response ? { response } : {}) };
}
