import { z } from 'zod';
import { AppError, type Context, defineCapability, escapeMarkdown, hashOf, inlineCode } from '../../core/index.ts';
import { listHits } from './hit-list.ts';
import { maxTitleLength, titleOf } from './merge-request-text.ts';
import { capability as openMergeRequest } from './open-merge-request.ts';
import { factsOf, partsOf, pinBase, propose } from './proposal.ts';
import { readFiles } from './read-files.ts';
import { countPlaces, longestLine, pathFilter, type Replacement, replaceText } from './replace.ts';

const maxFiles = 100;
/** More than are read: `paths` may leave most of them out. */
const maxCandidates = 1_000;
const shownLength = 60;

interface Request {
  project: string;
  find: string;
  replace: string;
  paths: string;
}

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line;
}

async function candidates({ project, find, paths }: Request, target: string, { gitlab }: Context): Promise<string[]> {
  const term = longestLine(find);
  if (term.length < 2) throw refuse('find', 'The text to find needs a line with at least two visible characters.');
  const hits = await gitlab.search(project, term, target, maxCandidates);
  if (hits.length >= maxCandidates) {
    throw refuse('find', `${maxCandidates} files or more may hold this text. Give more of it.`);
  }
  const meant = hits.map((hit) => hit.path).filter(pathFilter(paths));
  if (meant.length > maxFiles) {
    throw refuse(
      'paths',
      `${meant.length} files may hold this text; at most ${maxFiles} are changed at once. Narrow paths, for example to src/**.`,
    );
  }
  return meant.sort();
}

function check({ find, paths }: Request, { hits, otherCase }: Replacement): void {
  if (hits.length > 0) return;
  const where = paths === '**' ? '' : ` in ${paths}`;
  const advice =
    otherCase > 0
      ? `It stands in ${otherCase} places in other letter case: write it as it stands there.`
      : 'Copy it from a file, blanks and quotes included.';
  throw refuse('find', `“${shown(find)}” was not found${where}. ${advice}`);
}

/** Every place, exactly: first the vendor's search for likely files, then the files themselves at one commit. */
async function replaced(input: Request, base: { target: string; commit: string }, ctx: Context) {
  if (input.find === input.replace)
    throw refuse('replace', 'Both texts are the same: nothing would change. Give another one.');
  const paths = await candidates(input, base.target, ctx);
  const { files, unreadable } = await readFiles(ctx.gitlab, { project: input.project, commit: base.commit, paths });
  const replacement = replaceText(files, input.find, input.replace);
  check(input, replacement);
  return { ...replacement, skipped: [...unreadable.keys()] };
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
    find: z.string().min(2).max(10_000).describe('Exact text, letter case included').meta({ lines: true }),
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
  examples: [
    {
      says: 'rename getUser to findUser in src',
      input: { project: 'platform/api', find: 'getUser', replace: 'findUser', paths: 'src/**' },
    },
  ],
  async prepare(input, ctx) {
    const base = await pinBase(input.project, input.target, ctx);
    const { edits, hits, otherCase, skipped } = await replaced(input, base, ctx);
    const title = titleOf(input.title === '' ? titleFor(input) : input.title);
    return { ...propose(base, edits, { title, description: '' }), hits, otherCase, skipped };
  },
  preview({ project, find, replace }, { hits, otherCase, skipped, ...proposal }) {
    const what =
      replace === '' ? `Remove ${inlineCode(find)}` : `Replace ${inlineCode(find)} with ${inlineCode(replace)}`;
    const question = `${what} in ${inlineCode(project)} and open the merge request **${escapeMarkdown(proposal.title)}**?`;
    return {
      markdown: `${question}\n\n${listHits(hits)}`,
      facts: {
        ...factsOf(project, proposal),
        Places: String(countPlaces(hits)),
        ...(otherCase > 0 ? { 'Left as they are': `${otherCase} in other letter case` } : {}),
        ...(skipped.length > 0 ? { 'Not text, left out': skipped.join(', ') } : {}),
      },
      diff: proposal.diff,
    };
  },
  parts: ({ project }, proposal) => partsOf(project, proposal),
  present: openMergeRequest.present,
});
