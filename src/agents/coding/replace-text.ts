import { z } from 'zod';
import { type Context, defineCapability, escapeMarkdown, hashOf, inlineCode } from '../../core/index.ts';
import { type Candidates, findFiles, notFoundBySearch, refuse, type Search, shown, whereOf } from './find-files.ts';
import { listHits } from './hit-list.ts';
import { maxTitleLength, titleOf } from './merge-request-text.ts';
import { checkNoFileRename } from './no-file-rename.ts';
import { capability as openMergeRequest } from './open-merge-request.ts';
import { factsOf, partsOf, pinBase, propose } from './proposal.ts';
import { countPlaces, type Replacement, replaceText } from './replace.ts';
import { replacementWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

interface Request {
  project: string;
  find: string;
  replace: string;
  paths: string;
}

/** Nowhere, as far as every file was read; otherwise nobody can say so. */
function check(
  { hits, otherCase }: Replacement,
  search: Search,
  by: Candidates['by'],
  leftOut: readonly string[],
): void {
  if (hits.length > 0) return;
  if (otherCase === 0 && by === 'search') throw notFoundBySearch(search);
  const where = whereOf(search.paths);
  const advice =
    otherCase > 0
      ? `It stands in ${otherCase} places in other letter case: write it as it stands there.`
      : leftOut.length > 0
        ? `It stands only in what is no text that can be changed here: ${leftOut.slice(0, 5).join(', ')}.`
        : 'Every file was read. Copy the text from a file, blanks and quotes included.';
  throw refuse('find', `“${shown(search.find)}” was not found${where}. ${advice}`);
}

/** Every place, exactly, at one commit. */
async function replaced(input: Request, base: { target: string; commit: string }, ctx: Context) {
  if (input.find === input.replace)
    throw refuse('replace', 'Both texts are the same: nothing would change. Give another one.');
  const search = { ...input, ...base };
  const { files, leftOut, by } = await findFiles(search, ctx);
  const replacement = replaceText(files, input.find, input.replace);
  check(replacement, search, by, leftOut);
  return { ...replacement, leftOut, by };
}

const titleFor = ({ find, replace }: Request): string =>
  replace === '' ? `Remove “${shown(find)}”` : `Replace “${shown(find)}” with “${shown(replace)}”`;

export const capability = defineCapability({
  name: 'coding.replace-text',
  title: 'Replace a text',
  description:
    'Replaces an exact text everywhere in a GitLab project on a new branch and opens a merge request. Use it for renames and wording; nothing in the text is a pattern.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    find: z.string().min(1).max(10_000).describe('Exact text, letter case included').meta({ lines: true }),
    replace: z
      .string()
      .max(10_000)
      .describe('Text to put in its place; empty: the text is removed')
      .meta({ lines: true }),
    paths: z.string().min(1).max(500).default('**').describe('Files to change, for example src/** or *.md'),
    target: z.string().max(255).default('').describe("Branch to change; empty: the project's default branch"),
    title: z.string().max(maxTitleLength).default('').describe('Empty: says what is replaced'),
  }),
  output: openMergeRequest.output,
  permission: 'gitlab:merge-requests:create',
  effect: 'external',
  vendors: ['gitlab'],
  approval: 'requester',
  featured: true,
  key: ({ project, target, find, replace, paths }) => `${project}:${target}:${hashOf([find, replace, paths])}`,
  utterances: utterances.replaceText,
  fromSentence: replacementWanted,
  examples: [
    {
      says: 'rename getUser to findUser in src/**',
      input: { project: 'platform/api', find: 'getUser', replace: 'findUser', paths: 'src/**' },
    },
  ],
  phrases: ['(rename|replace|change) {find} (to|with|by|into) {replace} [in {paths}]'],
  async prepare(input, ctx) {
    const base = await pinBase(input.project, input.target, ctx);
    await checkNoFileRename(input, base.commit, ctx);
    const { edits, ...found } = await replaced(input, base, ctx);
    const title = titleOf(input.title === '' ? titleFor(input) : input.title);
    return { ...propose(base, edits, { title, description: '' }), ...found };
  },
  preview({ project, find, replace }, { hits, otherCase, leftOut, by, ...proposal }) {
    const what =
      replace === '' ? `Remove ${inlineCode(find)}` : `Replace ${inlineCode(find)} with ${inlineCode(replace)}`;
    const question = `${what} in ${inlineCode(project)} and open the merge request **${escapeMarkdown(proposal.title)}**?`;
    return {
      markdown: `${question}\n\n${listHits(hits)}`,
      facts: {
        ...factsOf(project, proposal),
        Places: String(countPlaces(hits)),
        ...(otherCase > 0 ? { 'Left as they are': `${otherCase} in other letter case` } : {}),
        ...(leftOut.length > 0 ? { 'Not text, left out': leftOut.join(', ') } : {}),
        ...(by === 'search' ? { 'Found by': 'GitLab’s search, which may miss parts of words and signs' } : {}),
      },
      diff: proposal.diff,
    };
  },
  parts: ({ project }, proposal) => partsOf(project, proposal),
  present: openMergeRequest.present,
});
