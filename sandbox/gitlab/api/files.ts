import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalid, notFound } from '../errors.ts';
import { lastCommitOf } from '../history.ts';
import { pathFault } from '../names.ts';
import { resolveCommit } from '../refs.ts';
import { isBinary, listTree, readBlob } from '../tree.ts';
import type { Operations, ProjectCall } from './call.ts';
import { flag, pages } from './parameters.ts';

export function registerFiles({ inProject }: Operations): void {
  inProject('get', '/repository/tree', async (call) => {
    const query = call.parameters({
      ...pages,
      ref: z.string().default(call.project.defaultBranch),
      path: z.string().default(''),
      recursive: flag().default(false),
    });
    const commit = await resolveCommit(call.repository, query.ref);
    if (commit === undefined) throw notFound('Tree');
    const path = query.path.replace(/^\/+|\/+$/g, '');
    const entries = await listTree(call.repository, commit, { path, recursive: query.recursive });
    if (entries === undefined) throw notFound('invalid revision or path');
    const rank = { tree: 0, blob: 1, commit: 2 };
    entries.sort((a, b) => rank[a.type] - rank[b.type]);
    return call
      .paginate(query, entries)
      .map(({ sha, type, path: full, mode }) => ({ id: sha, name: full.split('/').at(-1), type, path: full, mode }));
  });

  inProject('get', '/repository/files/:path', async (call) => {
    const { ref } = call.parameters({ ref: z.string().min(1) });
    const file = await findFile(call, ref);
    call.response.set(fileHeaders(file.meta));
    return { ...file.meta, content: file.content.toString('base64') };
  });

  inProject('get', '/repository/files/:path/raw', async (call) => {
    const { ref } = call.parameters({
      ref: z.string().min(1).default('HEAD'),
      lfs: z.literal([false, 'false']).optional(),
    });
    const { meta, content } = await findFile(call, ref);
    call.response
      .set(fileHeaders(meta))
      .set('Content-Disposition', 'inline')
      .type(isBinary(content) ? 'application/octet-stream' : 'text/plain; charset=utf-8')
      .send(content);
  });
}

type FileMeta = Awaited<ReturnType<typeof findFile>>['meta'];

async function findFile({ request, repository }: ProjectCall, ref: string) {
  const path = String(request.params.path);
  if (pathFault(path) !== undefined) throw invalid('file_path should be a valid file path');
  const commit = await resolveCommit(repository, ref);
  if (commit === undefined) throw notFound('Commit');
  const blob = await readBlob(repository, commit, path);
  if (blob === undefined) throw notFound('File');
  const meta = {
    file_name: path.split('/').at(-1) ?? path,
    file_path: path,
    size: blob.content.length,
    encoding: 'base64',
    content_sha256: createHash('sha256').update(blob.content).digest('hex'),
    ref,
    blob_id: blob.sha,
    commit_id: commit,
    last_commit_id: await lastCommitOf(repository, commit, path),
    execute_filemode: blob.mode === '100755',
  };
  return { meta, content: blob.content };
}

/** `X-Gitlab-File-Name` and so on: the same figures for those who ask with HEAD or for the raw file. */
function fileHeaders(meta: FileMeta): Record<string, string> {
  const heading = (key: string) =>
    `X-Gitlab-${key.replace(/(?:^|_)([a-z])/g, (_, letter: string) => `-${letter.toUpperCase()}`).slice(1)}`;
  return Object.fromEntries(Object.entries(meta).map(([key, value]) => [heading(key), encodeURI(String(value))]));
}
