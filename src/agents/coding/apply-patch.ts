import { z } from 'zod';
import { AppError, defineCapability, escapeMarkdown, hashOf, inlineCode, patchFiles } from '../../core/index.ts';
import { maxTitleLength, quoted, titleOf } from './merge-request-text.ts';
import { capability as openMergeRequest } from './open-merge-request.ts';
import { maxPatchLength, type Patch, parsePatch } from './patch.ts';
import { applyPatch, pathsOf } from './patch-apply.ts';
import { factsOf, partsOf, pinBase, propose } from './proposal.ts';
import { readFiles } from './read-files.ts';
import { utterances } from './utterances.ts';

const maxDescriptionLength = 5_000;
const namedFiles = 2;

/** What the author of the patch called it, or the files that it changes. */
function titleFor(title: string, patch: Patch): string {
  if (title !== '' || patch.subject !== undefined) return titleOf(title === '' ? (patch.subject ?? '') : title);
  const paths = [...new Set(patch.files.map((file) => file.path))];
  const more = paths.length > namedFiles ? ` and ${paths.length - namedFiles} more` : '';
  return titleOf(`Apply patch to ${paths.slice(0, namedFiles).join(', ')}${more}`);
}

export const capability = defineCapability({
  name: 'coding.apply-patch',
  title: 'Apply a patch',
  description:
    'Applies a unified diff (git diff or git format-patch output) to a GitLab project on a new branch and opens a merge request. Use it when the change is written already.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    patch: z
      .string()
      .min(1)
      .max(maxPatchLength)
      .describe('The patch, whole and unchanged; a code fence around it is fine')
      .meta({ lines: true, file: patchFiles }),
    target: z.string().max(255).default('').describe("Branch to change; empty: the project's default branch"),
    title: z.string().max(maxTitleLength).default('').describe("Empty: the patch's own subject, or its files"),
  }),
  output: openMergeRequest.output,
  permission: 'gitlab:merge-requests:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  featured: true,
  key: ({ project, target, patch }) => `${project}:${target}:${hashOf(patch)}`,
  utterances: utterances.applyPatch,
  examples: [
    {
      says: 'apply this patch to platform/api',
      input: {
        project: 'platform/api',
        patch: '--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-# API\n+# Platform API\n',
      },
    },
  ],
  phrases: ['apply [(a|the|this|that|my|these)] [following] [(patch|diff|changes)] [(to|in|on) {project}] [:]'],
  async prepare({ project, patch: pasted, target, title }, ctx) {
    const patch = parsePatch(pasted);
    const base = await pinBase(project, target, ctx);
    const { files, unreadable } = await readFiles(ctx, { project, commit: base.commit, paths: pathsOf(patch) });
    const [fault] = unreadable.values();
    if (fault !== undefined) throw new AppError('input.invalid', fault);
    const description = patch.body.slice(0, maxDescriptionLength);
    return propose(base, applyPatch(patch, files), { title: titleFor(title, patch), description });
  },
  preview({ project }, proposal) {
    const { title, target, description, diff } = proposal;
    const question = `Apply this patch to ${inlineCode(target)} of ${inlineCode(project)} and open the merge request **${escapeMarkdown(title)}**?`;
    return { markdown: `${question}${quoted(description)}`, facts: factsOf(project, proposal), diff };
  },
  parts: ({ project }, proposal) => partsOf(project, proposal),
  present: openMergeRequest.present,
});
