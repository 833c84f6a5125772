import { isRoleAddress, localPart } from './email.ts';
import { folded, isInside, oneLine, type Reading, reading, type Span, type Sureness, spelledOut } from './reading.ts';
import { noNames, particles, splitHanName } from './vocabulary.ts';
import { isNameWord, nameRuns, type Run, toRun, type Word, wordsIn } from './words.ts';

export interface FoundPerson extends Span {
  first: Reading | undefined;
  last: Reading | undefined;
}

const labelled =
  /^[ \t]*(?:full name|name|contact(?: person)?|person|lead|ansprechpartner(?:in)?|kontakt(?:person)?|nombre|contacto|nom|姓名|联系人|名字|氏名|이름|имя|контакт)[ \t]*[:：][ \t]*([^\n]{1,120})$/imu;
const honorific =
  /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|sra?|srta|señora?|don|doña|mme|mlle|m|monsieur|madame|sig|signora?)\.?(?: (?:dr|prof|ing)\.?)* $/iu;
const cue =
  /(?:\b(?:met(?: with)?|spoke (?:to|with)|speaking (?:to|with)|talked (?:to|with)|chat(?:ted)? with|call (?:with|from)|called by|(?:e-?mail|message|note|request|inquiry|enquiry) from|heard from|contact(?:ed by)?|meeting with|lunch with|coffee with|my name is|i am|i'm|this is|introduced (?:me )?to|lead|visited|mit|habe|traf|von|anruf von|ich bin|mein name ist|hier ist|hablé con|conocí a|reunión con|llamó|me llamo|soy|mi nombre es|rencontré|parlé avec|je suis|je m'appelle|ho incontrato|mi chiamo)\s+)$/iu;

/** A name without what is put before it: `Dr.`, `Ms.`. */
const bareName = (name: string): string =>
  oneLine(name)
    .replace(
      /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|sra?|srta|señora?|don|doña|mme|mlle|monsieur|madame|ing|dipl)\b\.?-? ?)+/iu,
      '',
    )
    .replace(/[,;.]+$/, '');

const why = { split: 'which part is the family name is not sure' };

function split(words: readonly string[], email: string): { first: string; last: string; isSure: boolean } {
  const local = folded(localPart(email).split(/[._-]/).at(-1) ?? '');
  // The address tells where the family name begins: maria.garcia for María José García López.
  const named =
    local.length > 1 ? words.findIndex((word, at) => at > 0 && [folded(word), spelledOut(word)].includes(local)) : -1;
  let from = named > 0 ? named : words.length - 1;
  while (from > 1 && particles.has((words[from - 1] ?? '').toLowerCase())) from -= 1;
  const isSure = words.length < 3 || named > 0 || from < words.length - 1;
  return { first: words.slice(0, from).join(' '), last: words.slice(from).join(' '), isSure };
}

interface Named extends Span {
  name: string;
  sure: Sureness;
  why: string;
  /** A title of address stood before it: a lone name is then the family's. */
  isAddressed?: boolean;
}

const isHan = (name: string): boolean => /^[\p{Script=Han}]{2,4}$/u.test(name);

function toPerson({ name, sure, why: reason, isAddressed = false, start, end }: Named, email: string): FoundPerson {
  const span = { start, end };
  const read = (value: string, as: Sureness = sure, because = reason): Reading | undefined =>
    value === '' ? undefined : reading(value, as, because);
  if (isHan(name.replace(/ /g, ''))) {
    const [family = '', given = ''] = name.split(' ');
    const parts = given === '' ? splitHanName(name) : { last: family, first: given };
    if (parts) return { ...span, last: read(parts.last), first: read(parts.first) };
    return { ...span, last: read(name, 'medium', 'family and given name are not told apart'), first: undefined };
  }
  const turned = /^([^,]+), ?([^,]+)$/.exec(name);
  if (turned) return { ...span, last: read(turned[1] ?? ''), first: read(bareName(turned[2] ?? '')) };
  const words = name.split(' ').filter(Boolean);
  if (words.length === 1) {
    const isFamily = isAddressed || /^\p{Lu}{3,}$/u.test(name);
    return { ...span, first: isFamily ? undefined : read(name), last: isFamily ? read(name) : undefined };
  }
  const { first, last, isSure } = split(words, email);
  const as = isSure ? sure : 'medium';
  const because = isSure ? reason : `${reason}; ${why.split}`;
  return { ...span, first: read(first, as, because), last: read(last, as, because) };
}

