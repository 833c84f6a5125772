import type { Context } from '../../../core/index.ts';
import type { FileState } from '../changes.ts';
import { refuse } from '../find-files.ts';
import { pathFilter } from '../path-pattern.ts';
import type { Base } from '../proposal.ts';
import { readFiles } from '../read-files.ts';

export interface GatherRequest {
  project: string;
  change: string;
  paths: string;
  base: Base;
}

/** What the model is shown of the project at first. */
export interface Gathered {
  paths: ReadonlySet<string>;
  files: Map<string, FileState>;
}

const maxFiles = 12;
const maxFileBytes = 40_000;
const maxBytes = 160_000;
const maxSearches = 6;
const hitsOfSearch = 20;

const quotes = /["“”'‘’`]([^"“”'‘’`\n]{2,100})["“”'‘’`]/g;
const names = /[A-Za-z_$][\w$]*(?:[A-Z_]\w*|\d)\w*/g;
const words = /\p{L}{5,}/gu;
const pathLike = /[\w.-][\w./-]*/g;

/** What to look for: quoted texts first, then what is written like a name in code, then long words. */
function termsIn(change: string): string[] {
  const quoted = [...change.matchAll(quotes)].flatMap(([, text = '']) => text.trim() || []);
  const terms = [...quoted, ...(change.match(names) ?? []), ...(change.match(words) ?? [])];
  return [...new Set(terms)].slice(0, maxSearches);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Files that the description names: whole paths before bare names. */
function namedIn(change: string, paths: readonly string[]): string[] {
  const named = new Set((change.match(pathLike) ?? []).map((each) => each.replace(/[./]+$/, '')));
  const whole = paths.filter((path) => path.includes('/') && named.has(path));
  return [...whole, ...paths.filter((path) => named.has(baseName(path)))];
}

async function searched(change: string, { project, base }: GatherRequest, { gitlab }: Context): Promise<string[]> {
  const found: string[] = [];
  for (const term of termsIn(change)) {
    const hits = await gitlab.search(project, term, base.target, hitsOfSearch);
    found.push(...(hits ?? []).map(({ path }) => path));
  }
  return found;
}

/** As many as are shown at once; a file that is too long to be shown is left for a smaller question. */
export function withinBudget(files: ReadonlyMap<string, FileState>, shown: Iterable<FileState> = []) {
  let left = maxBytes - [...shown].reduce((sum, { content }) => sum + content.length, 0);
  return new Map(
    [...files].filter(([, { content }]) => {
      const fits = content.length <= Math.min(left, maxFileBytes);
      if (fits) left -= content.length;
      return fits;
    }),
  );
}

/** Reads what a described change is probably about; the model can ask for more. */
export async function gatherFiles(request: GatherRequest, ctx: Context): Promise<Gathered> {
  const { project, change, base } = request;
  const isWanted = pathFilter(request.paths);
  const paths = (await ctx.gitlab.paths(project, base.commit)).filter(isWanted);
  if (paths.length === 0)
    throw refuse('paths', `No file of ${project} fits ${request.paths}. Use a pattern like src/**.`);
  const few = paths.length <= maxFiles ? paths : [];
  const likely = [...namedIn(change, paths), ...few, ...(await searched(change, request, ctx))];
  const first = [...new Set(likely)].filter(isWanted).slice(0, maxFiles);
  const { files } = await readFiles(ctx, { project, commit: base.commit, paths: first });
  return { paths: new Set(paths), files: withinBudget(files) };
}
