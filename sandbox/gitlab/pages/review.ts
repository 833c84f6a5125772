import { html } from 'hono/html';
import { approvalsOf } from '../approvals.ts';
import { commentsOf } from '../notes.ts';
import { type PipelineVerb, pipelinesOf, verbsOf } from '../pipelines.ts';
import type { MergeRequestRow, NoteRow, PipelineRow, PipelineStatus, UserRow } from '../state.ts';
import { visitor, type Workshop } from '../workshop.ts';
import { avatar, type Html, when } from './layout.ts';
import type { View } from './source.ts';

const shownPipelines = 5;
const verbLabels: Record<PipelineVerb, string> = {
  start: 'Start',
  pass: 'Let it pass',
  fail: 'Let it fail',
  cancel: 'Cancel',
  retry: 'Retry',
};
const statusLabels: Record<PipelineStatus, string> = {
  pending: 'Pending',
  running: 'Running',
  success: 'Passed',
  failed: 'Failed',
  canceled: 'Canceled',
};

/** Whom the person at the browser can play: the project's people, who have no token, and a visitor. */
export const playable = ({ state }: Workshop, path: string): UserRow[] => [
  ...state.users.all().filter(({ token, projects }) => token === '' && projects.includes(path)),
  visitor,
];

const address = ({ context, project }: View, { iid }: MergeRequestRow): string =>
  `${context.base}/${project.path}/-/merge_requests/${iid}`;

const nameOf = (workshop: Workshop, id: number): string => workshop.user(id)?.name ?? 'somebody';

function who(view: View, id: string): Html {
  const people = playable(view.workshop, view.project.path);
  return html`<label for="${id}">As</label><select id="${id}" name="as">${people.map((person) => html`<option value="${person.username}">${person.name}</option>`)}</select>`;
}

export function pipelines(view: View, row: MergeRequestRow): Html {
  const { workshop, project } = view;
  const found = pipelinesOf(workshop.state, project, row);
  const button = (pipeline: PipelineRow, verb: PipelineVerb) =>
    html`<form method="post" action="${address(view, row)}/pipelines"><input type="hidden" name="pipeline" value="${pipeline.id}"><button class="button small" name="verb" value="${verb}">${verbLabels[verb]}</button></form>`;
  const entry = (pipeline: PipelineRow) =>
    html`<li id="pipeline-${pipeline.id}" class="line"><span class="badge pipeline-${pipeline.status}">${statusLabels[pipeline.status]}</span><span>#${pipeline.id} for <code>${pipeline.sha.slice(0, 8)}</code> <small>${nameOf(workshop, pipeline.userId)} · ${when(pipeline.updatedAt)}</small></span>
<span class="buttons">${verbsOf(pipeline).map((verb) => button(pipeline, verb))}</span></li>`;
  const list =
    found.length === 0
      ? html`<p class="quiet">None yet. A push starts one where the repository has a <code>.gitlab-ci.yml</code>.</p>`
      : html`<ul class="plain pipelines">${found.slice(0, shownPipelines).map(entry)}</ul>`;
  const start =
    row.state === 'opened'
      ? html`<form method="post" action="${address(view, row)}/pipelines"><button class="button" name="verb" value="run">Run a pipeline</button></form>`
      : '';
  return html`<section class="card review"><h2>Pipelines <span class="count">${found.length}</span></h2>${list}${start}</section>`;
}

export function approvals(view: View, row: MergeRequestRow): Html {
  const found = approvalsOf(view.workshop.state, row);
  const names = found.map(({ userId }) => nameOf(view.workshop, userId)).join(', ');
  const form =
    row.state === 'opened'
      ? html`<form method="post" action="${address(view, row)}/approvals" class="line">${who(view, 'approve-as')}<button class="button" name="verb" value="approve">Approve</button><button class="button" name="verb" value="unapprove">Revoke approval</button></form>`
      : '';
  return html`<section class="card review"><h2>Approvals <span class="count">${found.length}</span></h2><p class="${found.length === 0 ? 'quiet' : ''}">${found.length === 0 ? 'Nobody approved it yet. It can be merged without.' : `Approved by ${names}.`}</p>${form}</section>`;
}

export function notes(view: View, row: MergeRequestRow): Html {
  const found = commentsOf(view.workshop.state, row);
  const entry = (note: NoteRow) => {
    const author = nameOf(view.workshop, note.authorId);
    return html`<li id="note_${note.id}">${avatar(author)}<div><p class="byline"><strong>${author}</strong> · ${when(note.createdAt)}${note.internal ? html` <span class="tag">internal</span>` : ''}</p><div class="prose">${note.body}</div></div></li>`;
  };
  const form = html`<form method="post" action="${address(view, row)}/notes" class="comment"><textarea name="body" rows="3" required maxlength="5000" aria-label="Comment"></textarea><div class="line">${who(view, 'comment-as')}<label><input type="checkbox" name="internal" value="yes"> Internal</label><button class="button primary">Comment</button></div></form>`;
  return html`<section class="card notes"><h2>Notes <span class="count">${found.length}</span></h2>${found.length === 0 ? html`<p class="quiet">Nobody wrote anything yet.</p>` : html`<ul class="plain">${found.map(entry)}</ul>`}${form}</section>`;
}
