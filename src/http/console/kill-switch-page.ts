import { html } from 'hono/html';
import { isPermitted, type Principal, stopPermission } from '../../core/index.ts';
import type { PastStop, Stop } from '../../services/index.ts';
import { type Html, nothing } from '../html.ts';
import type { Page } from './layout.ts';
import { alert } from './messages.ts';
import { paths } from './paths.ts';
import { when } from './time.ts';

export interface SwitchView {
  principal: Principal;
  stop: Stop | undefined;
  past: readonly PastStop[];
  formToken: string;
  now: Date;
  fault?: { message: string; reason: string } | undefined;
}

const form = ({ formToken }: SwitchView, action: 'pull' | 'lift', fields: Html): Html =>
  html`<form method="post" action="${paths.killSwitch}/${action}"><input type="hidden" name="token" value="${formToken}">${fields}</form>`;

const pullForm = (view: SwitchView): Html =>
  form(
    view,
    'pull',
    html`<label for="reason">Why <span class="quiet">(shown to everybody whose requests are held, and kept)</span></label>
<textarea id="reason" name="reason" rows="2" maxlength="500" required>${view.fault?.reason ?? ''}</textarea>
<div class="buttons"><button type="submit" class="danger">Pull the kill switch</button></div>`,
  );

const liftForm = (view: SwitchView): Html =>
  form(view, 'lift', html`<div class="buttons"><button type="submit" class="primary">Lift it</button></div>`);

function change(view: SwitchView): Html {
  if (view.stop?.of === 'installation') {
    return html`<p class="quiet">It is the operator’s: they lift it where Adjutant runs, with <code>adjutant kill-switch lift</code>.</p>`;
  }
  if (!isPermitted(view.principal, stopPermission)) {
    return html`<p class="quiet">Only an admin of your organisation can ${view.stop ? 'lift' : 'pull'} it.</p>`;
  }
  return view.stop ? liftForm(view) : pullForm(view);
}

function standing({ stop, now }: SwitchView): Html {
  if (!stop) return html`<h2>Not pulled</h2><p>What is approved goes out.</p>`;
  const who = stop.of === 'installation' ? html`The operator, ${stop.by},` : html`<strong>${stop.by}</strong>`;
  return html`<h2>Pulled</h2><p>${who} pulled it ${when(stop.at, now)}: nothing goes out.</p><blockquote>${stop.reason}</blockquote>`;
}

function history({ past, now }: SwitchView): Html {
  if (past.length === 0) return nothing;
  return html`<section class="card"><h2>Before</h2><ol class="history">${past.map(
    ({ by, at, reason, liftedBy, liftedAt }) =>
      html`<li><strong>${by}</strong> pulled it ${when(at, now)}<blockquote>${reason}</blockquote><strong>${liftedBy}</strong> lifted it ${when(liftedAt, now)}</li>`,
  )}</ol></section>`;
}

export function killSwitchPage(view: SwitchView): Page {
  const { stop, fault } = view;
  return {
    title: 'Kill switch',
    section: 'kill-switch',
    body: html`<h1>Kill switch</h1>
${fault ? alert(fault.message) : ''}
<section class="card tone-${stop ? 'danger' : 'neutral'}">${standing(view)}${change(view)}</section>
<section class="card"><h2>What it does</h2><ul><li>Nothing is sent to GitLab, X, Salesforce or any channel, and nothing is taken back there. What was being sent is only looked up.</li>
<li>Nothing can be approved. Requests can be made, and be rejected.</li>
<li>Schedules skip their times, and these are not made up.</li>
<li>When it is lifted, what was approved and not sent has to be approved again.</li></ul></section>
${history(view)}`,
  };
}
