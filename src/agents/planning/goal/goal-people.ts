import { isSurelyName, likenessOf } from '../people/given-names.ts';
import type { Member } from '../people/owners.ts';
import {
  anyDeed,
  bare,
  byWords,
  deeds,
  described,
  entriesIn,
  listOf,
  membersOf,
  nameOf,
  person,
} from '../people/people-patterns.ts';
import { changeOf, type NotUsed } from '../words/not-used.ts';
import { without } from '../words/text-parts.ts';

export interface GoalPeople {
  /** Who is there for all of it. */
  team: Member[];
  /** Who does what, as the goal says. */
  doers: Member[];
  notUsed: NotUsed[];
  /** The goal without those who are there for all of it. */
  rest: string;
}

const teamWords =
  '(?:together with|along with|with|zusammen mit|mit|avec|con|com|met|involving|people:|team(?: is| of| are)?:?)';
const leadWords = '(?:led by|managed by|run by|owned by|geleitet von|under)';

const keyword = (words: string, list: string): RegExp => new RegExp(`(?<![\\p{L}])${words}\\s+(${list})`, 'gu');
const team = keyword(teamWords, listOf(described));
const lead = keyword(`(?:,\\s*)?${leadWords}`, listOf(person));
const by = keyword(byWords, listOf(person));
/** Up to the next joint, or the next one who does something. */
const doing = '((?:(?!\\s(?:and|und|y|et|while)\\s+[\\p{Lu}@<])[^,.;!?\\n]){2,80})';
const does = new RegExp(`(?<![\\p{L}])(${listOf(person)})\\s+(${deeds})\\s+${doing}`, 'gu');
const acts = new RegExp(`(?<![\\p{L}])(${listOf(person)})\\s+(${anyDeed})\\s+${doing}`, 'gu');
const inBrackets = new RegExp(`(?<![\\p{L}])(${person})\\s*\\(([^()\\n]{2,60})\\)`, 'gu');
const anybody = new RegExp(person, 'gu');
const anyList = new RegExp(listOf(person), 'gu');

interface Mention {
  from: number;
  to: number;
  members: Member[];
}

function mentionOf({ index, 0: found }: RegExpExecArray, members: Member[]): Mention[] {
  return members.length > 0 ? [{ from: index, to: index + found.length, members }] : [];
}

/** Words right before a place, back to the last joint. */
const wordsBefore = (text: string, at: number): string =>
  (
    text
      .slice(0, at)
      .split(/[,.;:!?\n]|\band\b|\bthen\b/i)
      .at(-1) ?? ''
  )
    .trim()
    .split(/\s+/)
    .slice(-5)
    .join(' ');

const isApart =
  (others: readonly Mention[]) =>
  ({ from, to }: Mention): boolean =>
    others.every((each) => from >= each.to || to <= each.from);

/** Somebody who is surely a person does something, whatever it is. */
const actorsIn = (goal: string): Mention[] =>
  [...goal.matchAll(acts)]
    .filter(([, names = '']) => entriesIn(names).every((name) => isSurelyName(name)))
    .flatMap((found) => mentionOf(found, membersOf(found[1] ?? '', `${found[2]} ${found[3]}`)));

const doersIn = (goal: string): Mention[] => [
  ...[...goal.matchAll(by)].flatMap((found) =>
    mentionOf(found, membersOf(found[1] ?? '', wordsBefore(goal, found.index), true)),
  ),
  ...[...goal.matchAll(does)].flatMap((found) =>
    mentionOf(found, membersOf(found[1] ?? '', `${found[2]} ${found[3]}`)),
  ),
  ...[...goal.matchAll(inBrackets)].flatMap((found) => mentionOf(found, membersOf(found[1] ?? '', found[2] ?? ''))),
];

/** Each person once, with all that they do. */
function together(mentions: readonly Mention[]): Member[] {
  const byName = Map.groupBy(
    mentions.flatMap(({ members }) => members),
    ({ name }) => name,
  );
  return [...byName].map(([name, all]) => ({
    name,
    skills: all
      .map(({ skills }) => skills)
      .filter(Boolean)
      .join(', '),
  }));
}

/** Names that stand where nothing says what they do, and those that may be something else. */
function unclear(goal: string, taken: readonly Mention[]): NotUsed[] {
  const isFree = (at: number): boolean => taken.every(({ from, to }) => at < from || at >= to);
  const known = new Set(taken.flatMap(({ members }) => members.map(({ name }) => name)));
  const alone = [...goal.matchAll(anybody)]
    .filter(({ index, 0: name }) => isFree(index) && !known.has(nameOf(name)) && isSurelyName(name))
    .map(([name]) => ({
      words: name,
      why: 'it is not clear what they do in it',
      instead: changeOf(`assign {task} to ${nameOf(name)}`),
    }));
  const maybe = [...goal.matchAll(team)]
    .filter(({ index }) => isFree(index))
    .map((found) => entriesIn(found[1] ?? '').filter((entry) => likenessOf(bare(entry)) === 'maybe'))
    .filter((entries) => entries.length > 0)
    .map((entries) => ({
      words: entries.join(', '),
      why: 'if these are people who do it, end the goal with their names',
      instead: `team: ${entries.map(nameOf).join(', ')}`,
    }));
  return [...new Map([...alone, ...maybe].map((each) => [each.words, each])).values()];
}

/** Who is named in a goal. Lists of people are joined by `&`, so that they stay together when the goal is taken apart. */
export function readGoalPeople(goal: string): GoalPeople {
  const teams = [...goal.matchAll(team)].flatMap((found) => mentionOf(found, membersOf(found[1] ?? '', '')));
  const leads = [...goal.matchAll(lead)].flatMap((found) => mentionOf(found, membersOf(found[1] ?? '', 'lead', true)));
  const said = doersIn(goal);
  const doers = [...said, ...actorsIn(goal).filter(isApart(said))];
  const apart = doers.filter(isApart([...teams, ...leads]));
  const rest = without(goal, [...teams, ...leads]).replace(anyList, (list) =>
    entriesIn(list).length > 1 && membersOf(list, '').length > 0 ? entriesIn(list).join(' & ') : list,
  );
  return {
    team: together(teams),
    doers: together([...leads, ...apart]),
    notUsed: unclear(goal, [...teams, ...leads, ...apart]),
    rest,
  };
}
