import type { Language } from './dates.ts';

const beginEnglish =
  '(?:start(?:s|ing)?|begin(?:s|ning)?|kick(?:s|ing)?[- ]off|from|as of|no earlier than|not before|after)(?: on| in| at| from)?';
const endEnglish =
  '(?:no later than|not later than|at the latest(?: by| on)?|due(?: on| by| in)?|deadline(?: is| of)?:?|(?:to be )?(?:done|ready|finished) (?:by|on|in|for)|by|until|till|before|within|over|in|on|at|for|to|end(?:s|ing)(?: on| by)?)';
const beginGerman =
  '(?:ab(?: dem)?|vom|frühestens(?: am)?|beginnend(?: am| ab)?|start(?:et)? am|beginn(?:t)?:?(?: am)?)';
const endGerman =
  '(?:bis(?: spätestens)?(?: zum| zur| am)?|spätestens(?: am| bis(?: zum)?)?|vor dem|am|zum|fertig am|frist:?|innerhalb von|binnen)';
const beginOther =
  '(?:desde(?: el)?|a partir (?:de|del|du|da)|à partir du|dès(?: le)?|du|dal|a partire dal|vanaf|с|от|من|ابتداء من)';
const endOther =
  "(?:antes (?:de|del|do)|hasta(?: el)?|para(?: el)?|el|dentro de|en|avant(?: le)?|d[’']ici(?: le| au)?|jusqu[’']au|pour le|au|le|dans|entro(?: il)?|prima del|fino al|per il|il|al|tra|até(?: o)?|no dia|em|uiterlijk(?: op)?|vóór|voor|tot(?: en met)?|op|binnen|до|к|через|не позднее|przed|do|قبل|بحلول|خلال|حتى|في|בתוך|за|לפני|עד)";

const keyword = (words: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${words}:?\\s+(?:the next\\s+(?!(?:week|month|quarter|year)\\b))?`, 'giu');

/** Words that announce a day, and in which language the day behind them is looked for. */
export type Keywords = readonly (readonly [RegExp, Language])[];

export const begins: Keywords = [
  [keyword(beginEnglish), 'en'],
  [keyword(beginGerman), 'de'],
  [keyword(beginOther), 'en'],
];
export const ends: Keywords = [
  [keyword(endEnglish), 'en'],
  [keyword(endGerman), 'de'],
  [keyword(endOther), 'en'],
];

/** “for three weeks” says how long something lasts, and no day. */
export const countsTime =
  /^(?:in|within|over|by|innerhalb von|binnen|dentro de|en|dans|d[’']ici|entro|tra|em|binnen)\b|^(?:через|خلال|בתוך|за)\s/i;

/** A day that nobody may reach. */
export const isBefore = /^(?:before|vor dem|antes del?|antes do|avant|prima del|vóór|przed|قبل|לפני)/iu;

/** In scripts that write no spaces what says so stands before or behind: `从12月1日`, `12月24日まで`. */
export const easternBegin = { ahead: /(?:从|從|自)\s?$/u, behind: /^\s?(?:から|以降|开始|開始|起|부터)/u };
export const easternEnd = {
  ahead: /(?:在|于|於|到|至|截至|截止)\s?$/u,
  behind: /^\s?(?:之前|以前|前|までに?|까지|为止|為止)/u,
};
export const easternWithin = /^\s?(?:之?内|以内に?|内に|안에|이내에?|后|後に?)/u;
