import { without } from '../words/text-parts.ts';
import { isSurelyName } from './given-names.ts';
import { anyDeed, byWords, deeds, entriesIn, membersOf, person } from './people-patterns.ts';

const some = `${person}(?:\\s+&\\s+${person})*`;
const byEnd = new RegExp(`(?<![\\p{L}])${byWords}\\s+(${some})`, 'u');
const doesAtStart = new RegExp(`^\\s*(${some})\\s+(${deeds})\\s+(.+)$`, 'su');
const actsAtStart = new RegExp(`^\\s*(${some})\\s+(${anyDeed})\\s+(.+)$`, 'su');
/** `entwirft Ana das Logo`, behind “then”. */
const actsBehind = new RegExp(`^\\s*(\\p{Ll}[\\p{Ll}\\p{M}]+t)\\s+(${some})\\s+(.+)$`, 'su');
const bracketEnd = new RegExp(`\\s*\\((${some})\\)`, 'u');
const at = '(?:@[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*|<@[A-Z0-9]+(?:\\|[^>]+)?>)';
const atSign = new RegExp(`(?:^|\\s)(${at}(?:(?:\\s*(?:,|&|\\band\\b)\\s*|\\s+)${at})*)`, 'u');
const plainDeeds = /^(?:does|do|will do|handles?|owns?|takes? care of|(?:is|are) responsible for|leads?)$/i;

/** `watches` as `watch`: what is to be done. */
const plainVerb = (deed: string): string =>
  deed
    .replace(/^(?:will|wird)\s+/, '')
    .replace(/ies$/, 'y')
    .replace(/(ss|x|zz|ch|sh)es$/, '$1')
    .replace(/(?<![su])s$/, '');

interface Taken {
  owner: string;
  rest: string;
}

const unlisted = (list: string): string =>
  list
    .replaceAll(' & ', ', ')
    .replace(/(?<=\S)\s+(?=[@<])/g, ', ')
    .replaceAll(',,', ',');
const ownersOf = (list: string, isNamed: boolean): string =>
  membersOf(unlisted(list), '', isNamed)
    .map(({ name }) => name)
    .join(' and ');
const areSure = (list: string): boolean => entriesIn(unlisted(list)).every(isSurelyName);

/** `Ana designs the logo`, `entwirft Ana das Logo`. */
function takeActor(text: string): Taken | undefined {
  const [, verb = '', actor = '', thing = ''] = actsBehind.exec(text) ?? [];
  if (actor !== '' && areSure(actor)) return { owner: ownersOf(actor, false), rest: `${verb} ${thing}` };
  const known = doesAtStart.exec(text);
  const [, who = '', deed = '', what = ''] = known ?? actsAtStart.exec(text) ?? [];
  const owner = who !== '' && (known || areSure(who)) ? ownersOf(who, false) : '';
  if (owner === '') return undefined;
  return { owner, rest: plainDeeds.test(deed) ? what : `${plainVerb(deed)} ${what}` };
}

const marks: readonly (readonly [RegExp, boolean])[] = [
  [atSign, true],
  [bracketEnd, false],
];

function takeMarked(text: string, [pattern, isNamed]: readonly [RegExp, boolean]): Taken | undefined {
  const found = pattern.exec(text);
  const owner = found ? ownersOf(found[1] ?? '', isNamed) : '';
  if (!found || owner === '') return undefined;
  return { owner, rest: without(text, [{ from: found.index, to: found.index + found[0].length }]) };
}

/** Who does one piece of work, and its words without them. */
export function takeDoer(text: string): Taken {
  const said = takeMarked(text, [byEnd, true]) ?? takeActor(text);
  if (said) return said;
  for (const mark of marks) {
    const marked = takeMarked(text, mark);
    if (marked) return marked;
  }
  return { owner: '', rest: text };
}
