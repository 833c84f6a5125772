import { escapeMarkdown, type Plan, type PlanTask } from '../../../core/index.ts';
import { fullDayWords } from '../days/day-words.ts';
import { durationWords } from '../days/duration-words.ts';

export const maxTitleLength = 255;
/** Our issues bear it, so that they can be listed. */
export const ourLabel = 'adjutant';

/** What tells which task of which plan an issue stands for. */
export const taskMark = (plan: number, code: string): string => `Adjutant-Task: ${plan}/${code}`;

const markLine = /^Adjutant-Task: (\d{1,9})\/(\S{1,40})$/;

/** The task that an issue stands for, as its description says in a line of its own. */
export function taskOfIssue(description: string): { plan: number; code: string } | undefined {
  for (const line of description.split('\n')) {
    const found = markLine.exec(line.trim());
    if (found) return { plan: Number(found[1]), code: found[2] ?? '' };
  }
  return undefined;
}

/** The description of an issue that was taken back: it stands for no task any more. */
export const withoutTaskMark = (description: string): string =>
  description
    .split('\n')
    .map((line) => (markLine.test(line.trim()) ? 'Taken back in Adjutant.' : line))
    .join('\n');

/** Outside text in a description: no order to GitLab, no notice to anybody. */
const plain = (text: string): string => escapeMarkdown(text.replaceAll('@', ' ').replace(/\s+/g, ' ').trim());

export function titleOf({ code, name }: Pick<PlanTask, 'code' | 'name'>): string {
  const title = `${code} ${name.replace(/\s+/g, ' ').trim()}`;
  return title.length <= maxTitleLength ? title : `${title.slice(0, maxTitleLength - 1)}…`;
}

/** What the issue of a task says besides what comes before it, which is known when those issues are there. */
export function bodyOf(plan: Plan, task: PlanTask): string {
  const span =
    task.start === task.finish
      ? fullDayWords(task.start)
      : `${fullDayWords(task.start)} to ${fullDayWords(task.finish)}`;
  const lines = [
    `- Dates: ${task.isMilestone ? `${span} (milestone)` : `${span}, ${durationWords(task.days)} of work`}`,
    ...(task.phase === '' ? [] : [`- Phase: ${plain(task.phase)}`]),
    ...(task.owner === '' ? [] : [`- Owner: ${plain(task.owner)}`]),
    ...(task.deliverable ? [`- Result: ${plain(task.deliverable)}`] : []),
    `- ${task.isCritical ? 'On the critical path: a delay moves the end.' : `Can slip ${durationWords(task.floatDays)} without moving the end.`}`,
    `- Plan ${plan.number}: ${plain(plan.title)}`,
  ];
  return lines.join('\n');
}
