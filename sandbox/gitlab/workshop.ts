import type { Git } from './git.ts';
import { createLimiter } from './limiter.ts';
import { openRepository, type Repository, repositoryPath } from './repository.ts';
import type { ProjectRow, State, UserRow } from './state.ts';

/** What the REST API, the pages and git's own protocol share. */
export interface Workshop {
  state: State;
  git: Git;
  folder: string;
  url: () => string;
  repository(project: ProjectRow): Repository;
  user(id: number | null): UserRow | undefined;
  /** One after the other for each project: what reads branches, decides and then moves them. */
  exclusively<T>(project: ProjectRow, work: () => Promise<T>): Promise<T>;
}

export function createWorkshop({
  state,
  git,
  folder,
  url,
}: Pick<Workshop, 'state' | 'git' | 'folder' | 'url'>): Workshop {
  const queues = new Map<string, ReturnType<typeof createLimiter>>();
  const queueOf = (path: string) => {
    const queue = queues.get(path) ?? createLimiter(1);
    queues.set(path, queue);
    return queue;
  };
  return {
    state,
    git,
    folder,
    url: () => url().replace(/\/+$/, ''),
    repository: (project) => openRepository(git, repositoryPath(folder, project.path)),
    exclusively: (project, work) => queueOf(project.path)(work),
    user: (id) => (id === visitor.id ? visitor : state.users.all().find((row) => row.id === id)),
  };
}

/** The person at the browser: merges and closes on the pages, has no token. */
export const visitor: UserRow = {
  id: 0,
  username: 'visitor',
  name: 'Sandbox Visitor',
  token: '',
  projects: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};

export const signature = (user: UserRow) => ({ name: user.name, email: emailOf(user) });
export const emailOf = (user: UserRow): string => `${user.username}@users.gitlab.sandbox.invalid`;
