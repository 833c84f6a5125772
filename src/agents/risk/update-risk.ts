import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  type Risk,
  type RiskChange,
  riskResponses,
  riskStates,
} from '../../core/index.ts';
import { readChange } from './change-words.ts';
import { readDue } from './due-words.ts';
import { entry, toEntry } from './entry.ts';
import { inFull } from './entry-text.ts';
import { type Owner, peopleIn, settleOwner } from './owners.ts';
import { riskChanged } from './sentences.ts';
import { utterances } from './utterances.ts';

const outOfRange = 'is from 1 (very low) to 5 (very high)';
const level = (what: string) =>
  z
    .number(outOfRange)
    .int(outOfRange)
    .min(0, outOfRange)
    .max(5, outOfRange)
    .default(0)
    .describe(`${what}, 1 (very low) to 5 (very high); 0 leaves it`);
const text = (maxLength: number, what: string) => z.string().trim().max(maxLength).default('').describe(what);

const outOfScores = 'is a score, from 1 to 25';

const input = z.object({
  number: z
    .number('is the number of a risk, for example 3')
    .int()
    .min(1)
    .describe('The number of the risk, for example 3'),
  probability: level('How likely it is'),
  impact: level('How bad it would be'),
  owner: text(100, 'Who watches it; “nobody” takes the name away, empty leaves it'),
  response: z
    .enum(['leave', ...riskResponses])
    .default('leave')
    .describe('What is done about it in one word'),
  mitigation: text(1_000, 'What is done about it; empty leaves it').meta({ lines: true }),
  due: text(60, 'Until when that is done, for example “15 December”; “none” takes the day away, empty leaves it'),
  residual: z
    .number(outOfScores)
    .int(outOfScores)
    .min(0, outOfScores)
    .max(25, outOfScores)
    .default(0)
    .describe('The score that is expected once that is done, 1 to 25; 0 leaves it'),
  trigger: text(500, 'What shows that it begins to happen; empty leaves it'),
  state: z
    .enum(['leave', ...riskStates])
    .default('leave')
    .describe('How it stands now'),
  note: text(500, 'Why it stands so, for example why it is closed; empty leaves it'),
  title: text(200, 'What it is called; empty leaves it'),
});
type Input = z.output<typeof input>;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
/** Texts that are set as they were said. */
const texts = ['mitigation', 'trigger', 'note', 'title'] as const;
const figures = ['probability', 'impact', 'residual'] as const;

/** Who watches it, as people are called there. */
async function ownerOf({ owner }: Input, { project, plan }: Risk, ctx: Context): Promise<Owner> {
  if (owner === '' || isSame(owner, 'nobody')) return { name: '', notes: [] };
  if (isSame(owner, 'me')) return { name: ctx.principal.name, notes: [] };
  const inPlan = plan === undefined ? undefined : await ctx.plans.find(plan);
  return settleOwner(owner, await peopleIn(project, inPlan, ctx));
}

/** Only what was said. */
function changeOf(said: Input, owner: string, now: Date): RiskChange {
  const { response, due, state } = said;
  return {
    ...Object.fromEntries(figures.filter((name) => said[name] > 0).map((name) => [name, said[name]])),
    ...(said.owner === '' ? {} : { owner }),
    ...(response === 'leave' ? {} : { response }),
    ...(due === '' ? {} : { due: readDue(due, now) }),
    ...Object.fromEntries(texts.filter((name) => said[name] !== '').map((name) => [name, said[name]])),
    ...(state === 'leave' ? {} : { state }),
  };
}

const output = z.object({
  project: z.string().describe('Full path'),
  title: z.string().describe('What it is called'),
  changed: z.array(z.string()).describe('Which fields were changed'),
  notes: z.array(z.string()).describe('What to know about what was said'),
  risks: z.array(entry).describe('The risk as it is now'),
});

const nothingSaid = (number: number): AppError =>
  new AppError(
    'input.invalid',
    `Nothing was said to change of risk ${number}. Say for example: “risk ${number} probability high, owner Ana, due 15 December” or “risk ${number} is closed”. A worry begins with a word, not with a number.`,
  );
const unknown = (number: number): AppError =>
  new AppError(
    'input.invalid',
    `There is no risk ${number} in your projects. Say “risk register” to see those that there are.`,
    { fields: { number: 'is no risk of your projects' } },
  );

export const capability = defineCapability({
  name: 'risk.update-risk',
  title: 'Change a risk',
  description:
    'Changes how likely or bad a risk is, who watches it, what is done about it until when, or how it stands. Use it when you know better than the assessment, or when a risk is over.',
  input,
  output,
  permission: 'risk:registers:change',
  effect: 'write',
  utterances: utterances.updateRisk,
  fromSentence: riskChanged,
  examples: [
    { says: '2 probability high, owner Ana', input: { number: 2, probability: 4, owner: 'Ana' } },
    { says: 'risk 3 is closed', input: { number: 3, state: 'closed' } },
    {
      says: '5 strategy transfer due 2027-03-31 residual 4',
      input: { number: 5, response: 'transfer', due: '2027-03-31', residual: 4 },
    },
    {
      says: '4 is closed because the contract is signed',
      input: { number: 4, state: 'closed', note: 'the contract is signed' },
    },
  ],
  phrases: [
    '[(risk|update|change|set)] [(risk|number)] {number} {*}',
    '(assign|give) [risk] {number} to {owner}',
    '(set|change|lower|raise|increase|reduce) [the] (probability|likelihood) of [risk] {number} to {probability}',
    '(set|change|lower|raise|increase|reduce) [the] impact of [risk] {number} to {impact}',
    'mitigate [risk] {number} (by|with) {mitigation}',
  ],
  fromWords: (words) => ({ ...readChange(words) }),
  async compute(said, ctx) {
    const { number } = said;
    const now = ctx.clock();
    if (Object.keys(changeOf(said, '', now)).length === 0) throw nothingSaid(number);
    const before = await ctx.risks.find(number);
    if (!before) throw unknown(number);
    const { name, notes } = await ownerOf(said, before, ctx);
    return { number, fields: changeOf(said, name, now), notes, before, today: now.toISOString().slice(0, 10) };
  },
  async store({ number, fields, notes, before, today }, { risks }) {
    const after = await risks.update(number, fields);
    const names = Object.keys(fields) as (keyof RiskChange)[];
    return {
      project: after.project,
      title: after.title,
      changed: names.filter((name) => before[name] !== after[name]),
      notes,
      risks: [toEntry(after, today)],
    };
  },
  present({ changed, notes, risks }) {
    const what = changed.length === 0 ? 'It was so already.' : `Changed: ${changed.join(', ')}.`;
    const told = risks.map((risk) => inFull(risk, { withPlan: risk.plan > 0 }));
    return { markdown: [what, ...notes.map(escapeMarkdown), ...told].join('\n\n') };
  },
});
