import { bareName, maxNameWords, type Named } from './named.ts';
import { oneLine } from './reading.ts';
import type { Run } from './words.ts';

const labelled =
  /^[ \t]*(?:full name|name|contact(?: person)?|person|lead|ansprechpartner(?:in)?|kontakt(?:person)?|nombre|contacto|nom|姓名|联系人|名字|氏名|이름|имя|контакт)[ \t]*[:：][ \t]*([^\n]{1,120})$/imu;
const honorific =
  /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|sra?|srta|señora?|don|doña|mme|mlle|monsieur|madame|sig|signora?)\.?(?: (?:dr|prof|ing)\.?)* $/iu;
const cue =
  /(?:(?<!\p{L})(?:met(?: with)?|spoke (?:to|with)|speaking (?:to|with)|talked (?:to|with)|chat(?:ted)? with|call (?:with|from)|called by|(?:e-?mail|message|note|request|inquiry|enquiry) from|heard from|contact(?:ed by)?|meeting with|lunch with|coffee with|my name is|i am|i'm|this is|introduced (?:me )?to|lead|lead for|visited|mit|habe|traf|anruf von|ich bin|mein name ist|hier ist|hablé con|conocí a|reunión con|llamó|me llamo|soy|mi nombre es|rencontré|parlé avec|je suis|je m'appelle|ho incontrato|mi chiamo)\s+)$/iu;
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
export const isFollowed = (text: string, { end }: Run): boolean =>
  /^ ?(?:\(|[-–—|/] |(?:from|at|of|bei|von|vom|aus|en|de|chez|wants?|would|needs?|is|asked|called|möchte|sucht|quiere|necesita)\b)/iu.test(
    text.slice(end, end + 12),
  );

export function byPlace(text: string, runs: readonly Run[]): Named | undefined {
  const several = runs.filter(({ words }) => words.length > 1 && words.length <= maxNameWords);
  const run = several.find((each) => isAlone(text, each)) ?? several.find((each) => isFollowed(text, each));
  return run && { ...run, name: oneLine(run.text), sure: 'medium', why: 'looks like a name' };
}
