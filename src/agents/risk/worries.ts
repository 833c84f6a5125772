import type { PlanTask } from '../../core/index.ts';
import { type Facts, type Finding, hasCritical, listed, ownerOf, plural, shorten } from './facts.ts';
import { kindIn, risksOfKind } from './kinds.ts';
import { otherWorry, type WorryKind, worryKinds } from './worry-kinds.ts';

export const maxWorries = 20;
const maxTitleLength = 120;

// What makes a sentence a worry, and not the description of a project.
const worried =
  /\b(?:may|might|could|can|will|won['’]?t|would|leav\w*|late|delay\w*|fail\w*|miss\w*|no|nobody|not|never|\w+n['’]t|too|lack\w*|short\w*|unclear|unknown|unstable|slow\w*|risk\w*|worr\w*|problem\w*|away|ill|sick|quits?|retir\w*|los(?:e|es|ing)|depend\w*|chang\w*|stop\w*|break\w*|only|overload\w*|insufficient|afraid|fear\w*|is|are|has|have)\b/i;

/** “We want to build …” tells what the project is. */
const described =
  /^(?:we|i)(?:['’](?:re|ll)| are| will| want| plan| would like)?\b.*\b(?:build|make|launch|move|migrate|organi[sz]e|hire|create|introduce|replace|develop|write|plan)\b/i;
const preface =
  /^(?:(?:i|we)(?:['’]m|['’]re| am| are)? (?:afraid|worried|fear|worry|think)(?: that| about)?|what if|(?:a |the |another )?risks?(?: is)?(?: that)?:?)\s+/i;
const isDescription = (sentence: string): boolean => !worried.test(sentence) || described.test(sentence);

/** From most to least said: the first that is found counts. */
const probabilityWords: readonly (readonly [RegExp, number])[] = [
  [/\b(?:very|highly|extremely) unlikely\b|\balmost never\b/i, 1],
  [/\bunlikely\b|\bhardly\b|\brarely\b|\bsmall chance\b/i, 2],
  [
    /\b(?:certain(?:ly)?|definitely|surely|for sure|already|almost certain(?:ly)?|(?:very|highly|extremely) likely)\b/i,
    5,
  ],
  // Not the month: “leaves in May”.
  [
    /\b(?:(?<!\b(?:in|of|by|until|till|since|before|after|from|mid|early|late) )may|might|could|can|perhaps|possibly|maybe)\b/i,
    3,
  ],
  [/\b(?:likely|probably|often|usually|will|leaves|is leaving|quits|retires)\b/i, 4],
];
const impactWords: readonly (readonly [RegExp, number])[] = [
  [/\b(?:catastroph\w*|fatal|disaster\w*|show-?stopper|stops? everything|kills?|cancel\w*)\b/i, 5],
  [/\b(?:critical|serious\w*|severe\w*|badly|huge|major|blocks?|blocking)\b/i, 4],
  [/\b(?:minor|small|slight\w*|a little|a bit|harmless)\b/i, 2],
];
const levelOf = (text: string, table: readonly (readonly [RegExp, number])[], otherwise: number): number =>
  table.find(([words]) => words.test(text))?.[1] ?? otherwise;

const figure = (name: string): RegExp =>
  new RegExp(`[\\s,(]*\\b(?:with )?${name}\\s*(?:is|of|=|:)?\\s*([1-5])\\b\\)?`, 'iu');
const probabilityFigure = figure('prob(?:ability)?');
const impactFigure = figure('impact');
const ownerName = /[\s,(]*\bowner\s*(?:is|=|:)?\s+([\p{Lu}][\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){0,2})\)?/u;
const said = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

/** At the ends of sentences and lines, and at an “and” between two worries. */
function sentencesOf(words: string): string[] {
  const sentences = words.split(/[;\r\n]+|[.!?。؟！？](?:\s+|$)/u).flatMap((sentence) => {
    const parts = sentence.split(/,?\s+and\s+/i);
    return parts.length > 1 && parts.every((part) => worried.test(part) && part.split(' ').length > 2)
      ? parts
      : [sentence];
  });
  return sentences
    .map((each) => each.replace(/^[\s,*•-]+|[\s,.]+$/g, '').replace(/\s+/g, ' '))
    .filter((each) => /[\p{L}\p{N}]/u.test(each));
}

/** Whose work it is about. */
function personIn(
  sentence: string,
  facts: Facts | undefined,
): { name: string; tasks: readonly PlanTask[] } | undefined {
  const words = new Set(sentence.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu));
  const isMeant = (owner: string): boolean =>
    sentence.toLowerCase().includes(owner.toLowerCase()) || words.has(owner.toLowerCase().split(/\s+/)[0] ?? owner);
  const found = [...(facts?.byOwner ?? [])].find(([owner]) => isMeant(owner));
  return found && { name: found[0], tasks: found[1] };
}

/** What of the plan it touches: somebody's tasks, or those whose names speak of the same. */
function touchedBy(
  sentence: string,
  kind: WorryKind,
  facts: Facts | undefined,
): { words: string; tasks: readonly PlanTask[] } {
  if (!facts) return { words: '', tasks: [] };
  const person = personIn(sentence, facts);
  const tasks = person?.tasks ?? facts.tasks.filter(({ name }) => kind.tasks?.test(name) ?? false);
  if (tasks.length === 0) return { words: '', tasks };
  const critical = tasks.filter(({ isCritical }) => isCritical).length;
  const who = person ? `${person.name} has` : 'It touches';
  return {
    words: ` ${who} ${plural(tasks.length, 'task')} in plan ${facts.plan.number}, ${critical} of them critical: ${listed(tasks)}.`,
    tasks,
  };
}

const titleOf = (sentence: string): string => {
  const told = sentence.replace(preface, '');
  const bare = told.replace(probabilityFigure, '').replace(impactFigure, '').replace(ownerName, '').trim() || told;
  return shorten(bare.charAt(0).toUpperCase() + bare.slice(1), maxTitleLength);
};
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, maxTitleLength);

function worryOf(sentence: string, asker: string, facts: Facts | undefined): Finding {
  const kind = worryKinds.find(({ words }) => words.test(sentence)) ?? otherWorry;
  const { words, tasks } = touchedBy(sentence, kind, facts);
  const usual = hasCritical(tasks) ? Math.max(4, kind.impact) : kind.impact;
  const person = personIn(sentence, facts)?.name;
  const title = titleOf(sentence);
  return {
    key: `said.${slug(title)}`,
    title,
    category: kind.category,
    reason: `${asker} said: “${shorten(sentence, 300)}”.${words}`,
    probability: Number(said(sentence, probabilityFigure) ?? levelOf(sentence, probabilityWords, 3)),
    impact: Number(said(sentence, impactFigure) ?? levelOf(sentence, impactWords, usual)),
    // Who may leave does not watch over it.
    owner: said(sentence, ownerName) ?? (person ? '' : ownerOf(tasks)),
    response: kind.response,
    mitigation: kind.mitigation,
    trigger: kind.trigger,
    tasks,
  };
}

/** What somebody is worried about, sentence by sentence; a sentence that only describes a project brings what is usual for its kind. */
export function risksInWords(words: string, asker: string, facts: Facts | undefined): Finding[] {
  return sentencesOf(words).flatMap((sentence) => {
    const kind = isDescription(sentence) ? kindIn(sentence) : undefined;
    return kind === undefined
      ? [worryOf(sentence, asker, facts)]
      : risksOfKind(kind, `${asker} said: “${shorten(sentence, 300)}”.`, new Set());
  });
}

export const countWorries = (words: string): number => sentencesOf(words).length;
