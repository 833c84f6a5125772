import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { findByToken } from './api/auth.ts';
import { createLimiter } from './limiter.ts';
import { refreshMergeRequests } from './merge-requests.ts';
import { startPushedPipeline } from './pipelines.ts';
import { type Branch, listBranches } from './refs.ts';
import type { ProjectRow, UserRow } from './state.ts';
import { visitor, type Workshop } from './workshop.ts';

const maxProcesses = 4;
const maxRequestBytes = 256 * 1024 * 1024;
const timeoutMs = 180_000;
const route = /^\/(.+)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Git's smart protocol through `git http-backend`. Anybody on this machine may clone; a push needs a member's token. */
export function createHttpBackend(workshop: Workshop) {
  const limited = createLimiter(maxProcesses);
  return async (request: Request, response: Response): Promise<boolean> => {
    const [, path, service] = route.exec(decodeURIComponent(request.path)) ?? [];
    if (path === undefined || service === undefined) return false;
    const project = workshop.state.projects.get(path);
    const pushes = service === 'git-receive-pack' || request.query.service === 'git-receive-pack';
    const user = findByToken(workshop.state, password(request));
    const refusal = refuse({ project, user, pushes, credentials: request.get('authorization') !== undefined });
    if (refusal !== undefined) {
      if (refusal.status === 401) response.set('WWW-Authenticate', 'Basic realm="GitLab"');
      response.status(refusal.status).type('text/plain').send(refusal.text);
      return true;
    }
    if (project === undefined) return false;
    const finish = service === 'git-receive-pack' ? await watchPush(workshop, project, user) : undefined;
    await limited(() => runBackend(workshop, { request, response, path: `/${path}.git/${service}`, user, finish }));
    return true;
  };
}

interface Visit {
  project: ProjectRow | undefined;
  user: UserRow | undefined;
  pushes: boolean;
  credentials: boolean;
}

function refuse({ project, user, pushes, credentials }: Visit): { status: number; text: string } | undefined {
  if ((pushes || credentials) && user === undefined)
    return { status: 401, text: 'HTTP Basic: Access denied. The password is a token.\n' };
  if (project === undefined) {
    return {
      status: 404,
      text: "The project you were looking for could not be found or you don't have permission to view it.\n",
    };
  }
  if (pushes && user?.projects.includes(project.path) !== true) {
    return { status: 403, text: 'You are not allowed to push code to this project.\n' };
  }
  return undefined;
}

function password(request: Request): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

/**
 * Merge requests keep what a push may take away from them, and see what it brings. The second half runs before the
 * answer ends, so that whoever pushed finds everything in place.
 */
async function watchPush(
  workshop: Workshop,
  project: ProjectRow,
  user: UserRow | undefined,
): Promise<() => Promise<void>> {
  const repository = workshop.repository(project);
  await refreshMergeRequests(workshop, project);
  const before = await listBranches(repository);
  return async () => {
    const after = await listBranches(repository);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    workshop.state.record('pushes');
    await refreshMergeRequests(workshop, project, user);
    const isMoved = ({ name, sha }: Branch) => !before.some((old) => old.name === name && old.sha === sha);
    for (const { name: ref, sha } of after.filter(isMoved)) {
      await startPushedPipeline(workshop, project, { ref, sha, by: user ?? visitor });
    }
  };
}

interface Backend {
  request: Request;
  response: Response;
  path: string;
  user: UserRow | undefined;
  finish: (() => Promise<void>) | undefined;
}

async function runBackend(workshop: Workshop, { request, response, path, user, finish }: Backend): Promise<void> {
  const child = spawn('git', ['http-backend'], {
    cwd: workshop.folder,
    env: { ...workshop.git.environment, ...variables(workshop, { request, path, user }) },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeoutMs,
  });
  const closed = once(child, 'close');
  response.once('close', () => child.kill());
  pipeLimited(request, child.stdin);
  await Promise.all([answer(child.stdout, response), closed]);
  await finish?.();
  response.end();
}

function variables(
  workshop: Workshop,
  { request, path, user }: Pick<Backend, 'request' | 'path' | 'user'>,
): Record<string, string> {
  return {
    GIT_PROJECT_ROOT: workshop.folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    REQUEST_METHOD: request.method,
    QUERY_STRING: request.url.split('?')[1] ?? '',
    CONTENT_TYPE: request.get('content-type') ?? '',
    HTTP_CONTENT_ENCODING: request.get('content-encoding') ?? '',
    GIT_PROTOCOL: /^version=[012]$/.exec(request.get('git-protocol') ?? '')?.[0] ?? '',
    REMOTE_ADDR: '127.0.0.1',
    ...(user === undefined ? {} : { REMOTE_USER: user.username }),
  };
}

function pipeLimited(request: IncomingMessage, stdin: NodeJS.WritableStream): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxRequestBytes) request.destroy();
  });
  // The backend may answer, and end, before it has read everything; its answer says what was wrong.
  stdin.on('error', () => request.unpipe(stdin));
  request.pipe(stdin);
}

/** A CGI answer: header lines, an empty line, then the body as it comes. */
async function answer(stdout: NodeJS.ReadableStream, response: ServerResponse): Promise<void> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    let body = chunk;
    if (head !== undefined) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) continue;
      writeHead(head.subarray(0, end).toString(), response);
      body = head.subarray(end + 4);
      head = undefined;
    }
    if (!response.write(body) && !response.destroyed)
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  if (head !== undefined) response.writeHead(500, { 'Content-Type': 'text/plain' });
}

function writeHead(head: string, response: ServerResponse): void {
  let status = 200;
  for (const line of head.split('\r\n')) {
    const [name = '', value = ''] = line.split(/: (.*)/s);
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status);
}
