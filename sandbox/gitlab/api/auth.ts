import type { Request } from 'express';
import { notFound, refused } from '../errors.ts';
import type { ProjectRow, State, UserRow } from '../state.ts';

/** `PRIVATE-TOKEN: …` or `Authorization: Bearer …`. */
export function authenticate(state: State, request: Request): UserRow {
  const bearer = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const user = findByToken(state, request.get('private-token') ?? bearer);
  if (user === undefined) throw refused(401, '401 Unauthorized');
  return user;
}

export function findByToken(state: State, token: string | undefined): UserRow | undefined {
  if (token === undefined || token === '') return undefined;
  return state.users.all().find((user) => user.token === token);
}

/** By number or by full path. What the token may not see is as absent as what does not exist. */
export function visibleProject(state: State, user: UserRow, id: string): ProjectRow {
  const project = state.projects.all().find((row) => row.path === id || String(row.id) === id);
  if (project === undefined || !user.projects.includes(project.path)) throw notFound('Project');
  return project;
}
