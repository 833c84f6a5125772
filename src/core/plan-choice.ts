import { AppError } from './errors.ts';
import type { Plan, PlanName, PlanReader } from './ports/plans.ts';
import { escapeMarkdown } from './reply.ts';

/** The plan that an answer rests on, and those that could have been meant, too, as none was named. */
export interface PlanChoice {
  plan: Plan | undefined;
  others: PlanName[];
}

const refuse = (message: string, fault = message): AppError =>
  new AppError('input.invalid', message, { fields: { plan: fault } });

async function missing(number: number, plans: PlanReader): Promise<AppError> {
  if (await plans.findDeleted(number))
    return refuse(`Plan ${number} was deleted. Say “plan restore ${number}” to bring it back.`, 'was deleted');
  return refuse(
    `There is no plan ${number} in your projects. Say “plan list” to see those that there are.`,
    'is no plan of your projects',
  );
}

/** The plan that was named, or with 0 the one that was changed last; none when the project has none. */
export async function choosePlan(
  { project, plan: number }: { project: string; plan: number },
  { plans }: { plans: PlanReader },
): Promise<PlanChoice> {
  if (number === 0) {
    const plan = await plans.latest(project);
    const others = plan ? (await plans.names(project)).filter((each) => each.number !== plan.number) : [];
    return { plan, others };
  }
  const plan = await plans.find(number);
  if (!plan) throw await missing(number, plans);
  if (plan.project === project) return { plan, others: [] };
  throw refuse(
    `Plan ${number} belongs to ${plan.project}, and not to ${project}. Name that project, or leave the plan out.`,
    `is a plan of ${plan.project}`,
  );
}

/** What ends a sentence with a plan's name: that nobody named it, and how to name another, where there is one. */
export function otherPlansWords([first, ...more]: readonly PlanName[]): string {
  if (!first) return '.';
  const rest =
    more.length === 0 ? '' : ` There ${more.length === 1 ? 'is 1' : `are ${more.length}`} more: “plan list”.`;
  return `, the one that was changed last. For plan ${first.number}, “${escapeMarkdown(first.title)}”, add \`plan=${first.number}\`.${rest}`;
}
