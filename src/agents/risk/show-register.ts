import { z } from 'zod';
import { AppError, type Context, defineCapability, escapeMarkdown, peopleCalled, type Risk } from '../../core/index.ts';
import { type Entry, entry, toEntry } from './entry.ts';
import { areOfSeveralPlans, inFull, inShort } from './entry-text.ts';
import { heatMap } from './map.ts';
import { type Filter, filters, wantedIn } from './register-words.ts';
import { risksWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxShown = 25;

const isShown = ({ state, isOverdue }: Entry, filter: Filter): boolean =>
  filter === 'all' || (filter === 'overdue' ? isOverdue : state === filter);

const output = z.object({
  project: z.string().describe('Full path'),
  state: z.enum(filters).describe('Which were asked for'),
  plan: z.number().int().describe('The plan that was asked for; 0 for all'),
  which: z.string().describe('What else they were asked for by, in words; may be empty'),
  number: z.number().int().describe('The risk that was asked for; 0 for all'),
  total: z.number().int().describe('How many the register holds in any state'),
  risks: z.array(entry).describe('Highest score first'),
});
type Output = z.output<typeof output>;

const placeOf = ({ project, plan, which }: Output): string =>
  `${escapeMarkdown(project)}${plan === 0 ? '' : `, plan ${plan}`}${which === '' ? '' : `, ${escapeMarkdown(which)}`}`;

function emptyWords(answer: Output): string {
  const { state, total, which } = answer;
  if (total === 0 && which !== '') return `There is no risk in ${placeOf(answer)}. Say “risk register” to see all.`;
  if (total === 0) {
    return `The register of ${placeOf(answer)} is empty. Say “risk assess-project” once there is a plan, or “risk the supplier may be late”.`;
  }
  if (total === 1)
    return `The only risk in ${placeOf(answer)} is not ${state}. Say “risk register state=all” to see it.`;
  return `None of the ${total} risks in ${placeOf(answer)} is ${state}. Say “risk register state=all” to see them.`;
}

function words(answer: Output): string {
  const { state, risks, number } = answer;
  const [only] = risks;
  if (only && number > 0) return inFull(only, { withPlan: only.plan > 0 });
  if (risks.length === 0) return emptyWords(answer);
  const withPlan = areOfSeveralPlans(risks);
  const left = risks.length - maxShown;
  const overdue = state === 'overdue' ? 0 : risks.filter(({ isOverdue }) => isOverdue).length;
  const which = state === 'all' ? '' : `${state} `;
  return [
    `**${risks.length} ${which}${risks.length === 1 ? 'risk' : 'risks'}** in ${placeOf(answer)}${overdue > 0 ? `, ${overdue} overdue` : ''}:`,
    risks
      .slice(0, maxShown)
      .map((risk) => inShort(risk, { withPlan }))
      .join('\n'),
    ...(left > 0 ? [`and ${left} more, none of them with a higher score.`] : []),
  ].join('\n\n');
}

async function find(number: number, { risks }: Context): Promise<Risk> {
  const risk = await risks.find(number);
  if (risk) return risk;
  throw new AppError(
    'input.invalid',
    `There is no risk ${number} in your projects. Say “risk register” to see those that there are.`,
    { fields: { number: 'is no risk of your projects' } },
  );
}

interface Asked {
  owner: string;
  about: string;
}

/** Those that somebody watches, or whose words hold something. */
function chosenAmong(register: readonly Risk[], { owner, about }: Asked, me: string): { risks: Risk[]; which: string } {
  const person = /^(?:me|my|mine)$/i.test(owner) ? me : /^(?:nobody|none)$/i.test(owner) ? '' : owner;
  const isTheirs = (risk: Risk): boolean =>
    owner === '' || (person === '' ? risk.owner === '' : peopleCalled([risk.owner], person).length > 0);
  const wanted = about.toLowerCase();
  const isAbout = ({ title, category, reason, mitigation }: Risk): boolean =>
    `${title} ${category} ${reason} ${mitigation}`.toLowerCase().includes(wanted);
  const which = [
    ...(owner === '' ? [] : [person === '' ? 'without an owner' : `of ${person}`]),
    ...(about === '' ? [] : [`about “${about}”`]),
  ];
  return { risks: register.filter((risk) => isTheirs(risk) && isAbout(risk)), which: which.join(', ') };
}

export const capability = defineCapability({
  name: 'risk.show-register',
  title: 'Show the risk register',
  description:
    "Shows a project's risks with score, trend, owner, due date and what is done about them. Use it to look at them without assessing the project again.",
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    state: z.enum(filters).default('open').describe('Which to show'),
    plan: z.number().int().min(0).default(0).describe('Only those of this plan; 0 shows all'),
    owner: z
      .string()
      .trim()
      .max(100)
      .default('')
      .describe('Only those that this person watches; “me”, or “nobody” for those without an owner'),
    about: z.string().trim().max(100).default('').describe('Only those that hold this in their words'),
    top: z.number().int().min(0).max(200).default(0).describe('Only so many, the highest score first; 0 shows all'),
    number: z.number().int().min(0).default(0).describe('Only this risk, with all that is known about it; 0 shows all'),
  }),
  output,
  permission: 'risk:registers:read',
  effect: 'read',
  utterances: utterances.showRegister,
  fromSentence: risksWanted,
  examples: [
    { says: 'show the register', input: { project: 'platform/api' } },
    { says: 'show the register of plan 2', input: { project: 'platform/api', plan: 2 } },
    { says: 'which risks are closed?', input: { project: 'platform/api', state: 'closed' } },
    { says: 'show overdue risks', input: { project: 'platform/api', state: 'overdue' } },
  ],
  phrases: [
    '(show|list|see|display) [me] [(the|our)] [{state}] [risk] (risks|ones|register) [{*}]',
    '(show|list|see|display) {*} (risks|ones|register)',
    '[(show|list|see|display|(what|which|who) (is|are))] [me] [(the|our)] {state} [(now|today|please)]',
    '[(show|list|see|display|(which|what) are)] [me] {owner:mine} [(now|please)]',
    '[(show|list|see|display)] [me] {owner:my} [{state}] (risks|ones) [{*}]',
    'which [{state}] risks [(do we have|are there|are known)] [(of|in|for) [the] plan {plan}]',
    'which [{state}] risks [{*}]',
    '[(the|our|my)] [risk] register [{*}]',
    '[(the|our)] {state} (risks|ones) [{*}]',
    '[(show|list|give|tell) me] [(what|which) are] [(the|our)] top [{top}] risks [{*}]',
    '[(what|which) are] [(the|our)] [{top}] (highest|biggest|worst|main) risks [{*}]',
    '[show] [me] [(a|the|our)] [risk] (heat map|heatmap|matrix) [{*}]',
    'risks about [the] {about}',
    'risks (owned by|assigned to) {owner}',
    '(show|see|display|explain|describe|open) [me] [risk] {number}',
    '(who owns|who watches|what is|what about|how bad is|details of|status of) [risk] {number}',
    '[risk] {number}',
  ],
  fromWords: (words) => ({ ...wantedIn(words) }),
  async run(asked, ctx) {
    const { project, state, plan, number } = asked;
    const today = ctx.clock().toISOString().slice(0, 10);
    if (number > 0) {
      const risk = await find(number, ctx);
      return { project: risk.project, state, plan, which: '', number, total: 1, risks: [toEntry(risk, today)] };
    }
    const register = await ctx.risks.register(project);
    const { risks: chosen, which } = chosenAmong(register, asked, ctx.principal.name);
    const all = chosen.filter((risk) => plan === 0 || risk.plan === plan).map((risk) => toEntry(risk, today));
    const risks = all.filter((risk) => isShown(risk, state)).slice(0, asked.top || undefined);
    return { project, state, plan, which, number, total: all.length, risks };
  },
  present: (answer) => ({
    markdown: words(answer),
    ...(answer.risks.length > 0
      ? {
          pictures: [
            heatMap(`Risks of ${answer.project}${answer.plan === 0 ? '' : `, plan ${answer.plan}`}`, answer.risks),
          ],
        }
      : {}),
  }),
});
