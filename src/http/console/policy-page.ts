import { html } from 'hono/html';
import {
  type Approval,
  approvals,
  approvalWords,
  isPermitted,
  type Principal,
  policyPermission,
} from '../../core/index.ts';
import type { Policy } from '../../services/index.ts';
import type { Html } from '../html.ts';
import type { Page } from './layout.ts';
import { alert } from './messages.ts';
import { paths } from './paths.ts';
import { when } from './time.ts';

export interface PolicyView {
  principal: Principal;
  policies: readonly Policy[];
  formToken: string;
  now: Date;
  fault?: string | undefined;
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function choice({ approval, usual }: Policy, value: Approval): Html {
  const label = `${capitalised(approvalWords[value])}${value === usual ? ' (as delivered)' : ''}`;
  return html`<option value="${value}"${value === approval ? html` selected` : ''}>${label}</option>`;
}

const form = ({ formToken }: PolicyView, policy: Policy): Html =>
  html`<form method="post" action="${paths.policy}" class="choice"><input type="hidden" name="token" value="${formToken}">
<input type="hidden" name="capability" value="${policy.capability}"><select name="approval" aria-label="Who approves: ${policy.title}">${approvals.map((each) => choice(policy, each))}</select>
<button type="submit" class="plain" aria-label="Keep: ${policy.title}">Keep</button></form>`;

function entry(view: PolicyView, policy: Policy): Html {
  const { title, capability, approval, setBy, setAt } = policy;
  const isAdmin = isPermitted(view.principal, policyPermission);
  return html`<tr><td data-label="What">${title}<br><code>${capability}</code></td>
<td data-label="Who approves">${isAdmin ? form(view, policy) : capitalised(approvalWords[approval])}</td>
<td data-label="Set">${setBy !== undefined && setAt ? html`${setBy}, ${when(setAt, view.now)}` : html`<span class="quiet">as delivered</span>`}</td></tr>`;
}

export function policyPage(view: PolicyView): Page {
  const { policies, fault } = view;
  return {
    title: 'Who approves',
    section: 'policy',
    body: html`<h1>Who approves</h1>
<p class="quiet">What changes something outside waits for these people, each of whom has to be a member of the project and have the right to it. ${isPermitted(view.principal, policyPermission) ? 'A change holds at once, also for requests that wait.' : 'An admin of your organisation changes this.'}</p>
${fault === undefined ? '' : alert(fault)}
<table class="runs trail"><thead><tr><th scope="col">What</th><th scope="col">Who approves</th><th scope="col">Set</th></tr></thead>
<tbody>${policies.map((policy) => entry(view, policy))}</tbody></table>`,
  };
}
