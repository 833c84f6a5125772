import { z } from 'zod';
import { AppError, defineCapability, type Plan, type Risk, type RiskContent } from '../../core/index.ts';
import { changeIn, readAsked } from './ask-words.ts';
import { assess } from './assess.ts';
import { assessmentOutput, toOutput } from './assessment.ts';
import { assessmentWords } from './assessment-text.ts';
import { findPlan } from './find-plan.ts';
import { heatMap } from './map.ts';
import { countWorries, maxWorries } from './worries.ts';

const maxWords = 4_000;

interface Request {
  project: string;
  plan: number;
  words: string;
}

const refuse = (fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { words: fault } });

function check({ words }: Request): void {
  const change = changeIn(words);
  if (change !== undefined) {
    const message = `That reads like a change of a risk that is there. Say it so: ${change}`;
    throw refuse('change a risk that is there', message);
  }
  const count = countWorries(words);
  if (count <= maxWorries) return;
  throw refuse(`hold ${count} sentences`, `${count} worries are too many at once. Name at most ${maxWorries}.`);
}

interface Seen {
  plan: Plan | undefined;
  found: readonly RiskContent[];
  register: readonly Risk[];
}

function checkFound({ project, words }: Request, { plan, found, register }: Seen): void {
  // Without a plan there may still be risks to close: those of plans that were deleted.
  const isToClose = words === '' && register.some(({ state }) => state === 'open');
  if (found.length > 0 || plan || isToClose) return;
  const fault = words === '' ? 'There is no plan' : 'There are no words that name a risk, and no plan';
  throw refuse(
    'name nothing',
    `${fault} of ${project} to look at. Make a plan first (“plan a web shop until March”), or say what worries you: “risk the supplier may be late”.`,
  );
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
  output: assessmentOutput,
  permission: 'risk:registers:change',
  effect: 'write',
  featured: true,
  examples: [
    { says: 'what are the risks of plan 3?', input: { project: 'platform/api', plan: 3 } },
    {
      says: 'the supplier may be late, and Anna leaves in May',
      input: { project: 'platform/api', words: 'the supplier may be late, and Anna leaves in May' },
    },
  ],
  fromWords(text) {
    const { plan, words: said } = readAsked(text);
    return { ...(plan === undefined ? {} : { plan }), ...(said === '' ? {} : { words: said }) };
  },
  async compute(input, ctx) {
    check(input);
    const plan = await findPlan(input.project, input.plan, ctx);
    const today = ctx.clock().toISOString().slice(0, 10);
    const { words, project } = input;
    const found = assess({ plan, isNamed: input.plan > 0, words, asker: ctx.principal.name, today });
    checkFound(input, { plan, found, register: await ctx.risks.register(project) });
    return { project, plan, found, today };
  },
  async store({ project, plan, found, today }, { risks }) {
    return toOutput({ project, plan, today }, await risks.assess(project, plan?.number, found));
  },
  present: (answer) => ({
    markdown: assessmentWords(answer),
    pictures: answer.risks.length > 0 ? [heatMap(`Risks of ${answer.project}`, answer.risks)] : [],
  }),
});
