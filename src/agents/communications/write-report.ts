import { z } from 'zod';
import { choosePlan, defineCapability, escapeMarkdown, otherPlansWords, readPeriod } from '../../core/index.ts';
import { customerReport } from './customer-report.ts';
import { reportText } from './report-text.ts';
import { audiences, reportFromWords, withDate } from './report-words.ts';
import { reportWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxHappenings = 500;

const output = z.object({
  markdown: z.string(),
  from: z.string().describe('First moment, ISO'),
  to: z.string().describe('The moment after the last, ISO'),
  happenings: z.number().int().describe('So many things happened'),
  heldBack: z.number().int().describe('So many of them are not for this audience'),
  audience: z.enum(audiences),
  plan: z.number().int().describe('The plan whose progress it tells; 0 without one'),
  planTitle: z.string().describe('Its title; empty without one'),
  otherPlans: z
    .array(z.object({ number: z.number().int(), title: z.string() }))
    .describe('Plans that could have been meant, too, where none was named'),
});
type Output = z.output<typeof output>;

/** For who sends it on; they are no part of the report. */
function notesOf({ audience, heldBack, plan, planTitle, otherPlans }: Output): string[] {
  const things = heldBack === 1 ? 'thing that happened is' : 'things that happened are';
  const notes = [
    ...(heldBack > 0 ? [`${heldBack} ${things} of the inside and left out. The report for the team has them.`] : []),
    // The reports for those inside name it themselves.
    ...(plan > 0 && (audience === 'customer' || otherPlans.length > 0)
      ? [`The progress is that of plan ${plan}, “${escapeMarkdown(planTitle)}”${otherPlansWords(otherPlans)}`]
      : []),
  ];
  const whom = audience === 'customer' ? 'For you, not for the customer: ' : '';
  return notes.length === 0 ? [] : [`_${whom}${notes.join(' ')}_`];
}

export const capability = defineCapability({
  name: 'communications.write-report',
  title: 'Write a report',
  description:
    'Writes what was done in a project, what is in progress, waiting and at risk. Use it for a report on a period, for the team, management or a customer.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    audience: z
      .enum(audiences)
      .default('team')
      .describe(
        'Who reads it. A customer is told of published posts, the number of changes and dates; no names, titles, risks, leads or issues',
      ),
    period: z
      .string()
      .trim()
      .max(100)
      .default('last 7 days')
      .describe('For example "last week", "last 14 days" or "November 2026"'),
    plan: z.number().int().min(0).default(0).describe("The plan whose progress it tells; 0: the project's latest"),
  }),
  output,
  permission: 'communications:reports:read',
  effect: 'read',
  utterances: utterances.writeReport,
  fromSentence: reportWanted,
  examples: [
    {
      says: 'a report for management on last week',
      input: { project: 'platform/api', audience: 'management', period: 'last week' },
    },
    {
      says: 'what can we tell the customer about November?',
      input: { project: 'platform/api', audience: 'customer', period: 'November' },
    },
  ],
  phrases: [
    '[(write|make)] [(a|the)] report [{*}]',
    'what (can|do|should) we (tell|report to) {*}',
    '[(write|make)] [(a|the)] summary [{*}]',
    'what happened [{*}]',
    '(was ist|what has) [{*}] (passiert|happened|geschehen)',
  ],
  fromWords: reportFromWords,
  async run({ project, audience, period: words, plan: number }, ctx) {
    const now = ctx.clock();
    const period = readPeriod(withDate(words || 'last 7 days', now), now);
    const { plan, others } = await choosePlan({ project, plan: number }, ctx);
    const activity = await ctx.activity.of({
      project,
      from: period.from,
      to: period.to,
      limit: maxHappenings,
      without: 'communications',
    });
    const told =
      audience === 'customer'
        ? customerReport(period, activity, plan, now)
        : { markdown: reportText({ project, audience, period, activity, plan, now }), heldBack: 0 };
    const [from, to] = [period.from.toISOString(), period.to.toISOString()];
    return {
      ...told,
      from,
      to,
      happenings: activity.happened.length,
      audience,
      plan: plan?.number ?? 0,
      planTitle: plan?.title ?? '',
      otherPlans: others.map(({ number: other, title }) => ({ number: other, title })),
    };
  },
  present: (answer) => ({ markdown: [answer.markdown, ...notesOf(answer)].join('\n\n') }),
});
