import { AppError, type Context, type Plan } from '../../core/index.ts';

const noneYet = (project: string): string =>
  `There is no plan of ${project} yet. Say “plan” and what should be reached to make one.`;

async function whyNot(number: number, plans: Context['plans']): Promise<string> {
  return (await plans.findDeleted(number))
    ? `Plan ${number} was deleted. Say “plan restore ${number}” to bring it back.`
    : `There is no plan ${number} that you may see. Check the number, or say “plan show” for the latest.`;
}

/** The plan of that number, or with 0 the one of the project that was changed last. */
export async function findPlan(
  { project, plan: number }: { project: string; plan: number },
  { plans }: Pick<Context, 'plans'>,
): Promise<Plan> {
  const found = await (number === 0 ? plans.latest(project) : plans.find(number));
  if (!found) {
    const message = number === 0 ? noneYet(project) : await whyNot(number, plans);
    throw new AppError('input.invalid', message, { fields: { plan: message } });
  }
  if (found.project === project) return found;
  const message = `Plan ${number} is one of ${found.project}. Ask for it with project=${found.project}.`;
  throw new AppError('input.invalid', message, { fields: { project: message } });
}
