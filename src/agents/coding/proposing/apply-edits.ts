import { z } from 'zod';
import { AppError, isAppError } from '../../../core/index.ts';
import type { FileEdit, FileState } from '../changes.ts';
import { asIn } from '../replace.ts';
import { checkPath } from '../repository-path.ts';

const maxText = 100_000;
const edit = z.strictObject({
  path: z.string().min(1).max(1_024).describe('Path of the file'),
  search: z.string().max(maxText).default('').describe('Lines of the file, to the letter'),
  replace: z.string().max(maxText).default('').describe('What stands there afterwards'),
  content: z.string().max(maxText).default('').describe('The whole text of a new file; then without search'),
});
/** What the model gives; flat, as tools are. */
export const proposedEdits = z.strictObject({
  title: z.string().min(1).max(255).describe('What the change does, in one line'),
  description: z.string().max(3_000).default('').describe('What reviewers should know'),
  edits: z.array(edit).min(1).max(40),
});
export type ProposedEdits = z.output<typeof proposedEdits>;
type Edit = ProposedEdits['edits'][number];

/** The project as far as it was shown. */
export interface ShownProject {
  /** All paths. */
  paths: ReadonlySet<string>;
  files: ReadonlyMap<string, FileState>;
}

const hidden = '[hidden]';
const fault = (message: string): AppError => new AppError('input.invalid', message);

function countOf(text: string, part: string): number {
  return part === '' ? 0 : text.split(part).length - 1;
}

/** Written back, it would take the place of what nobody showed. */
function checkHidden({ path, search, replace, content }: Edit): void {
  const isInvented = countOf(replace, hidden) > 0 || countOf(content, hidden) > 0 || countOf(search, hidden) > 0;
  if (isInvented) throw fault(`${path}: lines with ${hidden} cannot be changed. Take other lines.`);
}

function create({ path, content }: Edit, { paths }: ShownProject): FileState {
  if (paths.has(path)) throw fault(`${path} is there already. Change it with search and replace.`);
  if (content === '') throw fault(`${path} is not there. Give its content, if it is to be a new file.`);
  return { content, executable: false };
}

function change({ path, search, replace }: Edit, now: FileState): FileState {
  const [wanted, written] = [asIn(now.content, search), asIn(now.content, replace)];
  const count = countOf(now.content, wanted);
  if (count === 0) throw fault(`${path}: search does not stand there to the letter. Copy whole lines from the file.`);
  if (count > 1) throw fault(`${path}: search stands there ${count} times. Give more lines around it.`);
  const at = now.content.indexOf(wanted);
  return { ...now, content: now.content.slice(0, at) + written + now.content.slice(at + wanted.length) };
}

function apply(each: Edit, project: ShownProject, made: ReadonlyMap<string, FileState>): FileState {
  checkPath(each.path);
  checkHidden(each);
  if (each.search === '') return create(each, project);
  const now = made.get(each.path) ?? project.files.get(each.path);
  if (now) return change(each, now);
  throw fault(
    project.paths.has(each.path)
      ? `${each.path} was not shown. Read it first with read_files.`
      : `${each.path} is not there.`,
  );
}

export interface AppliedEdits {
  edits: FileEdit[];
  /** What is wrong, edit by edit. */
  faults: string[];
}

/** Applies what the model proposes, one after the other; by code, and exactly. */
export function applyEdits({ edits }: ProposedEdits, project: ShownProject): AppliedEdits {
  const made = new Map<string, FileState>();
  const faults: string[] = [];
  for (const each of edits) {
    try {
      made.set(each.path, apply(each, project, made));
    } catch (error) {
      if (!isAppError(error)) throw error;
      faults.push(error.message);
    }
  }
  return {
    edits: [...made].map(([path, after]) => ({ path, before: project.files.get(path), after })),
    faults,
  };
}
