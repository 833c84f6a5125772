import { findDate, todayOf } from './dates.ts';
import { type Estimate, faultOfEstimate, takeEstimate } from './estimate.ts';
import { likenessOf } from './given-names.ts';
import { faultOfDays } from './impossible-day.ts';
import { type LinkWords, lagPattern, readLinks } from './link-words.ts';

/** One line of a task list. */
export interface TaskLine {
  /** The number that it was given in the list; empty without one. */
  label: string;
  name: string;
  estimate: Estimate | undefined;
  isMilestone: boolean;
  owner: string;
  after: LinkWords[];
  /** Tasks that wait for this one. */
  before: LinkWords[];
  notBefore: string;
}

export interface LineContext {
  now: Date;
  team: readonly string[];
  /** Its place among the tasks, from 1. */
  ordinal: number;
}

export const maxNameLength = 120;
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

const personPattern = "\\p{Lu}[\\p{L}\\p{M}'’.-]*(?: \\p{Lu}[\\p{L}\\p{M}'’.-]*){0,2}";
const people = new RegExp(`^${personPattern}(?:(?: and | & |, )${personPattern})*$|^[\\p{Lo}\\p{M}]{1,8}$`, 'u');
const looksLikePerson = (text: string, team: readonly string[]): boolean =>
  people.test(text) || team.some((name) => name.toLowerCase() === text.toLowerCase());

const mention = /(?:^|\s)(?:<@([A-Z0-9]+)(?:\|([^>]+))?>|@([\p{L}\p{N}][\p{L}\p{N}._-]*))/u;
const namedOwner = /(?:\b(?:owner|assignee)\s*[:=]|\bassigned to\b)\s*([^,;()@]+)/iu;
const quotedName = /^["“„]([^"“”„]+)["“”]/u;

/** `@ben`, `owner: Ben`, `(Ben)`: wherever in the line it stands. */
function takeMarkedOwner(text: string, team: readonly string[]): { owner: string; rest: string } {
  const at = mention.exec(text);
  if (at) return { owner: (at[2] ?? at[1] ?? at[3] ?? '').replace(/\.$/, ''), rest: text.replace(at[0], ' ') };
  const named = namedOwner.exec(text);
  if (named) return { owner: (named[1] ?? '').trim(), rest: text.replace(named[0], ' ') };
  const inBrackets = /\(([^()]+)\)\s*$/u.exec(text);
  if (!inBrackets || !looksLikePerson(inBrackets[1] ?? '', team)) return { owner: '', rest: text };
  return { owner: inBrackets[1] ?? '', rest: text.slice(0, inBrackets.index) };
}

/** Behind a comma, who looks like a person. */
function takeOwner(text: string, team: readonly string[]): { owner: string; rest: string } {
  const [name = '', ...pieces] = text.split(',');
  const index = pieces.findIndex((piece) => looksLikePerson(piece.trim(), team));
  if (index < 0) return { owner: '', rest: text };
  const rest = [name, ...pieces.filter((_, at) => at !== index)].join(',');
  return { owner: pieces[index]?.trim() ?? '', rest };
}

/** `Design – 3d – Ana`: between dashes only who is surely a person, as names of tasks have dashes, too. */
function takeDashedOwner(text: string, team: readonly string[]): { owner: string; rest: string } {
  const [, head = '', last = ''] = /^(.*\S)\s+[-–—|/]\s+([^–—|/]+?)\s*[-–—|/]?\s*$/su.exec(text) ?? [];
  const isPerson = team.some((name) => name.toLowerCase() === last.toLowerCase()) || likenessOf(last) === 'person';
  return isPerson && people.test(last) ? { owner: last, rest: head } : { owner: '', rest: text };
}

const afterWords = /\s(?:after|depends on|follows|following|once)\s/iu;
const beforeWords = /\s(?:before)\s/iu;
const dateWords = /\s(?:not before|no earlier than|not earlier than|starting(?: on)?|from|on)\s+(.+)$/iu;

/** The text before a keyword, and what stands behind it. */
function cutAt(text: string, keyword: RegExp): { head: string; tail: string } {
  const found = keyword.exec(text);
  if (!found) return { head: text, tail: '' };
  return { head: text.slice(0, found.index), tail: text.slice(found.index + found[0].length) };
}

/** `not before Dec 3`; “on Dec 3” for what takes no time. */
function takeDate(text: string, isMilestone: boolean, now: Date): { notBefore: string; rest: string } {
  const found = dateWords.exec(text);
  const isMeant = found && (isMilestone || !/^\s*on\s/i.test(found[0]));
  const day = isMeant ? findDate(found[1] ?? '', now) : undefined;
  if (!found || !day || day.index > 3) return { notBefore: '', rest: text };
  const rest = `${text.slice(0, found.index)} ${(found[1] ?? '').slice(day.index + day.text.length)}`;
  return { notBefore: day.date, rest };
}

const tidy = (text: string): string =>
  text
    .replace(/\(\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:,;.–—-]+|[\s:,;–—-]+$/gu, '')
    .replace(/^["“„](.*)["”“]$/u, '$1')
    .replace(/\*\*/g, '')
    .trim();

function ownerIn(head: string, marked: string, team: readonly string[]): { owner: string; rest: string } {
  if (marked !== '') return { owner: marked, rest: head };
  const listed = takeOwner(head, team);
  return listed.owner === '' ? takeDashedOwner(head, team) : listed;
}

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
  const text = withCommas(written);
  const found = takeEstimate(text);
  const isMilestone = /\bmilestone\b/i.test(text);
  const dated = takeDate(` ${(found?.rest ?? text).replace(/\bmilestone\b/gi, ' ')}`, isMilestone, now);
  const marked = takeMarkedOwner(dated.rest.trimEnd(), team);
  const behind = cutAt(marked.rest, afterWords);
  const ahead = cutAt(behind.tail === '' ? behind.head : ` ${behind.tail}`, beforeWords);
  const [head, tail] = behind.tail === '' ? [ahead.head, ''] : [behind.head, ahead.head];
  const listed = ownerIn(head, marked.owner, team);
  return {
    estimate: isMilestone && found?.estimate.days === 0 ? undefined : found?.estimate,
    isMilestone,
    owner: listed.owner,
    head: listed.rest,
    after: readLinks(tail),
    before: readLinks(ahead.tail),
    notBefore: dated.notBefore,
  };
}

/** Reads one line; what is wrong with it comes as words that say what to write. */
export function readTaskLine(raw: string, context: LineContext): TaskLine | string {
  if (raw.length > maxLineLength)
    return `has ${raw.length} characters; a task takes at most ${maxLineLength}. Shorten it`;
  const { label, rest } = takeLabel(raw.replace(bullets, '').trim(), context.ordinal);
  // A name in quotes may hold anything, such as “after”.
  const quoted = quotedName.exec(rest);
  const { head, ...pieces } = readPieces(quoted ? rest.slice(quoted[0].length) : rest, context);
  const line: TaskLine = { label, name: quoted ? tidy(quoted[1] ?? '') : tidy(head), ...pieces };
  return faultOf(line) ?? faultOfDays(raw, todayOf(context.now)) ?? line;
}

/** What is wrong with a line, and what to write. */
export function faultOf({ name, estimate, isMilestone, after, before }: TaskLine): string | undefined {
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
