import { isSurelyName, likenessOf } from './given-names.ts';
import { takeDoer } from './take-doer.ts';

const personPattern = "\\p{Lu}[\\p{L}\\p{M}'’.-]*(?: \\p{Lu}[\\p{L}\\p{M}'’.-]*){0,2}";
const people = new RegExp(`^${personPattern}(?:(?: and | & |, )${personPattern})*$|^[\\p{Lo}\\p{M}]{1,8}$`, 'u');
/** Who is no single person, and does work all the same. */
const role =
  /^(?:the )?(?:[\p{L}&]+ ){1,3}team$|^(?:CEO|CTO|CFO|COO|HR|IT|QA|PM|legal|marketing|sales|finance|engineering|operations|ops|procurement|vendor|client|customer)$/iu;

export const looksLikePerson = (text: string, team: readonly string[]): boolean =>
  people.test(text) || role.test(text) || team.some((name) => name.toLowerCase() === text.toLowerCase());

interface Taken {
  owner: string;
  rest: string;
}

const mention =
  /(?:^|\s)(?:<@([A-Z0-9]+)(?:\|([^>]+))?>|@([\p{L}\p{N}][\p{L}\p{N}._-]*))(?:\s*(?:,|&|\band\b)(?=\s*[@<]))?/gu;
const namedOwner = /(?:\b(?:owner|assignee)\s*[:=]|\bassigned to\b)\s*([^,;()@]+)/iu;

/** `@ben`, `owner: Ben`, `(Ben)`: wherever in the line it stands. */
export function takeMarkedOwner(text: string, team: readonly string[]): Taken {
  const mentions = [...text.matchAll(mention)];
  if (mentions.length > 0) {
    const names = mentions.map((at) => (at[2] ?? at[1] ?? at[3] ?? '').replace(/\.$/, ''));
    return { owner: names.join(', '), rest: text.replace(mention, ' ') };
  }
  const named = namedOwner.exec(text);
  if (named) return { owner: (named[1] ?? '').trim(), rest: text.replace(named[0], ' ') };
  const inBrackets = /\(([^()]+)\)\s*$/u.exec(text);
  if (!inBrackets || !looksLikePerson(inBrackets[1] ?? '', team)) return { owner: '', rest: text };
  return { owner: inBrackets[1] ?? '', rest: text.slice(0, inBrackets.index) };
}

/** Behind a comma, who looks like a person. */
function takeListedOwner(text: string, team: readonly string[]): Taken {
  const [name = '', ...pieces] = text.split(',');
  const index = pieces.findIndex((piece) => looksLikePerson(piece.trim(), team));
  if (index < 0) return { owner: '', rest: text };
  const others = pieces.slice(index).findIndex((piece) => !looksLikePerson(piece.trim(), team));
  const end = others < 0 ? pieces.length : index + others;
  const owner = pieces.slice(index, end).map((piece) => piece.trim());
  return { owner: owner.join(', '), rest: [name, ...pieces.toSpliced(index, end - index)].join(',') };
}

/** `Design – 3d – Ana`: between dashes only who is surely a person, as names of tasks have dashes, too. */
function takeDashedOwner(text: string, team: readonly string[]): Taken {
  const [, head = '', last = ''] = /^(.*\S)\s+[-–—|/]\s+([^–—|/]+?)[\s,]*[-–—|/]?\s*$/su.exec(text) ?? [];
  const isPerson = team.some((name) => name.toLowerCase() === last.toLowerCase()) || likenessOf(last) === 'person';
  return role.test(last) || (isPerson && people.test(last)) ? { owner: last, rest: head } : { owner: '', rest: text };
}

/** `Design 3 days Ana`: behind the place that a duration left. */
function takeLastOwner(text: string, team: readonly string[]): Taken {
  const [, head = '', name = ''] = /^(.*\S)\s{2,}(\S+(?:\s\S+)?)\s*$/su.exec(text) ?? [];
  const isHan = /^[\p{Script=Han}]{2,4}$/u.test(name);
  const isKnown = team.some((each) => each.toLowerCase() === name.toLowerCase());
  return isHan || isKnown || isSurelyName(name) ? { owner: name, rest: head } : { owner: '', rest: text };
}

/** `Ana: design`. */
function takeAheadOwner(text: string, team: readonly string[]): Taken {
  const [, name = '', rest = ''] = /^\s*([^:]{2,40}):\s+(.+)$/su.exec(text) ?? [];
  const isKnown = team.some((each) => each.toLowerCase() === name.toLowerCase());
  return isKnown || (people.test(name) && isSurelyName(name)) ? { owner: name, rest } : { owner: '', rest: text };
}

/** Who does it, as it is written without a mark: behind a comma or a dash, or in a sentence. */
export function takePlainOwner(head: string, team: readonly string[]): Taken {
  for (const take of [takeListedOwner, takeDashedOwner, takeAheadOwner, takeLastOwner, takeDoer]) {
    const taken = take(head, team);
    if (taken.owner !== '') return taken;
  }
  return { owner: '', rest: head };
}
