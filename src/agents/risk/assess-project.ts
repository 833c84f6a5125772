import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  type Plan,
  type RiskContent,
} from '../../core/index.ts';
import { isChange, readAsked } from './ask-words.ts';
import { assess } from './assess.ts';
import { plural } from './facts.ts';
import { entry, heatMap, inFull, inShort, toEntry } from './register.ts';
import { countWorries, maxWorries } from './worries.ts';

const maxWords = 4_000;
const shownInFull = 3;
const shownInShort = 7;

interface Request {
  project: string;
  plan: number;
  words: string;
}

const refuse = (field: string, fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: fault } });

/** The plan that was named, or the one that was changed last; none when there is none. */
async function planOf({ project, plan: number }: Request, { plans }: Context): Promise<Plan | undefined> {
  if (number === 0) return plans.latest(project);
  const plan = await plans.find(number);
  if (!plan)
    throw refuse(
      'plan',
      'is no plan of your projects',
      `There is no plan ${number} in your projects. Check the number.`,
    );
  if (plan.project === project) return plan;
  throw refuse(
    'plan',
    `is a plan of ${plan.project}`,
    `Plan ${number} belongs to ${plan.project}, and not to ${project}. Name that project, or leave the plan out.`,
  );
}

function check({ words }: Request): void {
  if (isChange(words)) {
    throw refuse(
      'words',
      'change a risk that is there',
      `That reads like a change of a risk that is there. Say it so: risk update-risk ${words.replace(/^\D+/, '')}`,
    );
  }
  const count = countWorries(words);
  if (count <= maxWorries) return;
  throw refuse(
    'words',
    `hold ${count} sentences`,
    `${count} worries are too many at once. Name at most ${maxWorries}.`,
  );
}

function checkFound({ project, words }: Request, plan: Plan | undefined, risks: readonly RiskContent[]): void {
  if (risks.length > 0 || plan) return;
  const fault = words === '' ? 'There is no plan' : 'There are no words that name a risk, and no plan';
  throw refuse(
    'words',
    'name nothing',
    `${fault} of ${project} to look at. Make a plan first (“plan a web shop until March”), or say what worries you: “risk the supplier may be late”.`,
  );
}

const output = z.object({
  project: z.string().describe('Full path'),
  plan: z.number().int().describe('The plan that was looked at; 0 without one'),
  planTitle: z.string().describe('Its title; empty without one'),
  found: z.number().int().describe('How many risks are new in the register'),
  gone: z.number().int().describe('How many were closed because the plan does not show them any more'),
  risks: z.array(entry).describe('Open risks, highest score first'),
});
type Output = z.output<typeof output>;

function headline({ project, plan, planTitle, found, gone, risks }: Output): string {
  const source = plan === 0 ? '' : ` Looked at plan ${plan}, “${escapeMarkdown(planTitle)}”.`;
  const closed =
    gone === 0
      ? ''
      : ` ${plural(gone, 'risk')} closed, as the plan does not show ${gone === 1 ? 'it' : 'them'} any more.`;
  const where = escapeMarkdown(project);
  if (risks.length === 0) return `**No open risks** in ${where}.${source}${closed}`;
  return `**${plural(risks.length, 'open risk')}** in ${where}, ${found === 0 ? 'none' : found} of them new.${source}${closed}`;
}

function words(answer: Output): string {
  const { risks } = answer;
  const short = risks.slice(shownInFull, shownInFull + shownInShort);
  const left = risks.length - shownInFull - short.length;
  return [
    headline(answer),
    ...risks.slice(0, shownInFull).map(inFull),
    ...(short.length > 0 ? [short.map(inShort).join('\n')] : []),
    ...(left > 0 ? [`${left} more: say “risk register”.`] : []),
    ...(risks.length > 0 ? ['To change one, say for example “risk update-risk 3 probability 4 owner Ana”.'] : []),
  ].join('\n\n');
}

export const capability = defineCapability({
  name: 'risk.assess-project',
  title: 'Assess the risks',
  description:
    "Finds a project's risks from its plan and from what you say, scores them and keeps them in the register. Use it after a plan was made or changed, or when something worries you.",
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.number().int().min(0).default(0).describe("Number of the plan to look at; 0: the project's latest, if any"),
    words: z
      .string()
      .max(maxWords, `is at most ${maxWords} characters: name each worry in a short sentence`)
      .default('')
      .describe('What worries you, a sentence for each, for example “The supplier may be late”')
      .meta({ lines: true }),
  }),
  output,
  permission: 'risk:registers:change',
  effect: 'write',
  featured: true,
  examples: [
    { says: 'what are the risks of plan 3?', input: { project: 'platform/api', plan: 3 } },
    {
      says: 'the supplier may be late, and Anna leaves in May',
      input: { project: 'platform/api', words: 'The supplier may be late. Anna leaves in May.' },
    },
  ],
  fromWords(text) {
    const { plan, words: said } = readAsked(text);
    return { ...(plan === undefined ? {} : { plan }), ...(said === '' ? {} : { words: said }) };
  },
  async compute(input, ctx) {
    check(input);
    const plan = await planOf(input, ctx);
    const asker = ctx.principal.name;
    const found = assess({ plan, words: input.words, asker, today: ctx.clock().toISOString().slice(0, 10) });
    checkFound(input, plan, found);
    return { project: input.project, plan, found, before: await ctx.risks.register(input.project) };
  },
  async store({ project, plan, found, before }, { risks }) {
    const register = await risks.assess(project, plan?.number, found);
    const wasOpen = new Set(before.filter(({ state }) => state === 'open').map(({ number }) => number));
    const known = new Set(before.map(({ number }) => number));
    return {
      project,
      plan: plan?.number ?? 0,
      planTitle: plan?.title ?? '',
      found: register.filter(({ number }) => !known.has(number)).length,
      gone: register.filter(({ number, state }) => state === 'closed' && wasOpen.has(number)).length,
      risks: register.filter(({ state }) => state === 'open').map(toEntry),
    };
  },
  present: (answer) => ({
    markdown: words(answer),
    pictures: answer.risks.length > 0 ? [heatMap(`Risks of ${answer.project}`, answer.risks)] : [],
  }),
});
