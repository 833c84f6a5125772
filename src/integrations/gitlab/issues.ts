import type { z } from 'zod';
import { AppError, type GitLab, type Issue } from '../../core/index.ts';
import { answers } from './answers.ts';
import { type Api, type Operations, orAbsent } from './operations.ts';

const perPage = 100;
const maxPages = 50;

function toIssue({ iid, web_url: url, title, description, state }: z.infer<typeof answers.issue>): Issue {
  return { iid, url, title, description: description ?? '', state };
}

/** One page after the other until one is not full. */
async function allPages<T>(what: string, project: string, read: (page: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const found = await read(page);
    all.push(...found);
    if (found.length < perPage) return all;
  }
  throw new AppError(
    'upstream.refused',
    `${project} has more than ${maxPages * perPage} ${what}, which is more than can be looked through here.`,
  );
}

/** The part of the port that has to do with issues. */
export function createIssues(
  api: Api,
  { read, write }: Operations,
  confirm: (project: string) => Promise<unknown>,
): Pick<GitLab, 'createIssue' | 'issue' | 'ownIssues' | 'closeIssue' | 'people'> {
  return {
    createIssue: ({ project, title, description, labels, dueDate, assignees }) =>
      write('issues.create', async () => {
        const options = {
          description,
          labels: labels.join(','),
          ...(dueDate === '' ? {} : { dueDate }),
          ...(assignees.length > 0 ? { assigneeIds: [...assignees] } : {}),
        };
        return toIssue(answers.issue.parse(await api.Issues.create(project, title, options)));
      }),
    issue: (project, iid) =>
      orAbsent(
        read('issues.show', async () =>
          toIssue(answers.issue.parse(await api.Issues.show(iid, { projectId: project }))),
        ),
        () => confirm(project),
      ),
    ownIssues: (project, label) =>
      allPages('issues', project, (page) =>
        read('issues.list', async () => {
          const query = {
            projectId: project,
            labels: label,
            scope: 'created_by_me',
            orderBy: 'created_at',
            sort: 'desc',
          };
          const found = await api.Issues.all({ ...query, page, perPage });
          return answers.issue.array().parse(found).map(toIssue);
        }),
      ),
    closeIssue: (project, iid, description) =>
      write(
        'issues.close',
        async () => void (await api.Issues.edit(project, iid, { stateEvent: 'close', description })),
      ),
    people: (project) =>
      allPages('people', project, (page) =>
        read('projects.users', async () => {
          // The client's type has no paging here, but what it is given it sends.
          const query = { search: '', page, perPage };
          return answers.people.parse(await api.Projects.allUsers(project, query));
        }),
      ),
  };
}
