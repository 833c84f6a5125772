import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Gitlab } from '@gitbeaker/rest';
import express from 'express';
import { createGitLabSandbox, type GitLabSandbox } from '../../../sandbox/gitlab/index.ts';
import { openStore, type Store } from '../../../sandbox/store.ts';

const run = promisify(execFile);

export interface World {
  folder: string;
  store: Store;
  sandbox: GitLabSandbox;
  /** `http://127.0.0.1:<port>/gitlab` */
  url: string;
  project: string;
  token: string;
  api: InstanceType<typeof Gitlab>;
  client(token: string): InstanceType<typeof Gitlab>;
  /** A bare request to the REST API, for what the client cannot be talked into. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  git(args: string[], cwd?: string): Promise<string>;
  close(): Promise<void>;
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  token?: string | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export const files: Record<string, string> = {
  'README.md': '# Adjutant\n\nThe staff officer.\n',
  'src/main.ts':
    "export const greeting = 'hello';\n\nexport function greet(name: string): string {\n  return [greeting, name].join(', ');\n}\n",
  'src/deep/notes.txt': 'one\ntwo\nthree\nfour\nfive\nsix needle seven\neight\nnine\nten\n',
  'docs/guide.md': 'A guide.\n',
};

/** A sandbox of its own on a free port, with one project that came from a real repository. */
export async function createWorld(content: Record<string, string> = files): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'gitlab-sandbox-'));
  const git = gitIn(folder);
  const source = join(folder, 'source');
  await writeFiles(source, content);
  await git(['init', '--quiet', '--initial-branch=main', source]);
  await git(['add', '-A'], source);
  await git(['commit', '--quiet', '-m', 'First commit'], source);

  const store = openStore(':memory:');
  let url = '';
  const sandbox = createGitLabSandbox({ store, repositories: join(folder, 'repositories'), url: () => url });
  const server = createServer(express().use('/gitlab', sandbox.router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gitlab`;
  const project = 'aurora/adjutant';
  const token = 'glpat-test-aurora';
  sandbox.addUser({ username: 'adjutant-aurora', name: 'Adjutant (Aurora)', token, projects: [project] });
  sandbox.addUser({
    username: 'adjutant-borealis',
    name: 'Adjutant (Borealis)',
    token: 'glpat-test-borealis',
    projects: [],
  });
  await sandbox.importProject({ path: project, from: source });

  const client = (secret: string) => new Gitlab({ host: url, token: secret });
  return {
    folder,
    store,
    sandbox,
    url,
    project,
    token,
    api: client(token),
    client,
    request: (method, path, options = {}) => request(`${url}/api/v4${path}`, { token, ...options }, method),
    git,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function writeFiles(folder: string, content: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(content)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function gitIn(folder: string): World['git'] {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Jonas Weber',
    GIT_AUTHOR_EMAIL: 'jonas@aurora.example',
    GIT_COMMITTER_NAME: 'Jonas Weber',
    GIT_COMMITTER_EMAIL: 'jonas@aurora.example',
  };
  return async (args, cwd = folder) => (await run('git', args, { cwd, env })).stdout;
}

async function request(url: string, { token, body, headers = {} }: RequestOptions, method: string): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === null || token === undefined ? {} : { 'PRIVATE-TOKEN': token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('application/json') === true && text !== '';
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/** What the vendor said no with, as the client hands it on. */
export async function refusal(promise: Promise<unknown>): Promise<{ status: number; text: string }> {
  try {
    await promise;
  } catch (error) {
    const cause = (error as { cause?: { response?: Response; description?: string } }).cause;
    if (cause?.response !== undefined) return { status: cause.response.status, text: cause.description ?? '' };
    throw error;
  }
  throw new Error('The vendor did not refuse this.');
}
