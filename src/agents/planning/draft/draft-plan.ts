import { AppError, type PlanContent } from '../../../core/index.ts';
import { dayWords } from '../days/day-words.ts';
import { isNegative } from '../days/estimate.ts';
import { unusedBroadcast, withoutBroadcasts } from '../goal/broadcasts.ts';
import { titleOf } from '../goal/plan-title.ts';
import { unusedRepeats } from '../goal/repeats.ts';
import { contentOf } from '../plan/plan-content.ts';
import type { DraftTask } from '../plan/schedule.ts';
import type { NotUsed } from '../words/not-used.ts';
import { type Drafted, drafted } from './drafts.ts';
import { type Frame, frameOf, noStart, nothingToPlan, type PlanRequest } from './plan-frame.ts';

export interface DraftedPlan {
  content: PlanContent;
  /** What the goal says and the plan does not hold. */
  notUsed: NotUsed[];
}

/** What its tasks say of start and deadline counts where nobody else says it. */
function basisOf(request: PlanRequest, { goal, basis }: Frame, { start = '', deadline = '' }: Drafted): Frame['basis'] {
  const isStartFree = start !== '' && request.start.trim() === '' && goal.start === '';
  return {
    ...basis,
    ...(isStartFree ? { start, assumptions: basis.assumptions.filter((each) => each !== noStart) } : {}),
    deadline: basis.deadline || deadline,
  };
}

/** A deadline in the list that stands behind one that was named above it. */
const secondDeadline = ({ basis }: Frame, { deadline = '' }: Drafted): NotUsed[] =>
  deadline === '' || basis.deadline === '' || basis.deadline === deadline
    ? []
    : [
        {
          words: dayWords(deadline, true),
          why: `the deadline was given as ${dayWords(basis.deadline, true)}`,
          instead: `plan change plan {plan}: deadline ${dayWords(deadline, true)}`,
        },
      ];

/** Who does a task after all is no longer left out. */
function unheld(notUsed: readonly NotUsed[], tasks: readonly DraftTask[], code: string): NotUsed[] {
  const owners = new Set(tasks.flatMap(({ owner }) => owner.split(/, | and | & /)));
  return notUsed
    .filter(({ words }) => !owners.has(words.replace(/^@/, '')))
    .map((each) => ({ ...each, instead: each.instead.replace('{task}', code) }));
}

function checkGoal({ goal, tasks }: PlanRequest): void {
  if (tasks.trim() !== '') return;
  if (!/\p{L}{2}|\p{Lo}/u.test(goal)) throw nothingToPlan();
  const message = 'The goal ends with a duration below zero, and a duration is above zero: write it like “Design 3d”.';
  if (isNegative(goal)) throw new AppError('input.invalid', message, { fields: { goal: message } });
}

/** Without those who are everybody. */
function heard(request: PlanRequest): { request: PlanRequest; calls: string[] } {
  const goal = withoutBroadcasts(request.goal);
  const tasks = withoutBroadcasts(request.tasks);
  const team = request.team.map(withoutBroadcasts);
  return {
    request: {
      ...request,
      goal: goal.text,
      tasks: tasks.text,
      team: team.map(({ text }) => text).filter((name) => name.trim() !== ''),
    },
    calls: [...new Set([goal, tasks, ...team].flatMap(({ calls }) => calls))],
  };
}

/** A whole plan, from a list of tasks where there is one, otherwise from the goal. */
export function draftPlan(asked: PlanRequest, now: Date): DraftedPlan {
  const { request, calls } = heard(asked);
  checkGoal(request);
  const frame = frameOf(request, now);
  const draft = drafted(request, frame);
  const { tasks, template, notes, notUsed } = draft;
  const title =
    request.title.trim() ||
    draft.title ||
    titleOf(frame.goal.rest || (request.tasks === '' ? request.goal : ''), tasks);
  const content = contentOf({ ...basisOf(request, frame, draft), tasks, template, title }, now);
  const code = tasks[0]?.code ?? '1';
  return {
    content: { ...content, assumptions: [...content.assumptions, ...notes] },
    notUsed: [
      ...unheld(frame.goal.notUsed, tasks, code),
      ...notUsed,
      ...unusedRepeats(`${request.goal}\n${request.tasks}`),
      ...secondDeadline(frame, draft),
      ...calls.map((call) => unusedBroadcast(call, code)),
    ],
  };
}
