import { AppError, type Context, type Plan, type PlanName } from '../../../core/index.ts';
import { quoted, shortened } from '../words/quote.ts';
import { findPlan } from './find-plan.ts';

interface Request {
  project: string;
  plan: number;
  title: string;
}

const numbered = /^(?:no\.?\s*|number\s+|#)?(\d{1,9})(?=$|[\s:,.])[\s:,.]*/i;
/** `3, 5`, `3 and plan 5`, `2.1`: only behind a colon is another number the title's own. */
const furtherNumber = /^(?:no\.?\s*|number\s+|#)?(\d{1,9})[\s,.;&+/–-]*(?:(?:and|or|to|plans?)[\s,]+){0,4}#?\d/i;
const taskCode = /^\d{1,9}(?:\.\d{1,9})+$/;
const manners = /^(?:please|called|named|with the title)\s+|(?<![\s,])[\s,]*\bplease$/gi;
const ending = /(?<![\s.!?])[\s.!?]+$/;
const quotes = /^["“„'](.*)["“”']$/u;
const maxNames = 10;

/** `3`, `3: Open the shop`, `“Open the shop”`. What names several is left whole, to be refused. */
export function nameToDelete(words: string): Record<string, unknown> {
  const text = words.trim();
  const number = furtherNumber.test(text) ? null : numbered.exec(text);
  const title = text
    .slice(number?.[0].length ?? 0)
    .replace(ending, '')
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

/** Whole words of it; a number alone says too little of “Launch by March 15”. */
function isPartOf(title: string, said: string): boolean {
  const [whole, part] = [plain(title), plain(said)];
  return whole === part || (/[^\d\s]/.test(part) && ` ${whole} `.includes(` ${part} `));
}

function refuse(field: 'plan' | 'title', message: string): AppError {
  return new AppError('input.invalid', message, { fields: { [field]: message } });
}

const listed = (names: readonly PlanName[]): string => {
  const shown = names.slice(0, maxNames).map(({ number, title }) => `${number} (${shortened(title, 60)})`);
  return [...shown, ...(names.length > maxNames ? [`${names.length - maxNames} more`] : [])].join(', ');
};

function aboutTask(code: string): string {
  const [plan] = code.split('.');
  return `“${code}” is no plan. To delete a whole plan, say its number, for example “plan delete plan ${plan}”; to take a task out of a plan, say for example “plan change plan ${plan}: remove ${code}”.`;
}

function chooseByTitle({ project, title }: Request, names: readonly PlanName[]): number {
  if (names.length === 0) throw refuse('plan', `There is no plan of ${project}, so there is nothing to delete.`);
  const say = `Say its number, for example “plan delete ${names[0]?.number}”.`;
  if (title === '') throw refuse('plan', `Which plan? There are: ${listed(names)}. ${say}`);
  const wanted = plain(title);
  const found = names.filter((each) => plain(each.title) === wanted);
  if (found.length === 0 && taskCode.test(title)) throw refuse('plan', aboutTask(title));
  const first = furtherNumber.exec(title)?.[1];
  if (found.length === 0 && first !== undefined)
    throw refuse('plan', `Plans are deleted one at a time. Say “plan delete plan ${first}” first.`);
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
  if (title === '' || isPartOf(plan.title, title)) return plan;
  throw refuse(
    'title',
    `Plan ${number} is called ${quoted(plan.title)}, and not ${quoted(title)}, so it was not deleted. Say “plan delete ${number}” if it is the one.`,
  );
}
