import { likenessOf } from './given-names.ts';
import type { Member } from './owners.ts';

/** A capital, and somewhere a small letter. What is looked at ahead is matched in one way only: lists of names end in time. */
const word = "(?=\\p{Lu}[\\p{L}\\p{M}’'-]*\\p{Ll})\\p{Lu}[\\p{L}\\p{M}’'-]*";
export const person = `(?:<@[A-Z0-9]+(?:\\|[^>]+)?>|@[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*|${word}(?: ${word})?)`;
/** With what they do: `Ana (design)`. */
export const described = `${person}(?:\\s*\\([^()\\n]{2,60}\\))?`;
const joint = '(?:\\s*,\\s*(?:and\\s+|und\\s+)?|\\s+(?:and|und|et|y|e|en|и|&)\\s+)';
export const listOf = (one: string): string => `${one}(?:${joint}${one})*`;

export const byWords = '(?:by|von|durch|owner:|assigned to|responsible:|done by)';
export const deeds =
  '(?:does|do|will do|handles?|leads?|owns?|takes? care of|(?:is|are) responsible for|builds?|designs?|writes?|tests?|codes?|develops?|reviews?|organi[sz]es?|manages?|runs?|prepares?|makes?)';

/** Behind a name these begin no deed. */
const noDeed =
  'and|und|or|oder|y|et|e|en|in|on|at|by|for|from|to|with|of|per|via|nach|mit|für|im|am|von|bis|zu|bei|the|a|an|as|is|are|was|has|have|had|can(?:not)?|may|should|must|needs?|wants?|joins?|asks?|if|when|after|before|until|while|team|only|alone|too|also|who|der|die|das|ist|hat|de|del|da|di|du|le|la|el|con|avec|para|pour';
/** Whatever somebody does who is surely a person: `prints`, `will print`. */
export const anyDeed = `(?:will\\s+|wird\\s+)?(?!(?:${noDeed})(?![\\p{L}]))\\p{Ll}[\\p{Ll}\\p{M}'’-]+`;

const splitter = new RegExp(joint, 'u');
export const entriesIn = (list: string): string[] =>
  list
    .split(splitter)
    .map((entry) => entry.trim())
    .filter(Boolean);
export const bare = (entry: string): string => entry.replace(/\s*\([^()]*\)$/, '');

export function nameOf(written: string): string {
  const mention = /^<@([A-Z0-9]+)(?:\|([^>]+))?>$/.exec(written);
  return mention ? (mention[2] ?? mention[1] ?? '') : written.replace(/^@/, '').replace(/\.$/, '');
}

/** Who is in a list, when one of them is surely a person: then the others are people as well. */
export function membersOf(list: string, skills: string, isNamed = false): Member[] {
  const entries = entriesIn(list);
  const likeness = entries.map((entry) => likenessOf(bare(entry)));
  const isSure = isNamed || likeness.includes('person');
  if (!isSure || likeness.includes('none')) return [];
  return entries.map((entry) => {
    const own = /\(([^()]*)\)$/.exec(entry)?.[1] ?? skills;
    return { name: nameOf(bare(entry)), skills: own };
  });
}
