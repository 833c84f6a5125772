import { AppError, type Context, choosePlan, type Plan } from '../../../core/index.ts';

/** The plan of that number, or with 0 the one of the project that was changed last. */
export async function findPlan(
  asked: { project: string; plan: number },
  { plans }: Pick<Context, 'plans'>,
): Promise<Plan> {
  const { plan } = await choosePlan(asked, { plans });
  if (plan) return plan;
  const message = `There is no plan of ${asked.project} yet. Say “plan” and what should be reached to make one.`;
  throw new AppError('input.invalid', message, { fields: { plan: message } });
}
