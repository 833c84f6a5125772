import { html } from 'hono/html';
import { diffTrees } from '../diff.ts';
import { encodePath } from '../entities.ts';
import { log } from '../history.ts';
import { isDraft, projectMergeRequests, refresh } from '../merge-requests.ts';
import { type MergeStatus, mergeStatus } from '../merging.ts';
import type { MergeRequestRow } from '../state.ts';
import { diffView } from './diff-view.ts';
import { avatar, type Html, layout, when } from './layout.ts';
import { cloneLine, commitList, projectCrumbs } from './project.ts';
import { approvals, notes, pipelines } from './review.ts';
import type { View } from './source.ts';

const states = ['opened', 'merged', 'closed', 'all'] as const;

export function mergeRequestsPage({ workshop, context, project }: View, wanted: unknown): Html {
  const state = states.find((name) => name === wanted) ?? 'opened';
  const all = projectMergeRequests(workshop.state, project).reverse();
  const count = (name: string) => all.filter((row) => name === 'all' || row.state === name).length;
  const root = `${context.base}/${project.path}/-/merge_requests`;
  const rows = all.filter((row) => state === 'all' || row.state === state);
  const body = html`<h1>Merge requests</h1>
<nav class="tabs" aria-label="State">${states.map(
    (name) =>
      html`<a href="${root}?state=${name}" ${name === state ? html`aria-current="page"` : ''}>${label(name)} <span class="pill">${count(name)}</span></a>`,
  )}</nav>
${rows.length === 0 ? html`<p class="card empty">No merge request here${state === 'opened' ? ' waits for anybody' : ''}.</p>` : html`<ul class="plain card list">${rows.map((row) => listEntry({ workshop, context, project }, row))}</ul>`}`;
  return layout(context, {
    title: 'Merge requests',
    crumbs: projectCrumbs(context, project, { label: 'Merge requests' }),
    body,
  });
}

const label = (state: string): string => (state === 'opened' ? 'Open' : state.charAt(0).toUpperCase() + state.slice(1));

function listEntry({ workshop, context, project }: View, row: MergeRequestRow): Html {
  const author = workshop.user(row.authorId)?.name ?? 'somebody';
  return html`<li>${avatar(author)}<span><a href="${context.base}/${project.path}/-/merge_requests/${row.iid}"><strong>${row.title}</strong></a>
<small>!${row.iid} · ${author} · ${when(row.createdAt)} · <code>${row.sourceBranch}</code> → <code>${row.targetBranch}</code></small></span>${badge(row)}</li>`;
}

const badge = (row: MergeRequestRow): Html => html`<span class="badge ${row.state}">${label(row.state)}</span>`;

export async function mergeRequestPage(view: View, iid: number, problem?: string): Promise<Html | undefined> {
  const { workshop, context, project } = view;
  const found = projectMergeRequests(workshop.state, project).find((row) => row.iid === iid);
  if (found === undefined) return undefined;
  const row = await refresh(workshop, project, found);
  const repository = workshop.repository(project);
  const root = `${context.base}/${project.path}`;
  const { base, head } = row.refs;
  const commits = await log(repository, ['--max-count=200', `${base}..${head}`]);
  const author = workshop.user(row.authorId)?.name ?? 'somebody';
  const branch = (name: string) => html`<a class="tag branch" href="${root}/-/tree/${encodePath(name)}">${name}</a>`;
  const body = html`<div class="heading"><h1>${row.title} <span class="iid">!${row.iid}</span></h1></div>
<p class="byline">${badge(row)} ${isDraft(row.title) ? html`<span class="badge draft">Draft</span>` : ''}${avatar(author)} <strong>${author}</strong> wants to merge ${branch(row.sourceBranch)} into ${branch(row.targetBranch)} · ${when(row.createdAt)}</p>
${problem === undefined ? '' : html`<p class="card problem" role="alert">${problem}</p>`}
<section class="card"><h2>Description</h2>${(row.description ?? '') === '' ? html`<p class="quiet">No description.</p>` : html`<div class="prose">${row.description}</div>`}</section>
${decision(view, row, await mergeStatus(workshop, project, row))}
${pipelines(view, row)}
${approvals(view, row)}
${cloneLine(workshop, project, row.state === 'opened' ? row.sourceBranch : row.targetBranch)}
<section class="card"><h2>Commits <span class="count">${commits.length}</span></h2>${commitList(root, commits)}</section>
${diffView(await diffTrees(repository, base, head))}
${notes(view, row)}`;
  const crumbs = projectCrumbs(
    context,
    project,
    { label: 'Merge requests', href: `${root}/-/merge_requests` },
    { label: `!${row.iid}` },
  );
  return layout(context, { title: `${row.title} (!${row.iid})`, crumbs, body });
}

const reasons: Record<MergeStatus, string> = {
  mergeable: 'Ready to merge. The branches do not conflict.',
  not_open: '',
  draft_status: 'This is a draft. Take “Draft:” off its title before it can be merged.',
  commits_status: 'The source branch is gone or has no commits of its own.',
  broken_status: 'The target branch is gone.',
  conflict: 'The branches conflict. Resolve the conflict on the source branch and push.',
};

function decision({ workshop, context, project }: View, row: MergeRequestRow, status: MergeStatus): Html {
  const action = `${context.base}/${project.path}/-/merge_requests/${row.iid}`;
  const button = (verb: string, text: string, style: string) =>
    html`<form method="post" action="${action}/${verb}"><input type="hidden" name="sha" value="${row.refs.head}"><button class="button ${style}">${text}</button></form>`;
  if (row.state === 'opened') {
    return html`<section class="card decision ${status}"><p>${reasons[status]}</p><div class="buttons">${status === 'mergeable' ? button('merge', 'Merge', 'success') : ''}${button('close', 'Close', '')}</div></section>`;
  }
  const by = workshop.user(row.mergedBy ?? row.closedBy)?.name ?? 'somebody';
  if (row.state === 'merged') {
    const commit =
      row.mergeCommit === null
        ? ''
        : html` as <a href="${context.base}/${project.path}/-/commit/${row.mergeCommit}"><code>${row.mergeCommit.slice(0, 8)}</code></a>`;
    return html`<section class="card decision merged"><p>Merged by <strong>${by}</strong> ${when(row.mergedAt ?? row.updatedAt)}${commit}.</p></section>`;
  }
  return html`<section class="card decision closed"><p>Closed by <strong>${by}</strong> ${when(row.closedAt ?? row.updatedAt)}.</p><div class="buttons">${button('reopen', 'Reopen', '')}</div></section>`;
}
