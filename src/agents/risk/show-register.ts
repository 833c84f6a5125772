import { z } from 'zod';
import { defineCapability, escapeMarkdown, riskStates } from '../../core/index.ts';
import { plural } from './facts.ts';
import { entry, heatMap, inShort, toEntry } from './register.ts';

const filters = [...riskStates, 'all'] as const;
type Filter = (typeof filters)[number];
const maxShown = 25;

/** `closed`, `the mitigated ones`, `everything`. */
function filterIn(words: string): Filter | undefined {
  if (/\b(?:all|every\w*)\b/i.test(words)) return 'all';
  return riskStates.find((state) => new RegExp(`\\b${state}\\b`, 'i').test(words));
}

const output = z.object({
  project: z.string().describe('Full path'),
  state: z.enum(filters).describe('Which were asked for'),
  total: z.number().int().describe('How many the register holds in any state'),
  risks: z.array(entry).describe('Highest score first'),
});

function emptyWords({ project, state, total }: z.output<typeof output>): string {
  const where = escapeMarkdown(project);
  return total === 0
    ? `The register of ${where} is empty. Say “risk assess-project” once there is a plan, or “risk the supplier may be late”.`
    : `None of the ${plural(total, 'risk')} of ${where} is ${state}. Say “risk register state=all” to see them.`;
}

export const capability = defineCapability({
  name: 'risk.show-register',
  title: 'Show the risk register',
  description:
    "Shows a project's risks with score, owner and what is done about them. Use it to look at them without assessing the project again.",
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    state: z.enum(filters).default('open').describe('Which to show'),
  }),
  output,
  permission: 'risk:registers:read',
  effect: 'read',
  examples: [
    { says: 'show the risks', input: { project: 'platform/api' } },
    { says: 'which risks are closed?', input: { project: 'platform/api', state: 'closed' } },
  ],
  fromWords(words) {
    const state = filterIn(words);
    return state === undefined ? {} : { state };
  },
  async run({ project, state }, ctx) {
    const register = await ctx.risks.register(project);
    const risks = register.filter((risk) => state === 'all' || risk.state === state).map(toEntry);
    return { project, state, total: register.length, risks };
  },
  present(answer) {
    const { project, state, risks } = answer;
    if (risks.length === 0) return { markdown: emptyWords(answer) };
    const left = risks.length - maxShown;
    const which = state === 'all' ? '' : `${state} `;
    return {
      markdown: [
        `**${risks.length} ${which}${risks.length === 1 ? 'risk' : 'risks'}** in ${escapeMarkdown(project)}:`,
        risks.slice(0, maxShown).map(inShort).join('\n'),
        ...(left > 0 ? [`and ${left} more, all of them with a lower score.`] : []),
      ].join('\n\n'),
      pictures: [heatMap(`Risks of ${project}`, risks)],
    };
  },
});
