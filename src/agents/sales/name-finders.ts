import { localPart } from './email.ts';
import { type Alone, addressesToFit, type Fits, near } from './email-fit.ts';
import { capital, folded, isInside, oneLine, type Span, type Sureness } from './reading.ts';
import { noNames, splitHanName } from './vocabulary.ts';
import { type Run, toRun, type Word, wordsIn } from './words.ts';

/** A name in a text, not yet told apart into its parts. */
export interface Named extends Span {
  name: string;
  sure: Sureness;
  why: string;
  /** A title of address stood before it: a lone name is then the family's. */
  isAddressed?: boolean;
}

const labelled =
  /^[ \t]*(?:full name|name|contact(?: person)?|person|lead|ansprechpartner(?:in)?|kontakt(?:person)?|nombre|contacto|nom|姓名|联系人|名字|氏名|이름|имя|контакт)[ \t]*[:：][ \t]*([^\n]{1,120})$/imu;
const honorific =
  /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|sra?|srta|señora?|don|doña|mme|mlle|monsieur|madame|sig|signora?)\.?(?: (?:dr|prof|ing)\.?)* $/iu;
const cue =
  /(?:(?<!\p{L})(?:met(?: with)?|spoke (?:to|with)|speaking (?:to|with)|talked (?:to|with)|chat(?:ted)? with|call (?:with|from)|called by|(?:e-?mail|message|note|request|inquiry|enquiry) from|heard from|contact(?:ed by)?|meeting with|lunch with|coffee with|my name is|i am|i'm|this is|introduced (?:me )?to|lead|lead for|visited|mit|habe|traf|anruf von|ich bin|mein name ist|hier ist|hablé con|conocí a|reunión con|llamó|me llamo|soy|mi nombre es|rencontré|parlé avec|je suis|je m'appelle|ho incontrato|mi chiamo)\s+)$/iu;
const addressBefore =
  /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|sra?|srta|señora?|don|doña|mme|mlle|monsieur|madame|ing|dipl)\b\.?-? ?)+/iu;
const maxNameWords = 5;

/** A name without what is put before it: `Dr.`, `Ms.`. */
export const bareName = (name: string): string =>
  oneLine(name)
    .replace(addressBefore, '')
    .replace(/[,;.]+$/, '');

/** The part of a run that an address was made from: `Visited Dana Ortiz` is Dana Ortiz for dana.ortiz@… */
function partFor(text: string, run: Run, fits: Fits, alone: readonly Alone[]): Run | undefined {
  for (let from = Math.max(0, run.words.length - maxNameWords); from < run.words.length - 1; from += 1) {
    const words = run.words.slice(from);
    const isFit = fits(
      words.map((each) => each.text),
      alone,
    );
    if (isFit) return toRun(text, words);
  }
  return undefined;
}

export function byEmail(text: string, runs: readonly Run[], emails: readonly string[]): Named | undefined {
  const addresses = addressesToFit(text, emails).map((each) => ({ ...each, runs: near(runs, each.at) }));
  for (const alone of [[], ['first', 'last']] as const) {
    for (const { fits, runs: beside } of addresses) {
      for (const run of beside) {
        const part = partFor(text, run, fits, alone);
        if (part) return { ...part, name: oneLine(part.text), sure: 'high', why: 'fits the e-mail address' };
      }
    }
  }
  return undefined;
}

/** `Ortiz, Dana`. */
export function byTurnedName(text: string, runs: readonly Run[], emails: readonly string[]): Named | undefined {
  const addresses = addressesToFit(text, emails);
  for (const [index, last] of runs.entries()) {
    const first = runs[index + 1];
    if (!first || text.slice(last.end, first.start) !== ', ') continue;
    const words = [...first.words, ...last.words].map((each) => each.text);
    if (words.length > 2 * maxNameWords || !addresses.some(({ fits }) => fits(words, []))) continue;
    const name = `${oneLine(last.text)}, ${oneLine(first.text)}`;
    return { name, start: last.start, end: first.end, sure: 'high', why: 'fits the e-mail address' };
  }
  return undefined;
}

const before = (text: string, at: number): string => text.slice(Math.max(0, at - 40), at);

