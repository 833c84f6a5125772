import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import express from 'express';
import { createFaults, type FaultRule } from '../../../sandbox/faults.ts';
import { createGitLabSandbox } from '../../../sandbox/gitlab/index.ts';
import { openStore } from '../../../sandbox/store.ts';
import {
  type Cache,
  type Context,
  type EffectContext,
  type GitLab,
  type Log,
  noCache,
} from '../../../src/core/index.ts';
import { createGitLab } from '../../../src/integrations/gitlab/index.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { createVendorCall } from '../../../src/platform/vendor-call.ts';
import { contextOf } from '../../agents/context.ts';

export const project = 'aurora/adjutant';
export const token = 'glpat-test-aurora-0123456789';

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

export interface RawIssue {
  title: string;
  description: string;
  due_date: string | null;
  labels: string[];
  assignees: { username: string }[];
}

export interface GitLabWorld {
  gitlab: GitLab;
  /** GitLab as another token sees it. */
  as(token: string, cache?: Cache): GitLab;
  fault(rule: Omit<FaultRule, 'vendor'>): void;
  /** Requests that reached the vendor: method and path. */
  requests: string[];
  /** The folder of the repository that was imported. */
  source: string;
  effects(): Record<string, number>;
  /** What a person does in GitLab meanwhile. */
  mergeByHand(iid: number): Promise<void>;
  /** A form of the merge request's page, as a person sends it. */
  onPage(iid: number, order: string, fields: Record<string, string>): Promise<void>;
  /** Somebody else in the project. */
  addPerson(username: string, name: string): void;
  /** An issue as GitLab itself tells it. */
  rawIssue(iid: number): Promise<RawIssue>;
  context: Context;
  effectContext(id: string): EffectContext;
  close(): Promise<void>;
}

/** Bytes or text by path; a path that ends in `*` is made executable without the star. */
function makeRepository(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Jonas Weber', '-c', 'user.email=jonas@aurora.example', ...args], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        // The same files give the same commit, so that it can stand in an expected reply.
        GIT_AUTHOR_DATE: '2026-11-02T10:00:00Z',
        GIT_COMMITTER_DATE: '2026-11-02T10:00:00Z',
      },
    });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name.replace(/\*$/, ''));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, name.endsWith('*') ? 0o755 : 0o644);
  }
  git('init', '--quiet', '--initial-branch=main');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'First commit');
}

/** The sandbox's GitLab on a free port, the real client, and what a capability gets to use. */
export async function createGitLabWorld(
  files: Readonly<Record<string, string | Buffer>>,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<GitLabWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'adjutant-gitlab-'));
  const source = join(folder, 'source');
  mkdirSync(source);
  makeRepository(source, files);

  const store = openStore(':memory:');
  const faults = createFaults();
  const requests: string[] = [];
  let url = '';
  const sandbox = createGitLabSandbox({ store, repositories: join(folder, 'repositories'), url: () => url });
  const app = express();
  app.use((request, _response, next) => {
    requests.push(`${request.method} ${decodeURIComponent(request.path).replace('/prefix/gitlab/api/v4', '')}`);
    next();
  });
  app.use('/prefix/gitlab', faults.middleware('gitlab'), sandbox.router);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix/gitlab`;
  sandbox.addUser({ username: 'adjutant-aurora', name: 'Adjutant (Aurora)', token, projects: [project] });
  await sandbox.importProject({ path: project, from: source });

  const vendor = createVendorCall({ name: 'gitlab', timeoutMs, log: silent, firstDelayMs: 1 });
  const as = (text: string, cache: Cache = noCache): GitLab =>
    createGitLab({ url: `${url}/`, token: new Secret(text), timeoutMs, cache }, vendor);
  const gitlab = as(token);
  const context = contextOf({
    principal: {
      tenant: 'aurora',
      person: 'maria',
      name: 'Maria Lindqvist',
      door: 'slack',
      roles: ['manager'],
      scopes: undefined,
      projects: [project],
    },
    run: 'run',
    step: 'call',
    gitlab,
  });
  return {
    gitlab,
    as,
    fault: (rule) => faults.add({ vendor: 'gitlab', ...rule }),
    requests,
    source,
    effects: sandbox.countEffects,
    mergeByHand: async (iid) => {
      const path = `${url}/api/v4/projects/${encodeURIComponent(project)}/merge_requests/${iid}/merge`;
      const response = await fetch(path, { method: 'PUT', headers: { 'private-token': token } });
      if (!response.ok) throw new Error(`merging answered ${response.status}: ${await response.text()}`);
    },
    onPage: async (iid, order, fields) => {
      const body = new URLSearchParams(fields);
      const page = `${url}/${project}/-/merge_requests/${iid}/${order}`;
      const response = await fetch(page, { method: 'POST', body, redirect: 'manual' });
      if (response.status !== 303) throw new Error(`${order} answered ${response.status}: ${await response.text()}`);
    },
    addPerson: (username, name) => sandbox.addUser({ username, name, token: '', projects: [project] }),
    rawIssue: async (iid) => {
      const path = `${url}/api/v4/projects/${encodeURIComponent(project)}/issues/${iid}`;
      return (await (await fetch(path, { headers: { 'private-token': token } })).json()) as RawIssue;
    },
    context,
    effectContext: (id) => ({ ...context, effect: { id, requester: 'Maria Lindqvist' } }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
