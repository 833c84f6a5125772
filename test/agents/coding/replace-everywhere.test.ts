import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capability } from '../../../src/agents/coding/replace-text.ts';
import { createGitLabWorld, type GitLabWorld, project } from '../../integrations/gitlab/world.ts';
import { prepare } from './sending.ts';

const run = promisify(execFile);

/** What GitLab's search leaves out, cuts up or takes for something else stands in these. */
const files: Record<string, string | Buffer> = {
  'src/the.ts': 'the cat, the dog and the bird; them => then () => {}\nif (a) { return a?.b ?? `x`; }\n',
  'src/deep/er/if.ts': 'if (the) {\n  a(() => {\n    the();\n  });\n}\n',
  'src/getUserName.ts': 'export const getUserName = (id) => users.get(id)?.name;\n',
  'docs/windows.md': 'the first line\r\nthe second line\r\n',
  'docs/THE.md': 'The end. THE END. the\n',
  'docs/empty.md': '',
  'data/blob.bin': Buffer.from([0, 1, 2, 0x74, 0x68, 0x65, 0]),
  'data/latin1.txt': Buffer.from('caf\xe9 the\n', 'latin1'),
  'data/umlaut ä (1).txt': 'über the ÜBER\n',
  'run.sh*': '#!/bin/sh\necho the $the "$(the)" | grep -e the -- *.md\n',
};

let world: GitLabWorld;
beforeAll(async () => {
  const filler = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`more/${index}.txt`, `line ${index}\n`]));
  world = await createGitLabWorld({ ...filler, ...files });
});
afterAll(() => world.close());

/** Places and files that git itself finds in texts, at the head of the branch. */
async function gitGrep(find: string): Promise<{ places: number; files: string[] }> {
  const args = ['grep', '-I', '-F', '-o', '-z', '-e', find, 'main', '--'];
  const { stdout } = await run('git', args, { cwd: world.source }).catch((error: { code: number; stdout: string }) => {
    if (error.code === 1) return { stdout: '' };
    throw error;
  });
  const paths = stdout
    .split('\n')
    .filter((line) => line.includes('\0'))
    .map((line) => line.slice('main:'.length, line.indexOf('\0')));
  // What is not UTF-8 is not changed here, and is named on the card.
  const readable = paths.filter((path) => path !== 'data/latin1.txt');
  return { places: readable.length, files: [...new Set(readable)].sort() };
}

async function shown(find: string): Promise<{ places: number; files: string[] }> {
  try {
    const { preview, parts } = await prepare(capability, { project, find, replace: '\u0001' }, world.context);
    const changes = parts[0]?.input.changes as { path: string }[];
    return { places: Number(preview.facts?.Places), files: changes.map(({ path }) => path).sort() };
  } catch (error) {
    expect(String(error)).toContain('was not found');
    return { places: 0, files: [] };
  }
}

describe('coding.replace-text and git grep', () => {
  it.each([
    'the',
    'if',
    '=>',
    '()',
    '() =>',
    '?.',
    'a',
    'User',
    'etUserNa',
    'the ',
    ' the',
    'e $t',
    '"',
    '--',
    'über',
    'END',
    'path:src',
    'nowhere at all',
  ])('find %j in as many places', async (find) => {
    const [ours, gits] = [await shown(find), await gitGrep(find)];
    expect(ours.places).toBe(gits.places);
  });

  it('find any piece of any line in as many places and in the same files', async () => {
    const lines = Object.values(files)
      .filter((content) => typeof content === 'string')
      .flatMap((content) => content.split(/\r?\n/))
      .filter((line) => line.length > 1);
    const piece = fc
      .tuple(fc.constantFrom(...lines), fc.nat(100), fc.integer({ min: 2, max: 12 }))
      .map(([line, at, length]) => line.slice(at % (line.length - 1)).slice(0, length));
    await fc.assert(
      fc.asyncProperty(
        piece.filter((each) => each.length > 1 && each.trim() !== ''),
        async (find) => {
          const [ours, gits] = [await shown(find), await gitGrep(find)];
          expect(ours).toEqual({ places: gits.places, files: gits.files });
        },
      ),
      { numRuns: 25 },
    );
  });
});
