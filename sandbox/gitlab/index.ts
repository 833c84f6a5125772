import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import express from 'express';
import type { Store } from '../store.ts';
import { createApi } from './api/index.ts';
import { settleMoves } from './branch-moves.ts';
import { createGit } from './git.ts';
import { createHttpBackend } from './http-backend.ts';
import { defaultBranch, importRepository } from './import.ts';
import { isProjectPath } from './names.ts';
import { createPages, showError } from './pages/index.ts';
import { repositoryPath } from './repository.ts';
import { createState } from './state.ts';
import { createWorkshop, type Workshop } from './workshop.ts';

export interface GitLabSandboxOptions {
  store: Store;
  /** Folder for the bare repositories. */
  repositories: string;
  /** Public base, for example `http://127.0.0.1:7071/gitlab`. */
  url: () => string;
}

interface ProjectImport {
  path: string;
  /** Folder on this machine: a git repository, or plain files. */
  from: string;
}

interface SandboxUser {
  username: string;
  name: string;
  /** Empty for somebody who is there only to be seen, and played, at the pages. */
  token: string;
  projects: string[];
}

export interface GitLabSandbox {
  /** To be mounted at `/gitlab`: REST at `/api/v4`, web pages, git over HTTP. */
  router: express.Router;
  importProject(project: ProjectImport): Promise<void>;
  addUser(user: SandboxUser): void;
  /** What was changed through the API and by pushes since the last reset. */
  countEffects(): Record<string, number>;
  /** Back to the projects and users as they were first brought in. */
  reset(): Promise<void>;
}

export function createGitLabSandbox({ store, repositories: given, url }: GitLabSandboxOptions): GitLabSandbox {
  const repositories = resolve(given);
  mkdirSync(repositories, { recursive: true });
  const state = createState(store);
  const workshop = createWorkshop({ state, git: createGit(repositories), folder: repositories, url });
  const imports = new Map<string, ProjectImport>();
  const users = new Map<string, SandboxUser>();

  async function importProject(project: ProjectImport): Promise<void> {
    imports.set(project.path, project);
    await bringIn(workshop, project);
  }

  function addUser(user: SandboxUser): void {
    users.set(user.username, user);
    putUser(workshop, user);
  }

  async function reset(): Promise<void> {
    state.clear();
    for (const { path } of imports.values())
      await rm(repositoryPath(repositories, path), { recursive: true, force: true });
    for (const user of users.values()) putUser(workshop, user);
    for (const project of imports.values()) await bringIn(workshop, project);
  }

  return { router: createRouter(workshop), importProject, addUser, countEffects: () => state.effects(), reset };
}

function createRouter(workshop: Workshop): express.Router {
  const router = express.Router({ caseSensitive: true });
  const serveGit = createHttpBackend(workshop);
  router.use('/api/v4', createApi(workshop));
  router.use(async (request, response, next) => {
    if (!(await serveGit(request, response))) next();
  });
  router.use(createPages(workshop));
  router.use(showError);
  return router;
}

async function bringIn(workshop: Workshop, { path, from }: ProjectImport): Promise<void> {
  const { state, git, folder } = workshop;
  if (!isProjectPath(path)) throw new Error(`"${path}" is no project path; write it as group/project.`);
  const repository = repositoryPath(folder, path);
  await importRepository(git, repository, from);
  const known = state.projects.get(path);
  if (known !== undefined) return settleMoves(workshop, known);
  const id = state.store.next('gitlab.project');
  state.projects.put(path, {
    id,
    path,
    defaultBranch: await defaultBranch(git, repository),
    createdAt: new Date().toISOString(),
  });
}

function putUser({ state }: Workshop, user: SandboxUser): void {
  const known = state.users.get(user.username);
  const id = known?.id ?? state.store.next('gitlab.user');
  state.users.put(user.username, { ...user, id, createdAt: known?.createdAt ?? new Date().toISOString() });
}
