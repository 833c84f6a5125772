import { html } from 'hono/html';
import { encodePath } from '../entities.ts';
import { type Commit, log } from '../history.ts';
import { projectIssues } from '../issues.ts';
import { projectMergeRequests } from '../merge-requests.ts';
import { type Branch, listBranches, resolveCommit } from '../refs.ts';
import type { Repository } from '../repository.ts';
import type { ProjectRow } from '../state.ts';
import { isBinary, listTree, readBlob, type TreeEntry } from '../tree.ts';
import type { Workshop } from '../workshop.ts';
import { avatar, type Html, layout, type PageContext, when } from './layout.ts';

export function projectsPage({ state }: Workshop, context: PageContext): Html {
  const cards = state.projects.all().map((project) => {
    const open = projectMergeRequests(state, project).filter((row) => row.state === 'opened').length;
    return html`<li><a class="card project" href="${context.base}/${project.path}">${avatar(project.path.split('/').at(-1) ?? '')}
<span><strong>${project.path}</strong><small>${project.defaultBranch} · ${open} open merge ${open === 1 ? 'request' : 'requests'}</small></span></a></li>`;
  });
  const body = html`<h1>Projects</h1>${cards.length === 0 ? html`<p class="card empty">No project was imported yet.</p>` : html`<ul class="plain grid">${cards}</ul>`}`;
  return layout(context, { title: 'Projects', crumbs: [], body });
}

export const projectCrumbs = (
  { base }: PageContext,
  project: ProjectRow,
  ...more: { label: string; href?: string }[]
) => [{ label: project.path, href: `${base}/${project.path}` }, ...more];

export async function projectPage(workshop: Workshop, context: PageContext, project: ProjectRow): Promise<Html> {
  const repository = workshop.repository(project);
  const root = `${context.base}/${project.path}`;
  const branches = await listBranches(repository, ['--sort=-committerdate']);
  const commit = (await resolveCommit(repository, project.defaultBranch)) ?? '';
  const entries = (await listTree(repository, commit)) ?? [];
  const commits = await log(repository, ['--max-count=8', commit]);
  const open = projectMergeRequests(workshop.state, project).filter((row) => row.state === 'opened').length;
  const issues = projectIssues(workshop.state, project).filter((row) => row.state === 'opened').length;
  const body = html`<div class="heading"><h1>${project.path.split('/').at(-1)}</h1>
<a class="button" href="${root}/-/issues">Issues <span class="pill">${issues}</span></a>
<a class="button primary" href="${root}/-/merge_requests">Merge requests <span class="pill">${open}</span></a></div>
${cloneLine(workshop, project)}
<div class="columns">
<div>${treeTable(root, project.defaultBranch, entries)}${await readme(repository, commit, entries)}</div>
<aside>${branchList(root, project, branches)}<section class="card"><h2>Recent commits</h2>${commitList(root, commits)}</section></aside>
</div>`;
  return layout(context, { title: project.path, crumbs: projectCrumbs(context, project), body });
}

export function cloneLine(workshop: Workshop, project: ProjectRow, branch?: string): Html {
  const from = branch === undefined || branch === project.defaultBranch ? '' : `-b ${branch} `;
  return html`<p class="clone" title="One click selects it"><code>git clone ${from}${workshop.url()}/${project.path}.git</code></p>`;
}

export function commitList(root: string, commits: Commit[]): Html {
  return html`<ul class="plain commits">${commits.map(
    (
      commit,
    ) => html`<li>${avatar(commit.author.name)}<span><a href="${root}/-/commit/${commit.sha}">${commit.message.split('\n', 1)[0]}</a>
<small>${commit.author.name} · ${when(commit.author.date)} · <code>${commit.sha.slice(0, 8)}</code></small></span></li>`,
  )}</ul>`;
}

export function treeTable(root: string, ref: string, entries: TreeEntry[]): Html {
  const sorted = [...entries].sort((a, b) => Number(b.type === 'tree') - Number(a.type === 'tree'));
  const row = (entry: TreeEntry) => {
    const name = entry.path.split('/').at(-1);
    if (entry.type === 'commit') return html`<li class="entry">${name} <span class="tag">submodule</span></li>`;
    const kind = entry.type === 'tree' ? 'tree' : 'blob';
    return html`<li class="entry ${kind}"><a href="${root}/-/${kind}/${encodePath(ref)}/${encodePath(entry.path)}">${name}</a></li>`;
  };
  return html`<section class="card"><h2>Files <span class="tag branch">${ref}</span></h2><ul class="plain tree">${sorted.map(row)}</ul></section>`;
}

function branchList(root: string, project: ProjectRow, branches: Branch[]): Html {
  const shown = branches.slice(0, 30);
  return html`<section class="card"><h2>Branches <span class="count">${branches.length}</span></h2><ul class="plain branches">${shown.map(
    ({ name }) =>
      html`<li><a href="${root}/-/tree/${encodePath(name)}">${name}</a>${name === project.defaultBranch ? html` <span class="tag">default</span>` : ''}</li>`,
  )}</ul>${branches.length > shown.length ? html`<p class="quiet">and ${branches.length - shown.length} more</p>` : ''}</section>`;
}

async function readme(repository: Repository, commit: string, entries: TreeEntry[]): Promise<Html> {
  const entry = entries.find(({ path, type }) => type === 'blob' && /^readme(?:\.(?:md|txt|rst))?$/i.test(path));
  const blob = entry === undefined ? undefined : await readBlob(repository, commit, entry.path);
  if (entry === undefined || blob === undefined || isBinary(blob.content)) return html``;
  return html`<section class="card"><h2>${entry.path}</h2><pre class="readme">${blob.content.subarray(0, 100_000).toString()}</pre></section>`;
}
