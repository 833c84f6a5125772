import { todayOf } from '../days/dates.ts';
import { type Estimate, faultOfEstimate, takeEstimate } from '../days/estimate.ts';
import { faultOfDays } from '../days/impossible-day.ts';
import { lastWorkDay } from '../days/work-days.ts';
import { isEvent } from '../goal/event-words.ts';
import { takeMarkedOwner, takePlainOwner } from '../people/line-owner.ts';
import { withoutClosers } from '../words/text-parts.ts';
import { withoutBrackets } from './line-brackets.ts';
import { takeDays } from './line-days.ts';
import { type LinkWords, lagPattern, readLinks } from './link-words.ts';

/** One line of a task list. */
export interface TaskLine {
  /** The number that it was given in the list; empty without one. */
  label: string;
  name: string;
  estimate: Estimate | undefined;
  isMilestone: boolean;
  /** Its own words call it so. */
  isNamedMilestone: boolean;
  owner: string;
  after: LinkWords[];
  /** Tasks that wait for this one. */
  before: LinkWords[];
  notBefore: string;
  /** It is said to happen on this day, or by this one; empty otherwise. */
  on: string;
  by: string;
  /** It goes on side by side with the line before it. */
  isBeside: boolean;
}

export interface LineContext {
  now: Date;
  team: readonly string[];
  /** Its place among the tasks, from 1. */
  ordinal: number;
}

export const maxNameLength = 120;
/** `milestone`, `Milestone 2:`. */
export const milestoneWord =
  /(?<![\p{L}])(?:milestone|meilenstein|hito|jalon|веха)(?:\s+\d{1,2}(?=\s*:))?(?![\p{L}])\s*:?|里程碑|マイルストーン/iu;
/** Nobody writes more of one task, and what is read with patterns has an end. */
export const maxLineLength = 1_000;
/** Each is looked up among all tasks. */
const maxLinks = 50;

export const bullets = /^\s*(?:(?:[-*•–—>+◦▪‣·○●□☐☑✓✔➤→]|\[[ xX]?\]|[a-z]\))\s+)+/u;
const markedNumber = /^[(]?(\d{1,3}(?:\.\d{1,3}){0,3})(?:[.):]\s+|[、）．]\s*)/;
const dottedNumber = /^(\d{1,3}(?:\.\d{1,3}){1,3})\s+/;
const bareNumber = /^(\d{1,3})\s+(?=\p{L})/u;

/** `2. Build`, `2.1 Build`; `2 Build` only where it is the second. */
export function takeLabel(text: string, ordinal: number): { label: string; rest: string } {
  const found = markedNumber.exec(text) ?? dottedNumber.exec(text);
  const bare = bareNumber.exec(text);
  const label = found?.[1] ?? (bare && Number(bare[1]) === ordinal ? bare[1] : undefined);
  if (label === undefined) return { label: '', rest: text };
  return { label, rest: text.slice((found ?? bare)?.[0].length ?? 0) };
}

