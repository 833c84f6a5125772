import { type Activity, dayIn, type Happening, type Period, type Plan } from '../../core/index.ts';
import { listed } from './digest-text.ts';

export interface CustomerReport {
  markdown: string;
  /** So many things happened that it does not tell. */
  heldBack: number;
}

interface Told {
  /** One line for all of the kind, where their words are not for the outside. */
  counted?: (count: number) => string;
}

const changes = (count: number): string =>
  `${count} ${count === 1 ? 'change' : 'changes'} of the software handed in for review`;

/**
 * What a customer may read of, and how. Everything else is held back: plans, risks, issues, leads, approvals, whatever is added
 * later; and so are all names, titles and addresses, for they are written by people who write to each other.
 */
const allowed: ReadonlyMap<string, Told> = new Map<string, Told>([
  ['coding.apply-patch', { counted: changes }],
  ['coding.open-merge-request', { counted: changes }],
  ['coding.replace-text', { counted: changes }],
  ['coding.upgrade-dependency', { counted: changes }],
  // Posts stand in public: they are told as they are.
  ['marketing.publish-post', {}],
  ['marketing.schedule-post', {}],
]);

function doneLines(happened: readonly Happening[]): string[] {
  const counts = new Map<(count: number) => string, number>();
  for (const { kind } of happened) {
    const counted = allowed.get(kind)?.counted;
    if (counted) counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  const told = happened.filter(({ kind }) => allowed.get(kind)?.counted === undefined);
  return [
    ...[...counts].map(([words, count]) => `- ${words(count)}`),
    ...listed(told.map(({ at, markdown }) => `- ${dayIn('UTC', at)}: ${markdown}`)),
  ];
}

/** By the calendar: how far it is and where it ends, and no word of what is in it. */
function progressLines(plan: Plan | undefined, now: Date): string[] {
  if (!plan) return [];
  const today = now.toISOString().slice(0, 10);
  const tasks = plan.tasks.filter(({ isMilestone }) => !isMilestone);
  const over = tasks.filter(({ finish }) => finish < today).length;
  const next = plan.tasks
    .filter(({ isMilestone, finish }) => isMilestone && finish >= today)
    .map(({ finish }) => finish)
    .sort()[0];
  return [
    ...(tasks.length > 0 ? [`- ${over} of ${tasks.length} steps are over by the calendar`] : []),
    ...(next === undefined ? [] : [`- The next milestone is on ${next}`]),
    `- Expected to be finished on ${plan.finish}`,
  ];
}

export function customerReport(
  period: Period,
  { happened }: Activity,
  plan: Plan | undefined,
  now: Date,
): CustomerReport {
  const told = happened.filter(({ kind }) => allowed.has(kind));
  const part = (heading: string, lines: readonly string[], empty: string): string =>
    `**${heading}**\n${lines.length > 0 ? lines.join('\n') : empty}`;
  const markdown = [
    `**Report, ${period.words}**`,
    part('Done', doneLines(told), 'Nothing that is on record.'),
    part('Progress', progressLines(plan, now), 'No dates are set.'),
  ].join('\n\n');
  return { markdown, heldBack: happened.length - told.length };
}
