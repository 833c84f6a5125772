import { AppError, type Context, type Plan } from '../../core/index.ts';

/** The plan of that number, or with 0 the one of the project that was changed last. */
export async function findPlan(
  { project, plan: number }: { project: string; plan: number },
  { plans }: Pick<Context, 'plans'>,
): Promise<Plan> {
  const found = await (number === 0 ? plans.latest(project) : plans.find(number));
  if (!found) {
    const message =
      number === 0
        ? `There is no plan of ${project} yet. Say “plan” and what should be reached to make one.`
        : `There is no plan ${number} that you may see. Check the number, or say “plan show” for the latest.`;
    throw new AppError('input.invalid', message, { fields: { plan: message } });
  }
  if (found.project === project) return found;
  const message = `Plan ${number} is one of ${found.project}. Ask for it with project=${found.project}.`;
  throw new AppError('input.invalid', message, { fields: { project: message } });
}
