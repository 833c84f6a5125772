import { html } from 'hono/html';
import { projectIssues } from '../issues.ts';
import type { IssueRow } from '../state.ts';
import { avatar, type Html, layout, when } from './layout.ts';
import { projectCrumbs } from './project.ts';
import type { View } from './source.ts';

const states = ['opened', 'closed', 'all'] as const;
const label = (state: string): string => (state === 'opened' ? 'Open' : state.charAt(0).toUpperCase() + state.slice(1));
const badge = ({ state }: IssueRow): Html => html`<span class="badge ${state}">${label(state)}</span>`;
const rootOf = ({ context, project }: View): string => `${context.base}/${project.path}/-/issues`;

export function issuesPage(view: View, wanted: unknown): Html {
  const state = states.find((name) => name === wanted) ?? 'opened';
  const all = projectIssues(view.workshop.state, view.project);
  const count = (name: string) => all.filter((row) => name === 'all' || row.state === name).length;
  const rows = all.filter((row) => state === 'all' || row.state === state);
  const body = html`<h1>Issues</h1>
<nav class="tabs" aria-label="State">${states.map(
    (name) =>
      html`<a href="${rootOf(view)}?state=${name}" ${name === state ? html`aria-current="page"` : ''}>${label(name)} <span class="pill">${count(name)}</span></a>`,
  )}</nav>
${rows.length === 0 ? html`<p class="card empty">No issue here.</p>` : html`<ul class="plain card list">${rows.map((row) => listEntry(view, row))}</ul>`}`;
  return layout(view.context, {
    title: 'Issues',
    crumbs: projectCrumbs(view.context, view.project, { label: 'Issues' }),
    body,
  });
}

function listEntry(view: View, row: IssueRow): Html {
  const author = view.workshop.user(row.authorId)?.name ?? 'somebody';
  const due = row.dueDate === null ? '' : html` · due ${row.dueDate}`;
  return html`<li>${avatar(author)}<span><a href="${rootOf(view)}/${row.iid}"><strong>${row.title}</strong></a>
<small>#${row.iid} · ${author} · ${when(row.createdAt)}${due}${assignees(view, row)}${row.labels.map((name) => html` <span class="tag">${name}</span>`)}</small></span>${badge(row)}</li>`;
}

function assignees({ workshop }: View, { assigneeIds }: IssueRow): Html {
  const people = assigneeIds.map((id) => workshop.user(id)?.name ?? 'somebody');
  return people.length === 0 ? html`` : html` · for <strong>${people.join(', ')}</strong>`;
}

export function issuePage(view: View, iid: number): Html | undefined {
  const { workshop, context, project } = view;
  const row = projectIssues(workshop.state, project).find((candidate) => candidate.iid === iid);
  if (row === undefined) return undefined;
  const author = workshop.user(row.authorId)?.name ?? 'somebody';
  const [verb, text] = row.state === 'opened' ? ['close', 'Close'] : ['reopen', 'Reopen'];
  const description = row.description ?? '';
  const body = html`<div class="heading"><h1>${row.title} <span class="iid">#${row.iid}</span></h1></div>
<p class="byline">${badge(row)} ${avatar(author)} <strong>${author}</strong> · ${when(row.createdAt)}${row.dueDate === null ? '' : html` · due <strong>${row.dueDate}</strong>`}${assignees(view, row)}${row.labels.map((name) => html` <span class="tag">${name}</span>`)}</p>
<section class="card"><h2>Description</h2>${description === '' ? html`<p class="quiet">No description.</p>` : html`<div class="prose">${description}</div>`}</section>
<section class="card decision"><div class="buttons"><form method="post" action="${rootOf(view)}/${row.iid}/${verb}"><button class="button">${text}</button></form></div></section>`;
  const crumbs = projectCrumbs(context, project, { label: 'Issues', href: rootOf(view) }, { label: `#${row.iid}` });
  return layout(context, { title: `${row.title} (#${row.iid})`, crumbs, body });
}
