import { html } from 'hono/html';
import type { OrgRow, RecordRow, State } from '../state.ts';
import { avatar, type Html, layout, leadUrl, listUrl, type PageContext, when } from './layout.ts';

export const nameOf = ({ values }: RecordRow): string => [values.FirstName, values.LastName].filter(Boolean).join(' ');

const tone = (status: unknown): string => (String(status).startsWith('Closed') ? 'closed' : 'open');
export const badge = (status: unknown): Html =>
  html`<span class="badge ${tone(status)}">${status ?? 'no status'}</span>`;

function entry(base: string, row: RecordRow, tasks: readonly RecordRow[]): Html {
  const { values } = row;
  const open = tasks.filter((task) => task.values.WhoId === row.id && task.values.Status !== 'Completed').length;
  const name = nameOf(row);
  return html`<li>${avatar(name)}<span class="what"><a href="${leadUrl(base, row.id)}"><strong>${name}</strong></a> <span class="quiet">${values.Title ?? ''}</span>
<small>${values.Company} · ${values.Email ?? values.Phone ?? 'no address'} · changed ${when(row.modifiedAt)}</small></span>
<span class="state">${open > 0 ? html`<span class="tag">${open} open ${open === 1 ? 'task' : 'tasks'}</span>` : ''}${badge(values.Status)}</span></li>`;
}

/** The leads of one organisation, the one that was changed last first. */
export function leadsPage(state: State, context: PageContext, wanted: unknown): Html {
  const orgs = state.orgs.all();
  const org: OrgRow | undefined = orgs.find(({ key }) => key === wanted) ?? orgs[0];
  const rows = state.records.all().filter((row) => row.org === org?.key && !row.isDeleted);
  const leads = rows.filter((row) => row.object === 'Lead').sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1));
  const tasks = rows.filter((row) => row.object === 'Task');
  const tab = ({ key, name }: OrgRow): Html =>
    html`<a href="${listUrl(context.base, key)}" ${key === org?.key ? html`aria-current="page"` : ''}>${name}</a>`;
  const empty = html`<div class="card empty"><p>No lead yet.</p><p>On the chat page, type<br><code>/adjutant lead Met Dana Ortiz from Acme GmbH at the fair, dana.ortiz@acme.example, wants a demo next Tuesday</code></p></div>`;
  const body = html`<h1>Leads <span class="count">${leads.length}</span></h1>
<nav class="tabs" aria-label="Organisation">${orgs.map(tab)}</nav>
${leads.length === 0 ? empty : html`<ul class="plain card list">${leads.map((row) => entry(context.base, row, tasks))}</ul>`}`;
  return layout(context, { title: 'Leads', crumbs: [{ label: 'Leads' }], body });
}
