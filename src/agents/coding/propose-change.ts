import { z } from 'zod';
import { defineCapability, escapeMarkdown, hashOf, inlineCode } from '../../core/index.ts';
import { maxTitleLength, quoted, titleOf } from './merge-request-text.ts';
import { capability as openMergeRequest } from './open-merge-request.ts';
import { factsOf, partsOf, pinBase, propose } from './proposal.ts';
import { gatherFiles } from './proposing/gather-files.ts';
import { writeEdits } from './proposing/write-edits.ts';

export const capability = defineCapability({
  name: 'coding.propose-change',
  title: 'Propose a change',
  description:
    'Lets a model write a described change to a GitLab project, on a new branch with a merge request. Use it when nobody has written the change yet.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    change: z.string().trim().min(1).max(10_000).describe('What to change, in your own words').meta({ lines: true }),
    paths: z.string().min(1).max(500).default('**').describe('Files that it is about, for example src/**'),
    target: z.string().max(255).default('').describe("Branch to change; empty: the project's default branch"),
    title: z.string().max(maxTitleLength).default('').describe('Empty: what the model calls it'),
  }),
  output: openMergeRequest.output,
  permission: 'gitlab:merge-requests:create',
  effect: 'external',
  vendors: ['gitlab'],
  needsModel: true,
  approval: 'requester',
  key: ({ project, target, change, paths }) => `${project}:${target}:${hashOf([change, paths])}`,
  examples: [
    {
      says: 'propose a change: greet people by their first name',
      input: { project: 'platform/api', change: 'greet people by their first name' },
    },
  ],
  phrases: ['propose [(a|the|this)] change [:] {*}'],
  fromWords: (words) => ({ change: words }),
  async prepare({ project, change, paths, target, title }, ctx) {
    const base = await pinBase(project, target, ctx);
    const request = { project, change, paths, base };
    const written = await writeEdits(request, await gatherFiles(request, ctx), ctx);
    const words = { title: titleOf(title === '' ? written.title : title), description: written.description };
    return { ...propose(base, written.edits, words), shown: written.shown };
  },
  preview({ project, change }, { shown, ...proposal }) {
    const { title, target, description, diff } = proposal;
    const question = `Apply this change to ${inlineCode(target)} of ${inlineCode(project)} and open the merge request **${escapeMarkdown(title)}**? A model wrote it: read the diff.`;
    return {
      markdown: `${question}${quoted(description)}`,
      facts: { ...factsOf(project, proposal), 'Asked for': change.slice(0, 500), 'Files it was shown': String(shown) },
      diff,
    };
  },
  parts: ({ project }, proposal) => partsOf(project, proposal),
  present: openMergeRequest.present,
});
