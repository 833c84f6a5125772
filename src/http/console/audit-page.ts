import { html } from 'hono/html';
import { outcomeInWords, type Presented, type TrailRow, trailActions } from '../../core/index.ts';
import type { Html } from '../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { factList } from './approval-page.ts';
import { doorName } from './badges.ts';
import type { Page } from './layout.ts';
import { alert } from './messages.ts';
import { paths } from './paths.ts';
import { utc } from './time.ts';

/** What stands in the form, as it was typed. */
export interface TrailForm {
  person: string;
  capability: string;
  action: string;
  from: string;
  to: string;
  page: number;
}

/** A row as the capability answers it. */
export type ShownRow = Pick<TrailRow, 'person' | 'door' | 'action' | 'outcome' | 'reason'> & {
  at: string;
  capability: string;
  effect: string;
  run?: number | undefined;
};

export interface TrailView {
  form: TrailForm;
  rows: readonly ShownRow[];
  hasMore: boolean;
  fault: string | undefined;
}

const field = (name: string, label: string, value: string, hint: string): Html =>
  html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" maxlength="100" placeholder="${hint}" autocomplete="off"></div>`;

const choice = (value: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}>${value}</option>`;

const filterForm = ({ person, capability, action, from, to }: TrailForm): Html =>
  html`<form class="card filter" method="get" action="${paths.audit}">
${field('person', 'Person', person, 'part of a name')}${field('capability', 'Capability', capability, 'for example marketing.')}
<div><label for="action">What was done</label><select id="action" name="action">${['all', ...trailActions].map((each) => choice(each, action))}</select></div>
${field('from', 'From', from, 'for example last Tuesday')}${field('to', 'To', to, 'for example yesterday')}
<div class="buttons"><button type="submit" class="primary">Show</button><a class="button" href="${paths.audit}">All</a></div></form>`;

/** What was asked for or decided, with ways to where it is shown. */
function subject({ run, effect }: ShownRow): Html {
  const links = [
    ...(run === undefined ? [] : [html`<a href="${paths.run(run)}">run ${run}</a>`]),
    ...(effect === '' ? [] : [html`<a href="${paths.approval(effect)}">request</a>`]),
  ];
  return links.length === 0 ? html`<span class="quiet">–</span>` : html`${links.map((each) => html`${each} `)}`;
}

const row = (each: ShownRow): Html => html`<tr>
<td data-label="When"><time datetime="${each.at}">${utc(new Date(each.at))}</time></td>
<td data-label="Who">${each.person === '' ? html`<span class="quiet">erased</span>` : each.person}</td>
<td data-label="Did" class="wide">${each.action}${each.capability === '' ? '' : html` <code>${each.capability}</code>`}</td>
<td data-label="Outcome">${outcomeInWords(each.outcome)}${each.reason === '' ? '' : html`<br><span class="quiet">“${each.reason}”</span>`}</td><td data-label="Door">${doorName(each.door)}</td><td data-label="See">${subject(each)}</td></tr>`;

function pageLink(form: TrailForm, page: number, label: string): Html {
  const query = new URLSearchParams({ ...form, page: String(page) });
  return html`<a class="button" href="${paths.audit}?${query.toString()}">${label}</a>`;
}

function pages({ form, hasMore }: TrailView): Html {
  const newer = form.page > 1 ? pageLink(form, form.page - 1, 'Newer') : '';
  const older = hasMore ? pageLink(form, form.page + 1, 'Older') : '';
  return html`<nav class="links" aria-label="Pages">${newer}${older} <span class="quiet">Page ${form.page}</span></nav>`;
}

const none = html`<section class="card empty"><h2>Nothing fits</h2><p>Leave out a filter, or name an earlier time. Times are in UTC.</p></section>`;

const table = (rows: readonly ShownRow[]): Html =>
  html`<table class="runs trail"><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Did</th><th scope="col">Outcome</th><th scope="col">Door</th><th scope="col">See</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table>`;

const whole = html`<p class="links"><a class="button" href="${paths.auditProof}">Verify the trail</a>
<a class="button" href="${paths.auditExport('csv')}" download>All rows as CSV</a> <a class="button" href="${paths.auditExport('jsonl')}" download>as JSON Lines</a></p>`;

/** What verifying the trail told. */
export const proofPage = ({ markdown, facts }: Presented): Page => ({
  title: 'Audit trail verified',
  section: 'audit',
  body: html`<p class="crumbs"><a href="${paths.audit}">Audit trail</a></p><h1>Is the trail as it was written?</h1>
<section class="card"><div class="prose">${renderMarkdown(markdown)}</div>${factList(facts)}</section>`,
});

export function auditPage(view: TrailView): Page {
  const { form, rows, fault } = view;
  return {
    title: 'Audit trail',
    section: 'audit',
    body: html`<h1>Audit trail</h1><p class="quiet">Who asked for what, who decided it and how it ended, in the whole organisation. Times are in UTC.</p>
${fault === undefined ? '' : alert(fault)}${filterForm(form)}
${whole}${rows.length > 0 ? table(rows) : fault === undefined ? none : ''}${fault === undefined ? pages(view) : ''}`,
  };
}
