import { byWords, deeds, membersOf, person } from './people-patterns.ts';
import { without } from './text-parts.ts';

const some = `${person}(?:\\s+&\\s+${person})*`;
const byEnd = new RegExp(`(?<![\\p{L}])${byWords}\\s+(${some})`, 'u');
const doesAtStart = new RegExp(`^\\s*(${some})\\s+(${deeds})\\s+(.+)$`, 'su');
const bracketEnd = new RegExp(`\\s*\\((${some})\\)`, 'u');
const atSign = /(?:^|\s)(@[\p{L}\p{N}][\p{L}\p{N}._-]*|<@[A-Z0-9]+(?:\|[^>]+)?>)/u;
const plainDeeds = /^(?:does|do|will do|handles?|owns?|takes? care of|(?:is|are) responsible for|leads?)$/i;

/** Who does one piece of work, and its words without them. */
export function takeDoer(text: string): { owner: string; rest: string } {
  const ownersOf = (list: string, isNamed: boolean): string =>
    membersOf(list.replaceAll(' & ', ', '), '', isNamed)
      .map(({ name }) => name)
      .join(' and ');
  for (const [pattern, isNamed] of [
    [byEnd, true],
    [atSign, true],
    [bracketEnd, false],
  ] as const) {
    const found = pattern.exec(text);
    const owner = found ? ownersOf(found[1] ?? '', isNamed) : '';
    if (found && owner !== '')
      return { owner, rest: without(text, [{ from: found.index, to: found.index + found[0].length }]) };
  }
  const [, who = '', deed = '', what = ''] = doesAtStart.exec(text) ?? [];
  const owner = who === '' ? '' : ownersOf(who, false);
  if (owner === '') return { owner, rest: text };
  return { owner, rest: plainDeeds.test(deed) ? what : `${deed.replace(/s$/, '')} ${what}` };
}
