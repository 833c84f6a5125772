import { z } from 'zod';
import {
  AppError,
  createRegistry,
  defineAgent,
  defineCapability,
  escapeMarkdown,
  inlineCode,
  type Registry,
} from '../../src/core/index.ts';

/** What somebody would add: an agent with one capability that looks and one that changes something. */
const agent = defineAgent({ name: 'releases', title: 'Releases', purpose: 'Prepares the releases of a project.' });

const project = z.string().min(1).describe('Full path, for example "platform/api"');

export const showBranch = defineCapability({
  name: 'releases.show-branch',
  title: 'Show a branch',
  description: 'Shows the newest commit of a branch. Use it before you cut a release from it.',
  input: z.object({ project, branch: z.string().min(1).max(255).describe('Its name, for example main') }),
  output: z.object({ commit: z.string(), title: z.string() }),
  permission: 'orchestrator:runs:read',
  effect: 'read',
  vendors: ['gitlab'],
  featured: true,
  examples: [{ says: 'what is on main?', input: { project: 'platform/api', branch: 'main' } }],
  async run({ project: path, branch }, { gitlab }) {
    const found = await gitlab.branch(path, branch);
    const commit = found && (await gitlab.commit(path, found.commit));
    if (!commit) throw new AppError('input.invalid', `There is no branch ${branch} in ${path}. Check its name.`);
    return { commit: commit.id, title: commit.title };
  },
  present: ({ commit, title }) => ({
    markdown: `The newest commit is **${escapeMarkdown(title)}**.`,
    facts: { Commit: commit },
  }),
});

export const cutRelease = defineCapability({
  name: 'releases.cut-release',
  title: 'Cut a release',
  description: 'Makes a release branch with its version in a file. Use it when the tests of main are green.',
  input: z.object({
    project,
    version: z
      .string()
      .regex(/^\d+\.\d+$/)
      .describe('Two numbers, for example 1.4'),
  }),
  output: z.object({ branch: z.string(), url: z.url() }),
  permission: 'gitlab:branches:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  key: ({ project: path, version }) => `${path}:${version}`,
  examples: [{ says: 'cut 1.4', input: { project: 'platform/api', version: '1.4' } }],
  async preview({ project: path, version }, { gitlab }) {
    const { defaultBranch } = await gitlab.project(path);
    return { markdown: `Cut the release **${version}** of ${inlineCode(path)}?`, facts: { From: defaultBranch } };
  },
  async run({ project: path, version }, { gitlab, effect }) {
    const { defaultBranch } = await gitlab.project(path);
    const base = await gitlab.branch(path, defaultBranch);
    const branch = `release/${version}`;
    const { url } = await gitlab.createBranchWithCommit({
      project: path,
      branch,
      startCommit: base?.commit ?? defaultBranch,
      message: `Release ${version}\n\nEffect: ${effect.id}`,
      changes: [{ action: 'create', path: 'VERSION', content: `${version}\n` }],
    });
    return { branch, url };
  },
  async find({ project: path, version }, { gitlab, effect }) {
    const branch = await gitlab.branch(path, `release/${version}`);
    if (!branch) return 'absent';
    const head = await gitlab.commit(path, branch.commit);
    return head?.message.includes(effect.id) ? { found: { branch: branch.name, url: branch.url } } : 'unknown';
  },
  ifAbsent: 'resend',
  present: ({ branch, url }) => ({
    markdown: `The branch ${inlineCode(branch)} is there.`,
    links: [{ label: 'Branch', url }],
  }),
});

/** The registry as `npm run generate` would write it after that. */
export const withReleases = (registry: Registry): Registry =>
  createRegistry([...registry.agents, { ...agent, capabilities: [cutRelease, showBranch] }]);