export function byLabel(text: string): Named | undefined {
  const match = labelled.exec(text);
  const written = match?.[1] ?? '';
  const name = bareName(written.replace(/\(.*$/, ''));
  if (!match || name === '' || /[@\d/]/.test(name) || name.split(/[ ,]+/).length > maxNameWords + 1) return undefined;
  const start = text.indexOf(written, match.index);
  return { name, start, end: start + written.length, sure: 'high', why: 'named as such' };
}

export function byHonorific(text: string, runs: readonly Run[]): Named | undefined {
  const run = runs.find(({ start }) => honorific.test(before(text, start)));
  const why = 'stands behind a form of address';
  return run && { ...run, name: oneLine(run.text), sure: 'high', why, isAddressed: true };
}

export function byCue(text: string, runs: readonly Run[]): Named | undefined {
  const cued = runs.filter(({ start }) => cue.test(before(text, start)));
  const run = cued.find(({ words }) => words.length > 1) ?? cued[0];
  if (!run || run.words.length > maxNameWords) return undefined;
  const sure = run.words.length > 1 ? 'high' : 'medium';
  return { ...run, name: oneLine(run.text), sure, why: 'stands where a person is named' };
}

const isAlone = (text: string, { start, end }: Run): boolean =>
  /(?:^|[\n,;:|•]|^\s*[-*] )\s*$/.test(before(text, start)) &&
  /^\s*(?:$|[\n,;|(•@<]|[-–—] |\/)/.test(text.slice(end, end + 3));
const isFollowed = (text: string, { end }: Run): boolean =>
  /^ ?(?:\(|[-–—|/] |(?:from|at|of|bei|von|vom|aus|en|de|chez|wants?|would|needs?|is|asked|called|möchte|sucht|quiere|necesita)\b)/iu.test(
    text.slice(end, end + 12),
  );

export function byPlace(text: string, runs: readonly Run[]): Named | undefined {
  const several = runs.filter(({ words }) => words.length > 1 && words.length <= maxNameWords);
  const run = several.find((each) => isAlone(text, each)) ?? several.find((each) => isFollowed(text, each));
  return run && { ...run, name: oneLine(run.text), sure: 'medium', why: 'looks like a name' };
}

const hanPerson =
  /(?:姓名|联系人|我是|我叫|名叫|叫|认识了?|见到了?|见了|遇到了?|拜访了?|的|和|与|^|[，,。：:\s])(\p{Script=Han}{2,4}?)(?=先生|女士|小姐|老师|博士|总(?!\p{Script=Han}司)|经理|总监|采购|主管|工程师|様|さん|氏|[，,。;；\s(（]|$)/gu;
const hanAddress = /^(?:先生|女士|小姐|老师|博士|経理|经理|様|さん|氏)/u;

/** Names in Han script bear a known family name, or a form of address behind them. */
export function byHan(text: string, taken: readonly Span[]): Named | undefined {
  for (const match of text.matchAll(hanPerson)) {
    const name = match[1] ?? '';
    const start = match.index + match[0].length - name.length;
    const span = { start, end: start + name.length };
    const isAddressed = hanAddress.test(text.slice(span.end, span.end + 4));
    const isKnown = name.length <= 3 && splitHanName(name) !== undefined;
    if (isInside(span, taken) || !(isAddressed || isKnown)) continue;
    const why = isAddressed ? 'stands before a form of address' : 'begins with a family name';
    return { ...span, name, sure: isAddressed ? 'high' : 'medium', why };
  }
  return undefined;
}

/** Korean names: one syllable for the family, before a form of address. */
export function byHangul(text: string): Named | undefined {
  const match = /([가-힣]{3,4}) ?(?:님|씨|대표|과장|부장|팀장)/u.exec(text);
  const name = match?.[1];
  if (!match || !name) return undefined;
  const shown = `${name.charAt(0)}, ${name.slice(1)}`;
  const why = 'stands before a form of address';
  return { name: shown, start: match.index, end: match.index + name.length, sure: 'high', why };
}

/** Words in small letters from which the address was made. */
export function bySmallLetters(text: string, emails: readonly string[], taken: readonly Span[]): Named | undefined {
  const words = wordsIn(text).filter((each) => !isInside(each, taken) && /^[\p{L}\p{M}'-]+$/u.test(each.text));
  const why = 'fits the e-mail address; written in small letters';
  for (const { at, fits } of addressesToFit(text, emails)) {
    const beside = near(words, at);
    for (const [index, each] of beside.entries()) {
      const next: Word | undefined = beside[index + 1];
      if (!next || text.slice(each.end, next.start) !== ' ' || noNames.has(each.text.toLowerCase())) continue;
      if (!fits([each.text, next.text], [])) continue;
      const name = `${capital(each.text)} ${capital(next.text)}`;
      return { name, start: each.start, end: next.end, sure: 'medium', why };
    }
  }
  return undefined;
}

/** One given name, as people write of somebody whom they know: `Dana wants more seats`. */
export function byFirstName(runs: readonly Run[], email: string): Named | undefined {
  const local = folded(localPart(email));
  const run = runs.find(({ words, text }) => {
    const name = folded(text);
    return words.length === 1 && name.length > 1 && local !== '' && local.startsWith(name);
  });
  return run && { ...run, name: run.text, sure: 'medium', why: 'fits the e-mail address' };
}
