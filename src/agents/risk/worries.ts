import type { PlanTask } from '../../core/index.ts';
import { type Facts, type Finding, hasCritical, listed, ownerOf, plural, shorten } from './facts.ts';
import { kindIn, risksOfKind } from './kinds.ts';
import { isField, takeFields } from './worry-fields.ts';
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
  /^(?:(?:i|we)(?:['’]m|['’]re| am| are)? (?:afraid|worried|fear|worry|think)(?: that| about)?|what if|(?:a |the |another )?risks?(?: is)?(?: that)?:?|there(?:['’]s| is)(?: an?)?(?: (?:chance|risk|possibility|danger))? (?:that|of))\s+/i;
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

/** Not behind what is shortened: “in Nov. 2026”. */
const sentenceEnd =
  /[;\r\n]+|(?<!(?:^|\s|\()(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|approx|ca|e\.g|i\.e|z\.b|bzw|dr|mrs?|ms|no|nr|inc|ltd|vs|\d{1,2}))[.](?:\s+|$)|[!?。؟！？](?:\s+|$)/iu;

/** At the ends of sentences and lines, and at an “and” between two worries. */
function sentencesOf(words: string, now: Date): string[] {
  const sentences = words.split(sentenceEnd).flatMap((sentence) => {
    const parts = sentence.split(/,?\s+and\s+/i);
    return parts.length > 1 && parts.every((part) => worried.test(part) && part.split(' ').length > 2)
      ? parts
      : [sentence];
  });
  const whole = sentences
    .map((each) => each.replace(/^[\s,*•-]+|[\s,.]+$/g, '').replace(/\s+/g, ' '))
    .map((each) => each.replace(/^(?:and|but|also)\s+/i, ''))
    .filter((each) => /[\p{L}\p{N}]/u.test(each));
  const worries: string[] = [];
  for (const each of whole) {
    const before = worries.at(-1);
    // “Mitigation: sign early.” belongs to the worry before it.
    if (before !== undefined && isField(each, now)) worries[worries.length - 1] = `${before}, ${each}`;
    else worries.push(each);
  }
  return worries;
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

const titleOf = (worry: string): string => {
  const bare = worry.replace(preface, '');
  return shorten(bare.charAt(0).toUpperCase() + bare.slice(1), maxTitleLength);
};
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, maxTitleLength);

export interface Speaker {
  asker: string;
  now: Date;
}

function worryOf(sentence: string, { asker, now }: Speaker, facts: Facts | undefined): Finding {
  const { worry, fields } = takeFields(sentence, now);
  const kind = worryKinds.find(({ words }) => words.test(worry)) ?? otherWorry;
  const { words, tasks } = touchedBy(worry, kind, facts);
  const usual = hasCritical(tasks) ? Math.max(4, kind.impact) : kind.impact;
  const person = personIn(worry, facts)?.name;
  const title = titleOf(worry || sentence);
  const { owner = '' } = fields;
  return {
    key: `said.${slug(title)}`,
    title,
    category: kind.category,
    reason: `${asker} said: “${shorten(sentence, 300)}”.${words}`,
    probability: levelOf(worry, probabilityWords, 3),
    impact: levelOf(worry, impactWords, usual),
    response: kind.response,
    mitigation: kind.mitigation,
    trigger: kind.trigger,
    ...fields,
    // Who may leave does not watch over it.
    owner: /^me$/i.test(owner) ? asker : owner || (person ? '' : ownerOf(tasks)),
    tasks,
  };
}

/** What somebody is worried about, sentence by sentence; a sentence that only describes a project brings what is usual for its kind. */
export function risksInWords(words: string, speaker: Speaker, facts: Facts | undefined): Finding[] {
  return sentencesOf(words, speaker.now).flatMap((sentence) => {
    const kind = isDescription(sentence) ? kindIn(sentence) : undefined;
    return kind === undefined
      ? [worryOf(sentence, speaker, facts)]
      : risksOfKind(kind, `${speaker.asker} said: “${shorten(sentence, 300)}”.`, new Set());
  });
}

export const countWorries = (words: string, now: Date): number => sentencesOf(words, now).length;
