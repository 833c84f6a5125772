import { html } from 'hono/html';
import { diffTrees } from '../diff.ts';
import { encodePath } from '../entities.ts';
import { firstParent, log, mergeBase, readCommit } from '../history.ts';
import { listBranches, resolveCommit } from '../refs.ts';
import type { Repository } from '../repository.ts';
import type { ProjectRow } from '../state.ts';
import { isBinary, listTree, readBlob } from '../tree.ts';
import type { Workshop } from '../workshop.ts';
import { diffView } from './diff-view.ts';
import { avatar, type Html, layout, type PageContext, when } from './layout.ts';
import { cloneLine, commitList, projectCrumbs, treeTable } from './project.ts';

const maxShownBytes = 500_000;

/** `feature/x/src/a.ts` is branch and path in one: the longest branch that fits wins, else the first part is the revision. */
async function splitRefPath(repository: Repository, text: string): Promise<{ ref: string; path: string }> {
  const names = (await listBranches(repository))
    .map(({ name }) => name)
    .filter((name) => text === name || text.startsWith(`${name}/`));
  const [first = ''] = text.split('/');
  const ref = names.sort((a, b) => b.length - a.length)[0] ?? first;
  return { ref, path: text.slice(ref.length + 1).replace(/\/+$/, '') };
}

export interface View {
  workshop: Workshop;
  context: PageContext;
  project: ProjectRow;
}

export async function treePage({ workshop, context, project }: View, rest: string): Promise<Html | undefined> {
  const repository = workshop.repository(project);
  const { ref, path } = await splitRefPath(repository, rest);
  const commit = await resolveCommit(repository, ref);
  const entries = commit === undefined ? undefined : await listTree(repository, commit, { path });
  if (commit === undefined || entries === undefined) return undefined;
  const root = `${context.base}/${project.path}`;
  const body = html`<h1>${path === '' ? ref : path}</h1>${cloneLine(workshop, project, ref)}
<div class="columns"><div>${treeTable(root, ref, entries)}</div>
<aside><section class="card"><h2>Recent commits</h2>${commitList(root, await log(repository, ['--max-count=10', commit], path === '' ? undefined : path))}</section></aside></div>`;
  return layout(context, {
    title: path === '' ? ref : path,
    crumbs: projectCrumbs(context, project, ...pathCrumbs(root, ref, path)),
    body,
  });
}

export async function blobPage({ workshop, context, project }: View, rest: string): Promise<Html | undefined> {
  const repository = workshop.repository(project);
  const { ref, path } = await splitRefPath(repository, rest);
  const commit = await resolveCommit(repository, ref);
  const blob = commit === undefined || path === '' ? undefined : await readBlob(repository, commit, path);
  if (blob === undefined) return undefined;
  const lines = blob.content.subarray(0, maxShownBytes).toString().replace(/\n$/, '').split('\n');
  const content = isBinary(blob.content)
    ? html`<p class="quiet">Binary file, ${blob.content.length} bytes.</p>`
    : html`<div class="scroll"><table class="code"><tbody>${lines.map(
        (line, index) =>
          html`<tr class="context" id="L${index + 1}"><td class="number"><a href="#L${index + 1}">${index + 1}</a></td><td class="text">${line}</td></tr>`,
      )}</tbody></table></div>`;
  const cut =
    blob.content.length > maxShownBytes
      ? html`<p class="quiet">Only the first ${maxShownBytes} bytes are shown.</p>`
      : '';
  const body = html`<section class="card file"><h1 class="filename">${path} <span class="tag branch">${ref}</span><span class="count">${blob.content.length} bytes</span></h1>${content}${cut}</section>`;
  const root = `${context.base}/${project.path}`;
  return layout(context, {
    title: path,
    crumbs: projectCrumbs(context, project, ...pathCrumbs(root, ref, path)),
    body,
  });
}

export async function commitPage({ workshop, context, project }: View, revision: string): Promise<Html | undefined> {
  const repository = workshop.repository(project);
  const sha = await resolveCommit(repository, revision);
  if (sha === undefined) return undefined;
  const commit = await readCommit(repository, sha);
  const root = `${context.base}/${project.path}`;
  const [title = '', ...more] = commit.message.trim().split('\n');
  const body = html`<h1>${title}</h1>
<p class="byline">${avatar(commit.author.name)} <strong>${commit.author.name}</strong> committed ${when(commit.author.date)} · <code>${sha}</code>
${commit.parents.map((parent) => html` · parent <a href="${root}/-/commit/${parent}"><code>${parent.slice(0, 8)}</code></a>`)}</p>
${more.join('').trim() === '' ? '' : html`<pre class="card message">${more.join('\n').trim()}</pre>`}
${diffView(await diffTrees(repository, firstParent(commit), sha))}`;
  return layout(context, { title, crumbs: projectCrumbs(context, project, { label: sha.slice(0, 8) }), body });
}

export async function comparePage({ workshop, context, project }: View, rest: string): Promise<Html | undefined> {
  const repository = workshop.repository(project);
  const [left = '', right = ''] = rest.split('...');
  const from = await resolveCommit(repository, left);
  const to = await resolveCommit(repository, right);
  if (from === undefined || to === undefined) return undefined;
  const root = `${context.base}/${project.path}`;
  const body = html`<h1>${left} … ${right}</h1>
<section class="card"><h2>Commits</h2>${commitList(root, await log(repository, ['--max-count=100', `${from}..${to}`]))}</section>
${diffView(await diffTrees(repository, (await mergeBase(repository, from, to)) ?? from, to))}`;
  return layout(context, {
    title: `${left}…${right}`,
    crumbs: projectCrumbs(context, project, { label: 'Compare' }),
    body,
  });
}

function pathCrumbs(root: string, ref: string, path: string) {
  const parts = path === '' ? [] : path.split('/');
  const folders = parts.slice(0, -1).map((label, index) => ({
    label,
    href: `${root}/-/tree/${encodePath(ref)}/${encodePath(parts.slice(0, index + 1).join('/'))}`,
  }));
  const last = parts.at(-1);
  return [
    { label: ref, href: `${root}/-/tree/${encodePath(ref)}` },
    ...folders,
    ...(last === undefined ? [] : [{ label: last }]),
  ];
}
