import { AppError, type Context, type Plan, type PlanName } from '../../core/index.ts';
import { findPlan } from './find-plan.ts';
import { quoted, shortened } from './quote.ts';

interface Request {
  project: string;
  plan: number;
  title: string;
}

const numbered = /^(?:no\.?\s*|number\s+|#)?(\d{1,9})(?=$|[\s:,.])[\s:,.]*/i;
const manners = /^(?:please|called|named|with the title)\s+|[\s,]*\bplease$/gi;
const quotes = /^["“„'](.*)["“”']$/u;
const maxNames = 10;

/** `3`, `3: Open the shop`, `“Open the shop”`. */
export function nameToDelete(words: string): Record<string, unknown> {
  const text = words.trim();
  const number = numbered.exec(text);
  const title = text
    .slice(number?.[0].length ?? 0)
    .replace(/[\s.!]+$/, '')
    .replace(manners, '')
    .replace(quotes, '$1')
    .trim();
  return { ...(number ? { plan: Number(number[1]) } : {}), ...(title === '' ? {} : { title }) };
}

const plain = (title: string): string =>
  title
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()
    .toLowerCase();

function refuse(field: 'plan' | 'title', message: string): AppError {
  return new AppError('input.invalid', message, { fields: { [field]: message } });
}

const listed = (names: readonly PlanName[]): string => {
  const shown = names.slice(0, maxNames).map(({ number, title }) => `${number} (${shortened(title, 60)})`);
  return [...shown, ...(names.length > maxNames ? [`${names.length - maxNames} more`] : [])].join(', ');
};

function chooseByTitle({ project, title }: Request, names: readonly PlanName[]): number {
  if (names.length === 0) throw refuse('plan', `There is no plan of ${project}, so there is nothing to delete.`);
  const say = `Say its number, for example “plan delete ${names[0]?.number}”.`;
  if (title === '') throw refuse('plan', `Which plan? There are: ${listed(names)}. ${say}`);
  const wanted = plain(title);
  const found = names.filter((each) => plain(each.title) === wanted);
  if (found.length === 0)
    throw refuse(
      'title',
      `There is no plan called ${quoted(title)} in ${project}. There are: ${listed(names)}. ${say}`,
    );
  if (found.length > 1)
    throw refuse('title', `Several plans are called ${quoted(title)}: ${listed(found)}. Say the number of one.`);
  return found[0]?.number ?? 0;
}

/** Exactly the plan that was named: deleting takes no “latest”, and a title beside a number has to be its own. */
export async function planToDelete(request: Request, ctx: Context): Promise<Plan> {
  const { project, title, plan: number } = request;
  if (number === 0) {
    const chosen = chooseByTitle(request, await ctx.plans.names(project));
    return findPlan({ project, plan: chosen }, ctx);
  }
  const plan = await findPlan(request, ctx);
  if (title === '' || plain(plan.title).includes(plain(title))) return plan;
  throw refuse(
    'title',
    `Plan ${number} is called ${quoted(plan.title)}, and not ${quoted(title)}, so it was not deleted. Say “plan delete ${number}” if it is the one.`,
  );
}
