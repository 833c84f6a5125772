import { z } from 'zod';
import { currentUserEntity, projectEntity, projectWithAccessEntity } from '../entities.ts';
import { emailOf } from '../workshop.ts';
import type { Operations } from './call.ts';
import { flag, integer, pages } from './parameters.ts';

export function registerProjects({ on, inProject }: Operations): void {
  on('get', '/user', ({ parameters, user, workshop }) => {
    parameters({});
    return currentUserEntity(user, emailOf(user), workshop.url());
  });

  for (const path of ['/version', '/metadata']) {
    on('get', path, ({ parameters }) => {
      parameters({});
      return {
        version: '18.5.0',
        revision: 'sandbox',
        kas: { enabled: false, externalUrl: null, version: null },
        enterprise: false,
      };
    });
  }

  on('get', '/projects', (call) => {
    const query = call.parameters({
      membership: flag().default(true),
      search: z.string().default(''),
      simple: flag().default(false),
      order_by: z.enum(['id', 'name', 'path', 'created_at']).default('created_at'),
      sort: z.enum(['asc', 'desc']).default('desc'),
      min_access_level: integer().default(40),
      archived: z.literal([false, 'false']).optional(),
      ...pages,
    });
    const term = query.search.toLowerCase();
    const rows = call.state.projects
      .all()
      .filter((row) => call.user.projects.includes(row.path) && query.min_access_level <= 40)
      .filter((row) => (row.path.split('/').at(-1) ?? '').toLowerCase().includes(term));
    const key = (row: (typeof rows)[number]) =>
      query.order_by === 'name' || query.order_by === 'path' ? row.path : row.id;
    const direction = query.sort === 'asc' ? 1 : -1;
    rows.sort((a, b) => (key(a) < key(b) ? -direction : direction));
    return call.paginate(query, rows).map((row) => projectEntity(row, call.workshop.url()));
  });

  inProject('get', '', ({ parameters, project, workshop }) => {
    parameters({});
    return projectWithAccessEntity(project, workshop.url());
  });
}
