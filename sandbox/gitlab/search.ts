import { type Repository, records } from './repository.ts';

export interface Found {
  path: string;
  startLine: number;
  data: string;
}

const maxResults = 1000;
const maxFileNames = 100;

/** GitLab's basic search: files by name first, then every place in their content with two lines around it. */
export async function searchBlobs(repository: Repository, commit: string, term: string): Promise<Found[]> {
  return [...(await byName(repository, commit, term)), ...(await byContent(repository, commit, term))].slice(
    0,
    maxResults,
  );
}

async function byContent(repository: Repository, commit: string, term: string): Promise<Found[]> {
  const { stdout } = await repository.run(
    ['grep', '-i', '-I', '-F', '-n', '-z', '--no-color', '-B2', '-A2', '-e', term, commit, '--'],
    { codes: [0, 1], maxBytes: 8 * 1024 * 1024, truncate: true },
  );
  const found: Found[] = [];
  let open: Found | undefined;
  for (const line of stdout.toString().split('\n')) {
    const hit = parseLine(line, commit);
    if (hit === undefined) open = undefined;
    else if (open === undefined) {
      open = { path: hit.path, startLine: hit.line, data: `${hit.text}\n` };
      found.push(open);
    } else open.data += `${hit.text}\n`;
  }
  return found;
}

/** `<commit>:<path>\0<line>:<text>`, with `-` before lines that only surround a hit; `--` parts one place from the next. */
function parseLine(line: string, commit: string): { path: string; line: number; text: string } | undefined {
  if (!line.startsWith(`${commit}:`)) return undefined;
  const end = line.indexOf('\0');
  const place = /^(\d+)[:\-\0]/.exec(line.slice(end + 1));
  if (end === -1 || place === null) return undefined;
  return {
    path: line.slice(commit.length + 1, end),
    line: Number(place[1]),
    text: line.slice(end + 1 + place[0].length),
  };
}

async function byName(repository: Repository, commit: string, term: string): Promise<Found[]> {
  const wanted = term.toLowerCase();
  const paths = records(await repository.text(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]))
    .filter((path) => path.toLowerCase().includes(wanted))
    .slice(0, maxFileNames);
  return Promise.all(
    paths.map(async (path) => {
      const { stdout } = await repository.run(['cat-file', 'blob', `${commit}:${path}`], {
        codes: [0, 128],
        maxBytes: 64 * 1024,
        truncate: true,
      });
      return { path, startLine: 1, data: stdout.subarray(0, 1024).toString() };
    }),
  );
}
