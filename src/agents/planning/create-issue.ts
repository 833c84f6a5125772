import { z } from 'zod';
import {
  AppError,
  defineCapability,
  type EffectContext,
  escapeMarkdown,
  hasMark,
  inlineCode,
  markedText,
  type Plan,
} from '../../core/index.ts';
import { maxTitleLength, ourLabel, taskMark, withoutTaskMark } from './plan/issue-text.ts';

const madeIssue = z.object({ code: z.string().describe('Of the task'), iid: z.int() });
type MadeIssue = z.output<typeof madeIssue>;

interface Request {
  plan: number;
  version: number;
  code: string;
  body: string;
  after: readonly string[];
  issues: readonly MadeIssue[];
}

/** `- After: #12 (1.1), 1.2`: by their issues where there are some. */
function afterLine({ after, issues }: Request): string[] {
  if (after.length === 0) return [];
  const iids = new Map(issues.map(({ code, iid }) => [code, iid]));
  const names = after.map((code) => (iids.has(code) ? `#${iids.get(code)} (${code})` : code));
  return [`- After: ${names.join(', ')}`];
}

function describe(request: Request, effect: EffectContext['effect']): string {
  const said = [request.body, ...afterLine(request), '', taskMark(request.plan, request.code)].join('\n');
  return markedText(said, effect);
}

/** What was approved is what the plan said then. */
function requireSame({ plan, version, code }: Request, now: Plan | undefined): void {
  if (!now)
    throw new AppError('upstream.refused', `Plan ${plan} was deleted meanwhile, so no issue was made for ${code}.`);
  if (version === 0 || now.version === version) return;
  throw new AppError(
    'upstream.refused',
    `Plan ${plan} was changed after these issues were asked for, so no issue was made for ${code}. Ask for the issues again to see them as they are now; those that are there are kept.`,
  );
}

export const capability = defineCapability({
  name: 'planning.create-issue',
  title: 'Create an issue',
  description: 'Creates the GitLab issue of one task of a plan. A part of other capabilities.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    plan: z.int().min(1).describe('Number of the plan'),
    version: z.int().min(0).default(0).describe('Of the plan as it was approved; 0 takes any'),
    code: z.string().min(1).max(40).describe('Of the task, for example 2.1'),
    title: z.string().min(1).max(maxTitleLength),
    body: z.string().max(5_000).describe('What the issue says, in Markdown').meta({ lines: true }),
    after: z.array(z.string().max(40)).max(200).default([]).describe('Codes of the tasks before it'),
    due: z.string().max(10).describe('ISO date'),
    assignee: z.int().min(0).default(0).describe("GitLab's number of who does it; 0: nobody"),
    issues: z.array(madeIssue).default([]).describe('Issues of other tasks of the plan'),
  }),
  output: z.object({
    iid: z.int(),
    url: z.url(),
    issues: z.array(madeIssue).describe('Those that were given, and this one'),
  }),
  permission: 'gitlab:issues:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  internal: true,
  key: ({ project, plan, code }) => `${project}:${plan}:${code}`,
  examples: [
    {
      says: 'an issue for task 2.1 of plan 3',
      input: {
        project: 'platform/api',
        plan: 3,
        code: '2.1',
        title: '2.1 Design',
        body: '- Phase: Build',
        due: '2026-12-03',
      },
    },
  ],
  async preview({ project, title, due }) {
    return {
      markdown: `Create the issue **${escapeMarkdown(title)}** in ${inlineCode(project)}?`,
      facts: { Due: due },
    };
  },
  async run(request, { gitlab, plans, effect }) {
    const { project, title, due, assignee, code, issues } = request;
    requireSame(request, await plans.find(request.plan));
    const { iid, url } = await gitlab.createIssue({
      project,
      title,
      description: describe(request, effect),
      labels: [ourLabel],
      dueDate: due,
      assignees: assignee === 0 ? [] : [assignee],
    });
    return { iid, url, issues: [...issues, { code, iid }] };
  },
  async find({ project, code, issues }, { gitlab, effect }) {
    const ours = (await gitlab.ownIssues(project, ourLabel)).find(({ description }) => hasMark(description, effect.id));
    if (!ours) return 'absent';
    return { found: { iid: ours.iid, url: ours.url, issues: [...issues, { code, iid: ours.iid }] } };
  },
  // GitLab makes a second issue without a word.
  ifAbsent: 'wait',
  undo: {
    async look({ iid }, { project }, { gitlab }) {
      const issue = await gitlab.issue(project, iid);
      return !issue || issue.state === 'closed' ? 'gone' : 'yes';
    },
    async run({ iid }, { project }, { gitlab }) {
      const issue = await gitlab.issue(project, iid);
      if (issue) await gitlab.closeIssue(project, iid, withoutTaskMark(issue.description));
    },
  },
  present: ({ iid, url }) => ({ markdown: `Issue #${iid} is there.`, links: [{ label: 'Issue', url }] }),
});
