import { type Activity, ageOf, escapeMarkdown, type Happening, inlineCode, momentIn } from '../../core/index.ts';
import type { Section } from './sections.ts';

export interface DigestRequest {
  project: string;
  activity: Activity;
  from: Date;
  to: Date;
  zone: string;
  sections: readonly Section[];
}

const maxLines = 20;
const changes = ['plan', 'risk'];

/** What would end a link's address in Markdown. */
const asPercent = (sign: string): string => `%${sign.charCodeAt(0).toString(16)}`;
export const linkTo = (url: string | undefined, label = 'open'): string =>
  url === undefined ? '' : ` ([${label}](${url.replace(/[()<>\s]/g, asPercent)}))`;

const lineOf = ({ markdown, person, url }: Happening): string =>
  `- ${markdown} · ${escapeMarkdown(person)}${linkTo(url)}`;

/** The latest lines; how many are left out is said. */
export function listed(lines: readonly string[], most = maxLines): string[] {
  const left = lines.length - most;
  return left > 0 ? [`- and ${left} before that`, ...lines.slice(left)] : [...lines];
}

const part = (heading: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`**${heading}**\n${lines.join('\n')}`] : [];

const dayMs = 86_400_000;
const days = (count: number): string => `${count} day${count === 1 ? '' : 's'}`;

/** How the plan's end stands to what was promised. */
export function finishLine(plan: NonNullable<Activity['plan']>): string {
  const name = `Plan ${plan.number}, ${escapeMarkdown(plan.title)}: ends on ${plan.finish}`;
  if (plan.deadline === '') return `${name}.`;
  const spare = Math.round((Date.parse(plan.deadline) - Date.parse(plan.finish)) / dayMs);
  if (spare === 0) return `${name}, the day of its deadline.`;
  return spare > 0
    ? `${name}, ${days(spare)} before its deadline (${plan.deadline}).`
    : `${name}, **${days(-spare)} after its deadline** (${plan.deadline}).`;
}

function planPart({ happened, plan }: Activity): string[] {
  const lines = happened.filter(({ kind }) => kind === 'plan').map(lineOf);
  return part('Plan', [...listed(lines), ...(plan ? [`- ${finishLine(plan)}`] : [])]);
}

function riskPart({ happened, openRisks }: Activity): string[] {
  const lines = happened.filter(({ kind }) => kind === 'risk').map(lineOf);
  const open = openRisks.map(
    ({ number, title, score }) => `- Risk ${number}, ${escapeMarkdown(title)}: score ${score}`,
  );
  return part('Risks', [...listed(lines), ...open]);
}

function waitingPart({ waiting }: Activity, to: Date): string[] {
  const lines = waiting.map(
    ({ markdown, person, since, url }) =>
      `- ${markdown} · asked by ${escapeMarkdown(person)} ${ageOf(since, to)} ago${linkTo(url, 'decide')}`,
  );
  return part('Waiting for approval', lines);
}

/** What of it the digest is about. */
export const toldOf = ({ happened }: Activity, sections: readonly Section[]): Happening[] =>
  happened.filter(
    ({ kind }) =>
      (sections.includes('plan') && kind === 'plan') ||
      (sections.includes('risks') && kind === 'risk') ||
      (sections.includes('done') && !changes.includes(kind)),
  );

/** What a channel reads: only what is on record, and one honest line when there is nothing. */
export function digestText({ project, activity, from, to, zone, sections }: DigestRequest): string {
  const told = toldOf(activity, sections);
  const since = `since ${momentIn(zone, from)} (${zone})`;
  const waiting = sections.includes('approvals') ? waitingPart(activity, to) : [];
  if (told.length === 0) return [`Nothing happened in ${inlineCode(project)} ${since}.`, ...waiting].join('\n\n');
  const done = told.filter(({ kind }) => !changes.includes(kind)).map(lineOf);
  return [
    `What happened in ${inlineCode(project)} ${since}:`,
    ...part('Done', listed(done)),
    ...(sections.includes('plan') ? planPart(activity) : []),
    ...(sections.includes('risks') ? riskPart(activity) : []),
    ...waiting,
  ].join('\n\n');
}
