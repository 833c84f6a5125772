import { z } from 'zod';
import { defineCapability, type EffectContext, hashOf, hasMark, inlineCode, markOf } from '../../core/index.ts';

const change = z.object({
  action: z.enum(['create', 'update', 'delete', 'move']),
  path: z.string().min(1),
  previousPath: z.string().optional().describe('Where a moved file was'),
  content: z.string().optional().describe('The whole new text'),
  executable: z.boolean().optional().describe('Set when the mode changes'),
});

const branchOf = (effect: string, slug: string): string => `adjutant/${effect}-${slug}`;
const messageOf = (message: string, { id }: EffectContext['effect']): string =>
  `${message.trimEnd()}\n\n${markOf(id)}\n`;

export const capability = defineCapability({
  name: 'coding.branch-with-commit',
  title: 'Make a branch with one commit',
  description: 'Makes a new branch from a commit with one commit on it. A part of other capabilities.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    base: z.string().min(1).describe('Commit from which the branch starts'),
    slug: z.string().min(1).max(60).describe('Readable end of the branch name'),
    message: z.string().min(1).max(20_000).describe('Commit message').meta({ lines: true }),
    changes: z.array(change).min(1).max(200).describe('What the commit changes'),
  }),
  output: z.object({ name: z.string(), commit: z.string(), url: z.url() }),
  permission: 'gitlab:branches:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  internal: true,
  key: ({ project, base, slug, changes }) => `${project}:${base}:${slug}:${hashOf(changes)}`,
  examples: [
    {
      says: 'a branch with a new file',
      input: {
        project: 'platform/api',
        base: '8f3c1d2',
        slug: 'add-notes',
        message: 'Add notes',
        changes: [{ action: 'create', path: 'NOTES.md', content: 'Notes\n' }],
      },
    },
  ],
  async preview({ project, base, message, changes }) {
    const title = message.split('\n', 1)[0] ?? '';
    return {
      markdown: `Make a branch in ${inlineCode(project)} with the commit ${inlineCode(title)}?`,
      facts: { From: base.slice(0, 8), Files: String(changes.length) },
    };
  },
  async run({ project, base, slug, message, changes }, { gitlab, effect }) {
    const name = branchOf(effect.id, slug);
    const text = messageOf(message, effect);
    const made = await gitlab.createBranchWithCommit({
      project,
      branch: name,
      startCommit: base,
      message: text,
      changes,
    });
    return { name, ...made };
  },
  async find({ project, base, slug }, { gitlab, effect }) {
    const name = branchOf(effect.id, slug);
    const branch = await gitlab.branch(project, name);
    if (!branch) return 'absent';
    const head = await gitlab.commit(project, branch.commit);
    if (head && hasMark(head.message, effect.id)) return { found: { name, commit: head.id, url: branch.url } };
    // Somebody went on from it: ours is then one of the commits since the base.
    const { commits } = await gitlab.compare(project, base, branch.commit);
    const ours = commits.find((commit) => hasMark(commit.message, effect.id));
    return ours ? { found: { name, commit: ours.id, url: branch.url } } : 'unknown';
  },
  ifAbsent: 'resend',
  undo: {
    async look({ name, commit }, { project }, { gitlab }) {
      const branch = await gitlab.branch(project, name);
      if (!branch) return 'gone';
      if (branch.commit === commit) return 'yes';
      return {
        stays: `The branch ${name} has newer commits by somebody else, so it stays. Delete it in GitLab if nobody needs it: ${branch.url}`,
      };
    },
    run: ({ name }, { project }, { gitlab }) => gitlab.deleteBranch(project, name),
  },
  present: ({ name, commit, url }) => ({
    markdown: `The branch ${inlineCode(name)} is there.`,
    facts: { Commit: commit.slice(0, 8) },
    links: [{ label: 'Branch', url }],
  }),
});