const quotedName = /^["“„]([^"“”„]+)["“”]/u;

const afterWords = /\s(?:after|depends on|follows|following|once)\s/iu;
const beforeWords = /\s(?:before)\s/iu;
const besideWords = /\s(?:in parallel (?:with|to)|parallel (?:with|to)|alongside|at the same time as|while)\s/iu;
const besideAlone =
  /[\s,(]+(?:in parallel|at the same time|simultaneously|side by side|gleichzeitig|parallel)\)?\s*(?=$|[,(@])/iu;

/** The text before a keyword, and what stands behind it. */
function cutAt(text: string, keyword: RegExp): { head: string; tail: string } {
  const found = keyword.exec(text);
  if (!found) return { head: text, tail: '' };
  return { head: text.slice(0, found.index), tail: text.slice(found.index + found[0].length) };
}

const tidy = (text: string): string =>
  withoutClosers(
    text
      .replace(/\(\s*\)|\[\s*\]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[\s:,;.–—-]+|[\s:,;–—-]+$/gu, '')
      .replace(/^["“„](.*)["”“]$/u, '$1')
      .replace(/\*\*/g, ''),
  );

const dash = /\s[-–—|]\s/;

/** `Design – 3 days – Ana`: a dash before a duration parts, but behind “after” it is a wait. */
function withCommas(text: string): string {
  const { head, tail } = cutAt(text, afterWords);
  const pieces = head.split(dash);
  const isDuration = (piece: string): boolean => takeEstimate(`x, ${piece}`)?.rest.replace(/[\s,x()]/g, '') === '';
  if (!pieces.slice(1).some(isDuration)) return text;
  const joined = pieces.reduce((all, piece) => all + (isDuration(piece) ? `, ${piece}` : ` – ${piece}`));
  return tail === '' ? joined : `${joined}${text.slice(head.length)}`;
}

/** What a line says besides its name, taken off it piece by piece: later pieces are read from what is left. */
function readPieces(written: string, { now, team }: LineContext) {
  const text = withCommas(withoutBrackets(written, team));
  const found = takeEstimate(text);
  const days = takeDays(` ${(found?.rest ?? text).replace(new RegExp(milestoneWord, 'giu'), ' ')}`, now);
  const estimate = found?.estimate ?? days.estimate;
  const isNamedMilestone = milestoneWord.test(text);
  const isMoment = days.on !== '' || (days.by !== '' && isEvent(days.rest));
  const isMilestone = isNamedMilestone || (isMoment && !estimate);
  // A milestone that should be there by a day stands on it.
  const on = isNamedMilestone ? days.on || days.by : days.on;
  const marked = takeMarkedOwner(days.rest.trimEnd(), team);
  const alone = marked.rest.replace(besideAlone, ' ');
  const beside = cutAt(alone, besideWords);
  const behind = cutAt(beside.head, afterWords);
  const ahead = cutAt(behind.tail === '' ? behind.head : ` ${behind.tail}`, beforeWords);
  const [head, tail] = behind.tail === '' ? [ahead.head, ''] : [behind.head, ahead.head];
  const plain = marked.owner === '' ? takePlainOwner(head, team) : { owner: marked.owner, rest: head };
  const links = readLinks(beside.tail).map((link) => ({ ...link, kind: 'start-to-start' as const }));
  return {
    estimate: isMilestone && found?.estimate.days === 0 ? undefined : estimate,
    isMilestone,
    isNamedMilestone,
    isBeside: alone !== marked.rest,
    owner: plain.owner,
    head: plain.rest,
    after: [...readLinks(tail), ...links],
    before: readLinks(ahead.tail),
    notBefore: days.notBefore || (on !== '' && isMilestone ? lastWorkDay(on) : on),
    on,
    by: days.by,
    fault: days.fault,
  };
}

/** Reads one line; what is wrong with it comes as words that say what to write. */
export function readTaskLine(raw: string, context: LineContext): TaskLine | string {
  if (raw.length > maxLineLength)
    return `has ${raw.length} characters; a task takes at most ${maxLineLength}. Shorten it`;
  const { label, rest } = takeLabel(raw.replace(bullets, '').trim(), context.ordinal);
  // A name in quotes may hold anything, such as “after”.
  const quoted = quotedName.exec(rest);
  const { head, fault, ...pieces } = readPieces(quoted ? rest.slice(quoted[0].length) : rest, context);
  const line: TaskLine = { label, name: quoted ? tidy(quoted[1] ?? '') : tidy(head), ...pieces };
  return (fault || faultOf(line)) ?? faultOfDays(raw, todayOf(context.now)) ?? line;
}

/** What is wrong with a line, and what to write. */
export function faultOf({
  name,
  estimate,
  isMilestone,
  after,
  before,
}: Pick<TaskLine, 'name' | 'estimate' | 'isMilestone' | 'after' | 'before'>): string | undefined {
  if (lagPattern.test(name)) return 'a duration is above zero: write it like “Design 3d”';
  if (!/\p{L}/u.test(name)) return 'has no name. Write it like “Design: 3d, Ana”';
  if (name.length > maxNameLength) return `has a name of more than ${maxNameLength} characters. Shorten it`;
  const count = after.length + before.length;
  if (count > maxLinks)
    return `names ${count} tasks behind “after” and “before”, and a line may name at most ${maxLinks}. Let a milestone wait for some of them, and name that`;
  if ([...after, ...before].some(({ task }) => task === ''))
    return 'names no task behind “after”. Write its name or number';
  if (isMilestone && estimate) return 'is a milestone, which takes no time. Leave out “milestone” or the duration';
  return estimate && faultOfEstimate(estimate);
}
