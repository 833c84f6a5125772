import {
  type Activity,
  ageOf,
  dayIn,
  escapeMarkdown,
  type Happening,
  inlineCode,
  type Period,
  type Plan,
  type PlanTask,
} from '../../core/index.ts';
import { finishLine, linkTo, listed } from './digest-text.ts';

export interface ReportRequest {
  project: string;
  audience: 'team' | 'management';
  period: Period;
  activity: Activity;
  plan: Plan | undefined;
  now: Date;
}

const maxTasks = 15;
/** From this score on a risk is told to those who do not work on it. */
const highScore = 10;

/** What a kind of happening is called in a summary. */
const groups: readonly (readonly [string, string])[] = [
  ['coding.', 'Changes of code'],
  ['marketing.', 'Posts'],
  ['sales.', 'Leads and follow-ups'],
  ['planning.', 'Issues'],
  ['plan', 'Changes of the plan'],
  ['risk', 'Changes of risks'],
];
const groupOf = ({ kind }: Happening): string => groups.find(([start]) => kind.startsWith(start))?.[1] ?? 'Other';

function counted(happened: readonly Happening[]): string[] {
  const counts = new Map<string, number>();
  for (const each of happened) counts.set(groupOf(each), (counts.get(groupOf(each)) ?? 0) + 1);
  return [...counts].map(([group, count]) => `- ${group}: ${count}`);
}

/** Who did it is for the team; to others the work counts. */
function lineOf({ markdown, person, url, at }: Happening, isForTeam: boolean): string {
  const who = isForTeam ? ` · ${escapeMarkdown(person)}` : '';
  return `- ${dayIn('UTC', at)}: ${markdown}${who}${isForTeam ? linkTo(url) : ''}`;
}

function donePart({ audience, activity }: ReportRequest): string[] {
  const shown = activity.happened;
  if (audience === 'management') return counted(shown);
  return listed(shown.map((each) => lineOf(each, audience === 'team')));
}

const isUnderWay = ({ start, finish, isMilestone }: PlanTask, today: string): boolean =>
  !isMilestone && start <= today && today <= finish;

function progressPart({ audience, plan, now }: ReportRequest): string[] {
  const today = now.toISOString().slice(0, 10);
  const tasks = (plan?.tasks ?? []).filter((task) => isUnderWay(task, today));
  const lines = tasks.map(({ name, owner, finish, isCritical }) => {
    const who = audience === 'team' && owner !== '' ? `, ${escapeMarkdown(owner)}` : '';
    return `- ${escapeMarkdown(name)}, until ${finish}${who}${isCritical ? ', critical' : ''}`;
  });
  const left = lines.length - maxTasks;
  return left > 0 ? [...lines.slice(0, maxTasks), `- and ${left} more`] : lines;
}

function waitingPart({ audience, activity, now }: ReportRequest): string[] {
  return activity.waiting.map(({ markdown, person, since, url }) => {
    const who = audience === 'team' ? `asked by ${escapeMarkdown(person)}, ` : '';
    return `- ${markdown} · ${who}for ${ageOf(since, now)}${linkTo(url, 'decide')}`;
  });
}

function riskPart({ audience, activity }: ReportRequest): string[] {
  return activity.openRisks
    .filter(({ score }) => audience === 'team' || score >= highScore)
    .map(({ number, title, score }) => `- Risk ${number}, ${escapeMarkdown(title)}: score ${score}`);
}

const planPart = ({ plan }: ReportRequest): string[] => (plan ? [`- ${finishLine(plan)}`] : []);

type Part = readonly [heading: string, lines: readonly string[], empty: string];

const partsOf = (request: ReportRequest): readonly Part[] => [
  ['Done', donePart(request), 'Nothing that is on record.'],
  ['In progress', progressPart(request), 'Nothing by the plan.'],
  ['Waiting', waitingPart(request), 'Nothing waits for an approval.'],
  ['Risks', riskPart(request), 'None is open.'],
  ['Plan', planPart(request), 'There is no plan.'],
];

/** A report for those inside, from what is on record: the same facts give the same words. */
export function reportText(request: ReportRequest): string {
  const heading = `**Report on ${inlineCode(request.project)}, ${request.period.words}**`;
  const parts = partsOf(request).map(
    ([name, lines, empty]) => `**${name}**\n${lines.length > 0 ? lines.join('\n') : empty}`,
  );
  return [heading, ...parts].join('\n\n');
}