/** How an address is made from a name, in the usual ways. */
function fitsEmail(words: readonly string[], email: string): boolean {
  const local = localPart(email).replace(/\d+$/, '');
  const whole = folded(local);
  const parts = local.split(/[._-]/).map(folded).filter(Boolean);
  return [folded, spelledOut].some((fold) => {
    const names = words.map(fold).filter(Boolean);
    const [first = '', last = ''] = [names[0], names.at(-1)];
    if (names.length < 2) return false;
    if (
      parts.length > 1 &&
      parts.every((part) => names.some((name) => name === part || (part.length === 1 && name.startsWith(part))))
    )
      return parts.some((part) => part.length > 1);
    return [
      first + last,
      first.charAt(0) + last,
      first + last.charAt(0),
      last + first,
      last + first.charAt(0),
      last,
    ].includes(whole);
  });
}

/** The part of a run that an address was made from: `Visited Dana Ortiz` is Dana Ortiz for dana.ortiz@… */
function byEmail(text: string, runs: readonly Run[], emails: readonly string[]): Named | undefined {
  for (const email of emails) {
    for (const run of runs) {
      for (let from = 0; from < run.words.length - 1; from += 1) {
        const part = toRun(text, run.words.slice(from));
        const words = part.words.map((each) => each.text);
        if (fitsEmail([words[0] ?? '', ...words.slice(1)], email) && words.length <= 5) {
          return { ...part, name: oneLine(part.text), sure: 'high', why: 'fits the e-mail address' };
        }
      }
    }
  }
  return undefined;
}

const before = (text: string, at: number): string => text.slice(Math.max(0, at - 40), at);

