import { z } from 'zod';
import {
  AppError,
  type Context,
  choosePlan,
  defineCapability,
  type Plan,
  type Risk,
  type RiskContent,
} from '../../core/index.ts';
import { readAsked } from './ask-words.ts';
import { checkWords } from './asked-back.ts';
import { assess } from './assess.ts';
import { assessmentOutput, toOutput } from './assessment.ts';
import { assessmentWords } from './assessment-text.ts';
import { heatMap } from './map.ts';
import { peopleIn, settleOwner } from './owners.ts';
import { assessmentWanted } from './sentences.ts';
import { utterances } from './utterances.ts';
import { countWorries, maxWorries } from './worries.ts';

const maxWords = 4_000;

interface Request {
  project: string;
  plan: number;
  words: string;
}

const refuse = (fault: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { words: fault } });

function check({ words }: Request, now: Date): void {
  checkWords(words);
  const count = countWorries(words, now);
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

const isSaid = ({ key }: RiskContent): boolean => key.startsWith('said.');

/** Owners that were said, as people are called here, and what is to be known about the names. */
async function withOwners(all: readonly RiskContent[], project: string, plan: Plan | undefined, ctx: Context) {
  const named = all.filter((risk) => isSaid(risk) && risk.owner !== '');
  const people = named.length > 0 ? await peopleIn(project, plan, ctx) : [];
  const owners = new Map(named.map(({ owner }) => [owner, settleOwner(owner, people)]));
  const found = all.map((risk) => ({ ...risk, owner: owners.get(risk.owner)?.name ?? risk.owner }));
  return { found, notes: [...owners.values()].flatMap(({ notes }) => notes) };
}

/** What it is about, in a few words: what somebody is worried about, or the plan. */
function titleOf(plan: Plan | undefined, found: readonly RiskContent[]): string {
  const said = found.filter(isSaid).map(({ title }) => title);
  return said.length > 0 ? said.join('. ') : (plan?.title ?? '');
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
  utterances: utterances.assessProject,
  fromSentence: assessmentWanted,
  examples: [
    { says: 'what are the risks of plan 3?', input: { project: 'platform/api', plan: 3 } },
    {
      says: 'the supplier may be late, and Anna leaves in May',
      input: { project: 'platform/api', words: 'the supplier may be late, and Anna leaves in May' },
    },
  ],
  phrases: [
    '(what are|what about|assess|find) [(all|the|our|my|its)] risks [(of|in|for) [(the|our|my|this)] (plan [{plan}]|project)]',
    '(what|which) risks (does|has) [(the|our)] plan [{plan}] [(have|hold)]',
  ],
  fromWords(text) {
    const { plan, words: said } = readAsked(text);
    return { ...(plan === undefined ? {} : { plan }), ...(said === '' ? {} : { words: said }) };
  },
  async compute(input, ctx) {
    const now = ctx.clock();
    check(input, now);
    const { plan, others } = await choosePlan(input, ctx);
    const { words, project } = input;
    const found = assess({ plan, isNamed: input.plan > 0, words, asker: ctx.principal.name, now });
    checkFound(input, { plan, found, register: await ctx.risks.register(project) });
    return {
      project,
      plan,
      others,
      today: now.toISOString().slice(0, 10),
      ...(await withOwners(found, input.project, plan, ctx)),
    };
  },
  async store({ found, notes, ...looked }, { risks }) {
    const done = await risks.assess(looked.project, looked.plan?.number, found);
    const said = new Set(found.filter(isSaid).map(({ key }) => key));
    return { ...toOutput({ ...looked, said }, done), notes, title: titleOf(looked.plan, found) };
  },
  present: (answer) => ({
    markdown: assessmentWords(answer),
    pictures: answer.risks.length > 0 ? [heatMap(`Risks of ${answer.project}`, answer.risks)] : [],
  }),
});
