import { z } from 'zod';
import {
  AppError,
  type Context,
  jsonSchemaOf,
  type ModelMessage,
  type ModelTool,
  type ModelToolCall,
  plainText,
  untrusted,
} from '../../../core/index.ts';
import type { FileEdit, FileState } from '../changes.ts';
import { readFiles } from '../read-files.ts';
import { applyEdits, type ProposedEdits, proposedEdits } from './apply-edits.ts';
import { type Gathered, type GatherRequest, withinBudget } from './gather-files.ts';
import { proposeEditsPrompt } from './prompts/propose-edits.ts';

/** What the model wrote, applied to the files. */
export interface Written {
  title: string;
  description: string;
  edits: readonly FileEdit[];
  /** How many files it was shown. */
  shown: number;
}

/** Reading more, proposing, and once more when a block did not fit. */
const maxTurns = 5;
const maxProposals = 2;
const maxNames = 1_500;

const wantedFiles = z.strictObject({ paths: z.array(z.string().max(1_024)).min(1).max(12).describe('Paths to read') });
const tools: readonly ModelTool[] = [
  {
    name: 'propose_edits',
    description: 'Proposes the whole change. Call it once.',
    schema: jsonSchemaOf(proposedEdits, 'input'),
  },
  { name: 'read_files', description: 'Shows the text of more files.', schema: jsonSchemaOf(wantedFiles, 'input') },
];

const shownFile = (path: string, { content }: FileState): string => untrusted(`file ${path}`, content);

function opening({ change }: GatherRequest, { paths, files }: Gathered): ModelMessage {
  const listed = [...paths].slice(0, maxNames);
  const more = paths.size > listed.length ? `\n… and ${paths.size - listed.length} more` : '';
  return {
    from: 'asker',
    text: [
      change,
      untrusted('names of files', listed.join('\n') + more),
      ...[...files].map(([path, file]) => shownFile(path, file)),
    ].join('\n\n'),
  };
}

const faultsOf = (error: z.ZodError): string => z.prettifyError(error).slice(0, 1_000);

async function readMore(input: unknown, request: GatherRequest, gathered: Gathered, ctx: Context): Promise<string> {
  const wanted = wantedFiles.safeParse(input);
  if (!wanted.success) return faultsOf(wanted.error);
  const known = wanted.data.paths.filter((path) => gathered.paths.has(path));
  const { project, base } = request;
  const { files } = await readFiles(ctx, { project, commit: base.commit, paths: known });
  const shown = withinBudget(files, gathered.files.values());
  for (const [path, file] of shown) gathered.files.set(path, file);
  const missing = wanted.data.paths.filter((path) => !shown.has(path));
  return [
    ...[...shown].map(([path, file]) => shownFile(path, file)),
    ...missing.map((path) => `${JSON.stringify(path)} is not there, no text, or too long to be shown.`),
  ].join('\n\n');
}

interface Proposed {
  proposal: ProposedEdits;
  edits: FileEdit[];
}

function propose({ input, fault }: ModelToolCall, gathered: Gathered): Proposed | { fault: string } {
  const parsed = proposedEdits.safeParse(input);
  if (fault !== undefined || !parsed.success) return { fault: fault ?? (parsed.error ? faultsOf(parsed.error) : '') };
  const { edits, faults } = applyEdits(parsed.data, gathered);
  return faults.length > 0 ? { fault: faults.join('\n') } : { proposal: parsed.data, edits };
}

const nothingProposed = (text: string, change: string): AppError =>
  new AppError(
    'input.invalid',
    `The model proposes no change: ${plainText(text, change) || 'it said nothing.'} Describe it in other words, or name the files with paths.`,
  );
const notFitting = (fault: string, change: string): AppError =>
  new AppError(
    'input.invalid',
    `What the model wrote does not fit the files: ${plainText(fault, change)} Describe the change in other words, or in smaller parts.`,
  );

function finished({ proposal, edits }: Proposed, { change }: GatherRequest, { files }: Gathered): Written {
  return {
    title: plainText(proposal.title, change),
    description: plainText(proposal.description, change),
    edits,
    shown: files.size,
  };
}

/** Lets the model write a described change against these files. What does not fit goes back to it once. */
export async function writeEdits(request: GatherRequest, gathered: Gathered, ctx: Context): Promise<Written> {
  let messages: ModelMessage[] = [opening(request, gathered)];
  let proposals = 0;
  for (let turn = 0; turn < maxTurns; turn += 1) {
    ctx.progress('A model writes the change');
    const { text, calls } = await ctx.model.ask({ prompt: proposeEditsPrompt, messages, tools });
    if (calls.length === 0) throw nothingProposed(text, request.change);
    const results: ModelMessage[] = [];
    for (const call of calls) {
      const answer = (said: string): void => void results.push({ from: 'tool', call: call.id, text: said });
      if (call.tool === 'read_files') answer(await readMore(call.input, request, gathered, ctx));
      else if (call.tool !== 'propose_edits') answer('There is no such tool.');
      else {
        const made = propose(call, gathered);
        if ('edits' in made) return finished(made, request, gathered);
        proposals += 1;
        if (proposals >= maxProposals) throw notFitting(made.fault, request.change);
        answer(made.fault);
      }
    }
    messages = [...messages, { from: 'model', text, calls }, ...results];
  }
  throw nothingProposed('it went on reading.', request.change);
}