function byLabel(text: string): Named | undefined {
  const match = labelled.exec(text);
  const name = bareName((match?.[1] ?? '').replace(/\(.*$/, ''));
  if (!match || name === '' || name.includes('@') || name.split(/[ ,]+/).length > 6) return undefined;
  const start = text.indexOf(match[1] ?? '', match.index);
  return { name, start, end: start + (match[1] ?? '').length, sure: 'high', why: 'named as such' };
}

function byHonorific(text: string, runs: readonly Run[]): Named | undefined {
  const run = runs.find(({ start }) => honorific.test(before(text, start)));
  return (
    run && { ...run, name: oneLine(run.text), sure: 'high', why: 'stands behind a form of address', isAddressed: true }
  );
}

function byCue(text: string, runs: readonly Run[]): Named | undefined {
  const cued = runs.filter(({ start }) => cue.test(before(text, start)));
  const run = cued.find(({ words }) => words.length > 1) ?? cued[0];
  if (!run || run.words.length > 5) return undefined;
  return {
    ...run,
    name: oneLine(run.text),
    sure: run.words.length > 1 ? 'high' : 'medium',
    why: 'stands where a person is named',
  };
}

const isAlone = (text: string, { start, end }: Run): boolean =>
  /(?:^|[\n,;|•]|^\s*[-*] )\s*$/.test(before(text, start)) &&
  /^\s*(?:$|[\n,;|(•@<]|[-–—] |\/)/.test(text.slice(end, end + 3));
const isFollowed = (text: string, { end }: Run): boolean =>
  /^ ?(?:\(|[-–—|/] | (?:from|at|of|bei|von|vom|de|en|chez|aus)\b|'s |wants?\b|would\b|is\b|möchte\b|quiere\b)/iu.test(
    text.slice(end, end + 12),
  ) ||
  /^ (?:from|at|of|bei|von|vom|aus|chez|wants|would|needs|is|möchte|quiere|necesita) /iu.test(
    text.slice(end, end + 12),
  );

function byPlace(text: string, runs: readonly Run[]): Named | undefined {
  const several = runs.filter(({ words }) => words.length > 1 && words.length <= 5);
  const alone = several.find((run) => isAlone(text, run));
  const run = alone ?? several.find((each) => isFollowed(text, each));
  return run && { ...run, name: oneLine(run.text), sure: 'medium', why: 'looks like a name' };
}

const hanPerson =
  /(?:(?:姓名|联系人|我是|我叫|名叫|叫|认识了?|见到了?|见了|遇到了?|拜访了?|的|和|与|^|[，,。：:\s]))(\p{Script=Han}{2,4}?)(?=先生|女士|小姐|老师|博士|总(?!\p{Script=Han}司)|经理|总监|采购|主管|工程师|様|さん|氏|[，,。;；\s(（]|$)/gu;

/** Names in Han script bear a known family name, or a form of address behind them. */
function byHan(text: string, taken: readonly Span[]): Named | undefined {
  for (const match of text.matchAll(hanPerson)) {
    const name = match[1] ?? '';
    const start = match.index + match[0].length - name.length;
    const end = start + name.length;
    const isAddressed = /^(?:先生|女士|小姐|老师|博士|様|さん|氏|经理)/u.test(text.slice(end));
    const known = splitHanName(name);
    if (isInside({ start, end }, taken) || !(isAddressed || (known && name.length <= 3))) continue;
    return {
      name,
      start,
      end,
      sure: isAddressed ? 'high' : 'medium',
      why: isAddressed ? 'stands before a form of address' : 'begins with a family name',
    };
  }
  const korean = /([가-힣]{2,4}) ?(?:님|씨|대표|과장|부장|팀장)/u.exec(text);
  const name = korean?.[1];
  if (!korean || !name || name.length < 3) return undefined;
  return {
    name: `${name.slice(1)} ${name.charAt(0)}`,
    start: korean.index,
    end: korean.index + name.length,
    sure: 'high',
    why: 'stands before a form of address',
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Words in small letters from which the address was made. */
function bySmallLetters(text: string, emails: readonly string[], taken: readonly Span[]): Named | undefined {
  const words = wordsIn(text).filter((each) => !isInside(each, taken) && /^[\p{L}\p{M}'-]+$/u.test(each.text));
  for (const email of emails) {
    for (const [index, each] of words.entries()) {
      const next: Word | undefined = words[index + 1];
      if (!next || !fitsEmail([each.text, next.text], email) || noNames.has(each.text.toLowerCase())) continue;
      const name = `${capital(each.text)} ${capital(next.text)}`;
      return {
        name,
        start: each.start,
        end: next.end,
        sure: 'medium',
        why: 'fits the e-mail address; written in small letters',
      };
    }
  }
  return undefined;
}

/** A name that is nowhere but in the address. */
function fromAddress(email: string | undefined): FoundPerson | undefined {
  if (!email || isRoleAddress(email)) return undefined;
  const parts = localPart(email).split(/[._]/);
  if (parts.length !== 2 || !parts.every((part) => /^[A-Za-z]{2,30}$/.test(part))) return undefined;
  const because = `not written, taken from the e-mail address (${localPart(email)}@)`;
  const [first = '', last = ''] = parts.map((part) => capital(part.toLowerCase()));
  return { first: reading(first, 'low', because), last: reading(last, 'low', because), start: -1, end: -1 };
}

/** One given name, as people write of somebody whom they know: `Dana wants more seats`. */
function byFirstName(runs: readonly Run[], email: string): Named | undefined {
  const run = runs.find(
    ({ words, text: name }) =>
      words.length === 1 &&
      email !== '' &&
      folded(localPart(email)).startsWith(folded(name)) &&
      folded(name).length > 1,
  );
  return run && { ...run, name: run.text, sure: 'medium', why: 'fits the e-mail address' };
}

export interface PersonRequest {
  emails: readonly string[];
  /** Addresses, numbers, links, titles and companies: no names. */
  taken: readonly Span[];
}

/** The person that a text tells of: the surest way of naming one comes first. */
export function findPerson(text: string, { emails, taken }: PersonRequest): FoundPerson | undefined {
  const runs = nameRuns(text, taken).filter((run) => run.words.some(isNameWord));
  const [email = ''] = emails;
  const found =
    byLabel(text) ??
    byEmail(text, runs, emails) ??
    byHonorific(text, runs) ??
    byHan(text, taken) ??
    byCue(text, runs) ??
    byPlace(text, runs) ??
    bySmallLetters(text, emails, taken) ??
    byFirstName(runs, email);
  if (!found) return fromAddress(email);
  const person = toPerson(found, email);
  // “Dana”, and dana.ortiz@: the family name stands in the address only.
  const addressed = person.last ? undefined : fromAddress(email);
  const fits = addressed?.first && person.first && folded(addressed.first.value) === folded(person.first.value);
  return fits ? { ...person, last: addressed.last } : person;
}
