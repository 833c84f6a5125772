import { AppError, type Context, type Plan } from '../../core/index.ts';

const refuse = (fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { plan: fault } });

/** The plan that was named, or the one that was changed last; none when there is none. */
export async function findPlan(project: string, number: number, { plans }: Context): Promise<Plan | undefined> {
  if (number === 0) return plans.latest(project);
  const plan = await plans.find(number);
  if (!plan)
    throw refuse('is no plan of your projects', `There is no plan ${number} in your projects. Check the number.`);
  if (plan.project === project) return plan;
  throw refuse(
    `is a plan of ${plan.project}`,
    `Plan ${number} belongs to ${plan.project}, and not to ${project}. Name that project, or leave the plan out.`,
  );
}
