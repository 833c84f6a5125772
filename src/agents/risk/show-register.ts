import { z } from 'zod';
import { defineCapability, escapeMarkdown, riskStates } from '../../core/index.ts';
import { planIn } from './ask-words.ts';
import { type Entry, entry, toEntry } from './entry.ts';
import { areOfSeveralPlans, inShort } from './entry-text.ts';
import { plural } from './facts.ts';
import { heatMap } from './map.ts';

const filters = [...riskStates, 'overdue', 'all'] as const;
type Filter = (typeof filters)[number];
const maxShown = 25;

/** `closed`, `the mitigated ones`, `everything`. */
function filterIn(words: string): Filter | undefined {
  if (/\b(?:all|every\w*)\b/i.test(words)) return 'all';
  if (/\b(?:overdue|late|past due)\b/i.test(words)) return 'overdue';
  return riskStates.find((state) => new RegExp(`\\b${state}\\b`, 'i').test(words));
}

const isShown = ({ state, isOverdue }: Entry, filter: Filter): boolean =>
  filter === 'all' || (filter === 'overdue' ? isOverdue : state === filter);

const output = z.object({
  project: z.string().describe('Full path'),
  state: z.enum(filters).describe('Which were asked for'),
  plan: z.number().int().describe('The plan that was asked for; 0 for all'),
  total: z.number().int().describe('How many the register holds in any state'),
  risks: z.array(entry).describe('Highest score first'),
});
type Output = z.output<typeof output>;

const placeOf = ({ project, plan }: Output): string =>
  `${escapeMarkdown(project)}${plan === 0 ? '' : `, plan ${plan}`}`;

function emptyWords(answer: Output): string {
  const { state, total } = answer;
  if (total === 0) {
    return `The register of ${placeOf(answer)} is empty. Say “risk assess-project” once there is a plan, or “risk the supplier may be late”.`;
  }
  return `None of the ${plural(total, 'risk')} of ${placeOf(answer)} is ${state}. Say “risk register state=all” to see them.`;
}

function words(answer: Output): string {
  const { state, risks } = answer;
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

export const capability = defineCapability({
  name: 'risk.show-register',
  title: 'Show the risk register',
  description:
    "Shows a project's risks with score, trend, owner, due date and what is done about them. Use it to look at them without assessing the project again.",
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    state: z.enum(filters).default('open').describe('Which to show'),
    plan: z.number().int().min(0).default(0).describe('Only those of this plan; 0 shows all'),
  }),
  output,
  permission: 'risk:registers:read',
  effect: 'read',
  examples: [
    { says: 'show the register', input: { project: 'platform/api' } },
    { says: 'show the register of plan 2', input: { project: 'platform/api', plan: 2 } },
    { says: 'which risks are closed?', input: { project: 'platform/api', state: 'closed' } },
    { says: 'show overdue risks', input: { project: 'platform/api', state: 'overdue' } },
  ],
  phrases: [
    '(show|list|see|display) [me] [(the|our|my)] [{state}] (risks|ones|register) [{*}]',
    '(show|list|see|display) {*} (risks|ones|register)',
    'which [{state}] risks [{*}]',
    '[(the|our|my)] [risk] register [{*}]',
    '[(the|our|my)] {state} (risks|ones) [{*}]',
  ],
  fromWords(words) {
    const [state, plan] = [filterIn(words), planIn(words)];
    return { ...(state === undefined ? {} : { state }), ...(plan === undefined ? {} : { plan }) };
  },
  async run({ project, state, plan }, ctx) {
    const today = ctx.clock().toISOString().slice(0, 10);
    const register = await ctx.risks.register(project);
    const all = register.filter((risk) => plan === 0 || risk.plan === plan).map((risk) => toEntry(risk, today));
    return { project, state, plan, total: all.length, risks: all.filter((risk) => isShown(risk, state)) };
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
