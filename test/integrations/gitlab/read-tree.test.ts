import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitLab } from '../../../src/core/index.ts';
import { filesInTar } from '../../../src/integrations/gitlab/tar.ts';
import { newCache } from '../../harness/cache.ts';
import { createGitLabWorld, type GitLabWorld, project, token } from './world.ts';

const long = `deep/${'folder-of-a-long-name/'.repeat(12)}file ä.txt`;
const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`many/${index}.txt`, `text ${index}\n`]));

let world: GitLabWorld;
let commit: string;
beforeAll(async () => {
  world = await createGitLabWorld({
    ...many,
    '.gitattributes':
      'hidden/** export-ignore\nversion.txt export-subst\n*.win text eol=crlf\ntext.win text eol=crlf\n',
    'hidden/secret.txt': 'not in archives\n',
    'version.txt': 'this is $Format:%H$\n',
    'text.win': 'one\ntwo\n',
    [long]: 'far away\n',
    'run.sh*': '#!/bin/sh\n',
    'bom.txt': Buffer.from('\ufeffbom\n'),
    'zero.bin': Buffer.from([1, 0, 2]),
    'latin1.txt': Buffer.from('caf\xe9', 'latin1'),
    'large.txt': 'x'.repeat(1_000_001),
    'empty.txt': '',
  });
  commit = (await world.gitlab.branch(project, 'main'))?.commit ?? '';
});
afterAll(() => world.close());

const limits = { files: 1_000, bytes: 8 * 1024 * 1024 };
const read = (more: object = {}) =>
  world.gitlab.readTree({ project, commit, folder: '', isWanted: () => true, limits, ...more });

describe('all files of a commit', () => {
  it('are read as they stand, also what archives leave out or rewrite', async () => {
    const { texts, others } = (await read()) ?? {};
    expect(Object.fromEntries([...(texts ?? [])].filter(([path]) => !path.startsWith('many/')))).toEqual({
      '.gitattributes': { content: expect.stringContaining('export-ignore'), executable: false },
      'hidden/secret.txt': { content: 'not in archives\n', executable: false },
      'version.txt': { content: 'this is $Format:%H$\n', executable: false },
      'text.win': { content: 'one\ntwo\n', executable: false },
      [long]: { content: 'far away\n', executable: false },
      'run.sh': { content: '#!/bin/sh\n', executable: true },
      'bom.txt': { content: '\ufeffbom\n', executable: false },
      'empty.txt': { content: '', executable: false },
    });
    expect([...(others ?? [])].map(([path, bytes]) => [path, bytes.length]).sort()).toEqual([
      ['large.txt', 1_000_001],
      ['latin1.txt', 4],
      ['zero.bin', 3],
    ]);
    expect([...(texts ?? [])].filter(([path]) => path.startsWith('many/'))).toHaveLength(60);
  });

  it('are asked for in one archive, few of them one by one, and none when none is wanted', async () => {
    const asked = async (more: object): Promise<string[]> => {
      const from = world.requests.length;
      await read(more);
      return world.requests.slice(from).map((request) => request.replace(/^GET \/projects\/[^/]+\/[^/]+/, ''));
    };
    expect(await asked({ folder: 'many' })).toEqual(['/repository/tree', '/repository/archive']);
    expect(await asked({ isWanted: (path: string) => path === 'many/7.txt' })).toEqual([
      '/repository/tree',
      '/repository/files/many/7.txt',
    ]);
    expect(await asked({ isWanted: () => false })).toEqual(['/repository/tree']);
  });

  it('are asked for once and not again, while a branch is looked at each time', async () => {
    const gitlab = world.as(token, newCache());
    const wishes = { project, folder: '', isWanted: () => true, limits };
    const asked = async (gitlab: GitLab): Promise<number> => {
      const from = world.requests.length;
      const head = (await gitlab.branch(project, 'main'))?.commit ?? '';
      const tree = await gitlab.readTree({ ...wishes, commit: head });
      expect((tree?.texts.size ?? 0) + (tree?.others.size ?? 0)).toBe(71);
      await gitlab.paths(project, head);
      await gitlab.paths(project, 'main');
      return world.requests.length - from;
    };
    expect([await asked(world.gitlab), await asked(world.gitlab)]).toEqual([8, 8]);
    expect([await asked(gitlab), await asked(gitlab)]).toEqual([7, 2]);
    // What is kept is packed: it is held to the limits of who asks now.
    expect(await gitlab.readTree({ ...wishes, commit, limits: { ...limits, bytes: 10_000 } })).toBeUndefined();
    expect(await gitlab.readTree({ ...wishes, commit, limits: { ...limits, files: 60 } })).toBeUndefined();
  });

  it.each([
    ['more files than the limit', { limits: { ...limits, files: 60 } }],
    ['more bytes than the limit', { limits: { ...limits, bytes: 10_000 } }],
  ])('are left for %s', async (_what, more) => {
    expect(await read(more)).toBeUndefined();
  });

  it('are none in a folder that is not there', async () => {
    expect(await read({ folder: 'nowhere' })).toEqual({ texts: new Map(), others: new Map() });
    await expect(
      world.gitlab.readTree({ project: 'aurora/nowhere', commit, folder: '', isWanted: () => true, limits }),
    ).rejects.toMatchObject({ code: 'upstream.not-found' });
  });

  it('are not guessed while GitLab is away', async () => {
    world.fault({ path: '/repository/archive', kind: 'status', status: 503, times: 3 });
    await expect(read()).rejects.toMatchObject({ code: 'upstream.unavailable' });
  });
});

describe('a tar archive', () => {
  it('is read without end or fault, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_000 }), (bytes) => {
        const files = filesInTar(Buffer.from(bytes));
        const sum = [...files.values()].reduce((total, content) => total + content.length, 0);
        expect(sum).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
