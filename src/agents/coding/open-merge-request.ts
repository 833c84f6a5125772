import { z } from 'zod';
import {
  AppError,
  type Branch,
  type Context,
  defineCapability,
  escapeMarkdown,
  hasMark,
  inlineCode,
  markedText,
} from '../../core/index.ts';
import { countLines } from './changes.ts';
import { maxTitleLength, quoted, titleOf } from './merge-request-text.ts';
import { mergeWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

interface Request {
  project: string;
  source: string;
  target: string;
  commit: string;
}

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

async function requireBranch(field: string, project: string, name: string, { gitlab }: Context): Promise<Branch> {
  const branch = await gitlab.branch(project, name);
  if (branch) return branch;
  throw refuse(field, `There is no branch ${name} in ${project}. Check its name, or push it first.`);
}

async function refuseDouble({ project, source, target }: Request, { gitlab }: Context): Promise<void> {
  const all = await gitlab.mergeRequestsOf(project, source);
  const open = all.find((each) => each.state === 'opened' && each.target === target);
  if (!open) return;
  throw new AppError('upstream.conflict', `Merge request !${open.iid} is open for ${source} already: ${open.url}`);
}

/** All that GitLab would refuse later is said before anybody is asked to approve it. */
async function compared(input: Request, ctx: Context) {
  const { project, source, target, commit } = input;
  if (source === target) throw refuse('source', `${source} cannot be merged into itself. Name another branch.`);
  await requireBranch('target', project, target, ctx);
  await refuseDouble(input, ctx);
  const comparison = await ctx.gitlab.compare(project, target, commit);
  if (comparison.commits.length > 0) return comparison;
  throw refuse('source', `${source} has no commits that ${target} does not have. Push a commit to it first.`);
}

/** An approval holds for the commits that were shown: what was pushed since was seen by nobody. */
async function requireUnmoved({ project, source, commit }: Request, ctx: Context): Promise<void> {
  const branch = await requireBranch('source', project, source, ctx);
  if (branch.commit === commit) return;
  throw new AppError(
    'upstream.refused',
    `${source} has new commits since it was shown for approval. Ask again to see them.`,
  );
}

export const capability = defineCapability({
  name: 'coding.open-merge-request',
  title: 'Open a merge request',
  description: 'Opens a GitLab merge request from a branch that exists already. Use it when the change is pushed.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    source: z.string().min(1).max(255).describe('Branch with the change'),
    target: z.string().max(255).default('').describe("Branch to merge into; empty: the project's default branch"),
    title: z.string().max(maxTitleLength).default('').describe("Empty: the last commit's title"),
    commit: z
      .string()
      .max(64)
      .default('')
      .describe('The commit that has to be at the head of the branch; empty: the one there now')
      .meta({ filled: true }),
    description: z
      .string()
      .max(5_000)
      .default('')
      .describe('What reviewers should know, in Markdown')
      .meta({ lines: true }),
  }),
  output: z.object({ iid: z.number().int(), url: z.url() }),
  permission: 'gitlab:merge-requests:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  key: ({ project, source, target }) => `${project}:${source}:${target}`,
  utterances: utterances.openMergeRequest,
  fromSentence: mergeWanted,
  examples: [
    {
      says: 'open a merge request for fix-login',
      input: { project: 'platform/api', source: 'fix-login' },
    },
  ],
  phrases: [
    '(open|create|make) [(a|an|the)] (merge request|MR) (for|from) {source} [(into|to) {target}] [in {project}]',
  ],
  async complete(input, ctx) {
    const { project, source } = input;
    const commit = input.commit || (await requireBranch('source', project, source, ctx)).commit;
    const target = input.target || (await ctx.gitlab.project(project)).defaultBranch;
    const title = input.title || titleOf((await ctx.gitlab.commit(project, commit))?.title ?? source);
    return { ...input, commit, target, title };
  },
  async preview(input, ctx) {
    const { commits, files, diff } = await compared(input, ctx);
    const { added, removed } = countLines(diff);
    const question = `Open the merge request **${escapeMarkdown(input.title)}** in ${inlineCode(input.project)}?`;
    return {
      markdown: `${question}${quoted(input.description)}`,
      facts: {
        Project: input.project,
        Branch: `${input.source} → ${input.target}`,
        Commits: String(commits.length),
        Files: String(files),
        Lines: `+${added} −${removed}`,
      },
      diff,
    };
  },
  async run(input, ctx) {
    await requireUnmoved(input, ctx);
    const { project, source, target, title } = input;
    const description = markedText(input.description, ctx.effect);
    const { iid, url } = await ctx.gitlab.openMergeRequest({ project, source, target, title, description });
    return { iid, url };
  },
  async find({ project, source }, { gitlab, effect }) {
    const all = await gitlab.mergeRequestsOf(project, source);
    const ours = all.find((each) => hasMark(each.description, effect.id));
    return ours ? { found: { iid: ours.iid, url: ours.url } } : 'absent';
  },
  // GitLab refuses a second open one, but looks for the first before it has made it: two that are at work side by side get through.
  ifAbsent: 'wait',
  undo: {
    async look({ iid, url }, { project, source }, { gitlab }) {
      const ours = (await gitlab.mergeRequestsOf(project, source)).find((each) => each.iid === iid);
      if (!ours || ours.state === 'closed') return 'gone';
      if (ours.state === 'opened') return 'yes';
      return { stays: `Merge request !${iid} is ${ours.state}, so it stays. Revert it in GitLab: ${url}` };
    },
    run: ({ iid }, { project }, { gitlab }) => gitlab.closeMergeRequest(project, iid),
  },
  present: ({ iid, url }) => ({ markdown: `Merge request !${iid} is open.`, links: [{ label: 'Review', url }] }),
});
