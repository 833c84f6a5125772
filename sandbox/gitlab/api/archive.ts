import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { invalid, notFound } from '../errors.ts';
import { GitError } from '../git.ts';
import { resolveCommit } from '../refs.ts';
import type { Operations, ProjectCall } from './call.ts';
import { flag } from './parameters.ts';

const pack = promisify(gzip);
const maxBytes = 256 * 1024 * 1024;

/** GitLab takes the format as a suffix of the path or as a parameter. */
export function registerArchive({ inProject }: Operations): void {
  for (const suffix of ['', '.tar.gz']) inProject('get', `/repository/archive${suffix}`, sendArchive);
}

async function sendArchive(call: ProjectCall): Promise<void> {
  const query = call.parameters({
    sha: z.string().min(1).default(call.project.defaultBranch),
    format: z.string().default('tar.gz'),
    path: z.string().default(''),
    include_lfs_blobs: flag().default(true),
  });
  if (query.format !== 'tar.gz') throw invalid('only tar.gz is supported by this sandbox');
  const commit = await resolveCommit(call.repository, query.sha);
  if (commit === undefined) throw notFound('File');
  const name = [call.project.path.split('/').at(-1), query.sha.replaceAll('/', '-'), commit].join('-');
  const tar = await archived(call, `${name}/`, commit, query.path.replace(/^\/+|\/+$/g, ''));
  call.response
    .set('Content-Disposition', `attachment; filename="${name}.tar.gz"`)
    .type('application/octet-stream')
    .send(await pack(tar));
}

async function archived({ repository }: ProjectCall, prefix: string, commit: string, path: string): Promise<Buffer> {
  try {
    const args = ['archive', '--format=tar', `--prefix=${prefix}`, commit, ...(path === '' ? [] : ['--', path])];
    return (await repository.run(args, { maxBytes })).stdout;
  } catch (error) {
    if (error instanceof GitError && error.stderr.includes('did not match any files')) throw notFound('File');
    throw error;
  }
}
