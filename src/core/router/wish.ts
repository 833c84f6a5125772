import type { Capability } from '../capability.ts';
import { withoutLeadIn } from './lead-in.ts';

const negation =
  /^(?:please\s+)?(?:do not|don['’]?t|dont|never|no need to|not)\s+(?!(?:wait|forget|worry|let me forget)\b)|\b(?:do not|don['’]?t|dont|wouldn['’]?t|would not) (?:want|like|wish)(?: you| us| anybody| anyone| it| this)? to\b|\b(?:nobody|no one|you|we) (?:must|should|may|can)(?: not|n['’]?t) (?:ever )?/i;

const inGerman = /(?<!\p{L})(?:nicht|kein\p{L}{0,2}|niemals|nie)(?!\p{L})/iu;

/** Something is not to be done: the words of what it is say the opposite of what is meant. */
export const isNegated = (text: string): boolean => negation.test(withoutLeadIn(text)) || inGerman.test(text);

const asking =
  /^(?:is|are|was|were|am|do(?! not)|does|did|has|have (?:you|we|i|they)|should|shall|may|might|what|which|who|whose|when|where|why|how)\b|^(?:ist|sind|war|waren|hat|habt|haben|wird|werden|soll|sollen|sollte|darf|dürfen|muss|müssen|wer|wem|wen|wessen|was|wann|wo|wie|wieso|warum|weshalb|welche[rsnm]?)(?!\p{L})/iu;
const polite =
  /\b(?:can|could|would|will|please) (?:you|u|we|i)\b|\b(?:will|would|can|could) you\b|\b(?:kannst|könntest|würdest|magst) du\b|\b(?:können|könnten|würden) sie\b/i;

/** Something is to be told, and nothing to be done. “Could you …?” is an order. */
export function isQuestion(text: string): boolean {
  const words = text.trim();
  const bare = withoutLeadIn(words);
  return asking.test(bare) || (/\?\s*$/.test(words) && bare === words && !polite.test(words));
}

const others = String.raw`^(?!(?:i|we|you|ich|wir|du|who|what|which|it|es|let|please|so|but)(?![\p{L}'’]))(?:[\p{L}][\p{L}'’.-]{0,30}[\s,]{1,3}){1,3}(?:just |also |now |hat |hatte )?`;
const wanting =
  '(?:wants?|wanted|wishes|wished|asks?|asked|tells?|told|begs?|begged|expects?|expected|would like|likes?)(?: \\p{L}+){0,2} to\\b|(?:wants?|wanted) [\\p{L}\\p{N}]+(?: [\\p{L}\\p{N}]+){0,3} (?:to be )?\\p{L}{2,20}ed\\b|(?:plans?|planned|intends?|intended|hopes?|hoped|decided|threatens?|threatened|tried|tries|is going|are going|is about|are about|was going) to\\b|(?:will|wollte|wollen|möchte|möchten)(?!\\p{L})[\\s\\S]{1,80}en[.!\\s]*$';
const saying =
  '(?:said|says|say|thinks?|thought|believes?|believed|claims?|claimed|told|suggests?|suggested|proposes?|proposed|recommends?|recommended|insists?|insisted|mentions?|mentioned|sagt|sagte|gesagt|meint|meinte|findet|fragt|fragte)(?!\\p{L})';
const reports = new RegExp(`${others}(?:${wanting}|${saying})`, 'iu');
const somebody = String.raw`^(?!(?:i|we|you|ich|wir|du|it|es)(?![\p{L}'’]))(?:(?:the|my|our|a|der|die|das|mein|unser)\s)?(?:(?!(?:the|my|our|a|who|which|whoever)\s)[\p{L}'’.-]{1,30}\s){1,2}`;
const done = new RegExp(
  `${somebody}(?:has |have |had |hat |just |also )?(?:deleted|removed|cancel+ed|paused|resumed|restored|published|tweeted|stopped|discarded|scrapped|dropped|gelöscht)(?!\\p{L})`,
  'iu',
);
const hearsay =
  /^(?:i|we)(?:['’]ve| have)? (?:(?:was|were|been|got) (?:told|asked)|heard|hear|guess|suppose|assume|believe)\b/i;
const asks = /\b(?:please|pls|plz|kindly|bitte)\b|\b(?:can|could|would|will) (?:you|we|i)\b/i;
const looked = 200;

/** What somebody else said, wants or did is told, and not ordered: “Ben wants to delete plan 3”. */
export function isReported(text: string): boolean {
  const words = withoutLeadIn(text).slice(0, looked);
  return reports.test(words) || hearsay.test(words) || (done.test(words) && !asks.test(text));
}

const condition =
  /^(?:if|when|once|as soon as|unless|after|before|in case|wenn|falls|sobald)\b(?! (?:you|possible|necessary|needed)\b)/i;

/** Something is to be done only when something else happened, if at all. */
export const isConditional = (text: string): boolean => condition.test(withoutLeadIn(text));

const notion =
  /^(?:(?:what|who)(?: is|['’]?s| are) an? (?<a>[^\d/#!"“”]{2,40}?)|what (?:does|do|is|are) (?<b>[^\d/#!"“”]{2,40}?) (?:mean|stand for|for)|what do you mean by (?<c>[^\d/#!"“”]{2,40}?)|(?:define|explain|explain to me|meaning of)(?: what)?(?: an?| the word| the term)? (?<d>[^\d/#!"“”]{2,40}?)(?: is| are| means?)?|was ist (?:ein|eine) (?<e>[^\d/#!"“”]{2,40}?))[\s?.!]*$/i;

/** The word whose meaning is asked for: `a critical path` is none of anybody's plans. */
export function notionIn(text: string): string | undefined {
  const found = notion.exec(withoutLeadIn(text).slice(0, looked))?.groups ?? {};
  return Object.values(found)
    .find((each) => each !== undefined)
    ?.toLowerCase();
}

/** Of the ways of asking for it that are declared. */
const shareOfQuestions = 0.12;
const shareOfReports = 0.03;
const known = new Map<(text: string) => boolean, WeakMap<Capability, boolean>>();

/** Whether it is a usual way of asking for a capability. */
function isUsual(capability: Capability, isSo: (text: string) => boolean, share: number): boolean {
  const table = known.get(isSo) ?? new WeakMap<Capability, boolean>();
  known.set(isSo, table);
  const { utterances = [] } = capability;
  const found = table.get(capability) ?? utterances.filter(isSo).length > share * utterances.length;
  table.set(capability, found);
  return found;
}

/** Whether people ask for it by questions: what only looks, and what answers them though it keeps something. */
export const answersQuestions = (capability: Capability): boolean =>
  capability.effect === 'read' || isUsual(capability, isQuestion, shareOfQuestions);

/** Whether what others said or did is what it is for: a lead is somebody who wants something. */
export const takesReports = (capability: Capability): boolean => isUsual(capability, isReported, shareOfReports);
