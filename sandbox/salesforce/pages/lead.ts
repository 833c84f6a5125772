import { html } from 'hono/html';
import { lead as leadObject } from '../objects.ts';
import type { HistoryRow, RecordRow, State, Value } from '../state.ts';
import { avatar, type Html, layout, leadUrl, listUrl, type PageContext, when } from './layout.ts';
import { badge, nameOf } from './leads.ts';

/** What a person may change on the page. */
export const editable = [
  'FirstName',
  'LastName',
  'Title',
  'Company',
  'Email',
  'Phone',
  'MobilePhone',
  'Status',
] as const;
const details = ['Company', 'Title', 'Email', 'Phone', 'MobilePhone', 'Website', 'LeadSource', 'Rating'];

const labels = new Map(leadObject.fields.map(({ name, label }) => [name, label]));
const labelOf = (name: string): string => labels.get(name) ?? name;
const shown = (value: Value): Html | string =>
  value === null ? html`<span class="quiet">empty</span>` : String(value);

function detail({ values }: RecordRow): Html {
  const row = (name: string): Html => html`<div><dt>${labelOf(name)}</dt><dd>${shown(values[name] ?? null)}</dd></div>`;
  return html`<section class="card"><h2>Details</h2><dl class="details">${details.map(row)}</dl>
<h2>Description</h2>${values.Description ? html`<div class="prose">${values.Description}</div>` : html`<p class="quiet">Nothing is written.</p>`}
<p class="quiet small">Adjutant Id <code>${values.Adjutant_Id__c ?? '–'}</code></p></section>`;
}

function taskList(tasks: readonly RecordRow[]): Html {
  const entry = ({ values }: RecordRow): Html => html`<li class="${values.Status === 'Completed' ? 'done' : ''}">
<span class="due">${values.ActivityDate ?? 'no date'}</span><span class="what"><strong>${values.Subject ?? 'Task'}</strong>
<small>${values.Status} · ${values.Priority} priority</small>${values.Description ? html`<div class="prose small">${values.Description}</div>` : ''}</span></li>`;
  return html`<section class="card"><h2>Tasks <span class="count">${tasks.length}</span></h2>${tasks.length === 0 ? html`<p class="quiet">Nothing is planned.</p>` : html`<ul class="plain tasks">${tasks.map(entry)}</ul>`}</section>`;
}

const isLong = (name: string): boolean => leadObject.fields.some((spec) => spec.name === name && spec.length > 255);

function history(rows: readonly HistoryRow[], created: { at: string; by: string }): Html {
  // As in Salesforce itself: of a long text only that it was changed.
  const values = ({ before, after }: HistoryRow): Html =>
    html`<p class="change"><del>${shown(before)}</del> <span aria-hidden="true">→</span> <ins>${shown(after)}</ins></p>`;
  const entry = (row: HistoryRow): Html => {
    const { field, by, at } = row;
    return html`<li>${avatar(by)}<div class="what"><p class="byline"><strong>${by}</strong> changed <strong>${labelOf(field)}</strong> · ${when(at)}</p>${isLong(field) ? '' : values(row)}</div></li>`;
  };
  return html`<section class="card"><h2>Field history <span class="count">${rows.length}</span></h2><ul class="plain history">${rows.map(entry)}
<li>${avatar(created.by)}<p class="byline"><strong>${created.by}</strong> created this lead · ${when(created.at)}</p></li></ul></section>`;
}

function form({ values }: RecordRow, action: string): Html {
  const statuses = leadObject.fields.find(({ name }) => name === 'Status')?.choices ?? [];
  const input = (name: (typeof editable)[number]): Html =>
    name === 'Status'
      ? html`<select name="Status">${statuses.map((each) => html`<option ${each === values.Status ? html`selected` : ''}>${each}</option>`)}</select>`
      : html`<input name="${name}" value="${values[name] ?? ''}" maxlength="255">`;
  return html`<details class="card"><summary>Edit by hand</summary><form method="post" action="${action}">${editable.map((name) => html`<label><span>${labelOf(name)}</span>${input(name)}</label>`)}
<button class="button primary">Save</button></form></details>`;
}

export function leadPage(state: State, context: PageContext, id: string, problem?: string): Html | undefined {
  const row = state.records.get(id);
  const org = row && state.orgs.get(row.org);
  if (!row || !org || row.object !== 'Lead' || row.isDeleted) return undefined;
  const tasks = state.records.all().filter((each) => each.values.WhoId === id && !each.isDeleted);
  const changes = state.history.all().filter(({ record }) => record === id);
  const name = nameOf(row);
  const body = html`<div class="heading">${avatar(name)}<h1>${name}<small>${[row.values.Title, row.values.Company].filter(Boolean).join(' · ')}</small></h1>${badge(row.values.Status)}</div>
${problem === undefined ? '' : html`<p class="card problem" role="alert">${problem}</p>`}
<div class="columns"><div>${detail(row)}${form(row, leadUrl(context.base, id))}</div>
<div>${taskList(tasks)}${history(changes.reverse(), { at: row.createdAt, by: org.user.name })}</div></div>`;
  const crumbs = [{ label: org.name, href: listUrl(context.base, org.key) }, { label: name }];
  return layout(context, { title: name, crumbs, body });
}
