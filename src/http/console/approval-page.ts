import { html } from 'hono/html';
import type { DecideAction, Link, Registry, Verdict } from '../../core/index.ts';
import type { EffectView } from '../../services/index.ts';
import { diffView } from '../diff-view.ts';
import { type Html, nothing } from '../html.ts';
import { safeHref } from '../links.ts';
import { renderCodeSpans, renderMarkdown } from '../markdown.ts';
import { titleOf } from './approval-list.ts';
import { doorName, effectBadge, isWorking } from './badges.ts';
import type { Page } from './layout.ts';
import { alert } from './messages.ts';
import { paths } from './paths.ts';
import { pictureList } from './picture-list.ts';
import { utc, when } from './time.ts';
import { versionOf } from './visit.ts';

export interface ApprovalOptions {
  formToken: string;
  now: Date;
  /** What went wrong with the decision that was just sent. */
  fault?: string;
}

export function factList(facts: Readonly<Record<string, string>> | undefined): Html {
  const entries = Object.entries(facts ?? {});
  if (entries.length === 0) return nothing;
  return html`<dl class="facts">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${renderCodeSpans(value)}</dd></div>`)}</dl>`;
}

export function linkList(links: readonly Link[] | undefined): Html {
  const safe = (links ?? []).flatMap(({ label, url }) => {
    const href = safeHref(url);
    return href === undefined ? [] : [html`<a class="button" href="${href}" rel="noopener noreferrer">${label}</a>`];
  });
  return safe.length === 0 ? nothing : html`<p class="links">${safe}</p>`;
}

const button = ({ verdict, label, style }: DecideAction): Html =>
  html`<button type="submit" name="verdict" value="${verdict}" class="${style ?? 'plain'}">${label}</button>`;

function verdictForm({ effect, card }: EffectView, formToken: string): Html {
  return html`<form method="post" action="${paths.decision(effect.id)}">
<input type="hidden" name="token" value="${formToken}"><input type="hidden" name="hash" value="${effect.hash}">
<label for="reason">Reason <span class="quiet">(optional, kept in the history)</span></label>
<textarea id="reason" name="reason" rows="2" maxlength="500"></textarea>
<div class="buttons">${(card.actions ?? []).map(button)}</div>
</form>`;
}

function decisionCard(view: EffectView, formToken: string): Html {
  const { effect, card, whyNot } = view;
  if (!card.actions) return nothing;
  if (effect.state === 'done') {
    // What is done can be taken back, but not by a slip of the finger.
    return whyNot === undefined
      ? html`<details class="card decide"><summary>Take it back</summary>${verdictForm(view, formToken)}</details>`
      : nothing;
  }
  const title = effect.state === 'awaiting' ? 'Your decision' : 'What now?';
  return html`<section class="card decide" aria-labelledby="decide-title"><h2 id="decide-title">${title}</h2>${
    whyNot === undefined ? verdictForm(view, formToken) : html`<p class="quiet">${whyNot}</p>`
  }</section>`;
}

function partList({ parts }: EffectView): Html {
  if (parts.length === 0) return nothing;
  const item = ({ part, capability, state, failure }: EffectView['effect']): Html =>
    html`<li><span class="entry-head"><span>${part ?? capability}</span>${effectBadge(state)}</span>${failure ? html`<p class="quiet">${failure.message}</p>` : ''}</li>`;
  return html`<section class="card"><h2>Steps</h2><ol class="steps">${parts.map(item)}</ol></section>`;
}

const pastVerdicts: Readonly<Record<Verdict, string>> = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrew it',
  found: 'said that it is there',
  resend: 'asked to send it again',
  drop: 'left it as it is',
  continue: 'asked to continue',
  undo: 'asked to undo it',
};

function history({ effect, decisions }: EffectView, now: Date): Html {
  return html`<section class="card"><h2>History</h2><ol class="history">
<li><strong>${effect.requesterName}</strong> asked ${when(effect.plannedAt, now)}</li>
${decisions.map(({ person, verdict, reason, door, at }) => html`<li><strong>${person}</strong> ${pastVerdicts[verdict]} in ${doorName(door)} ${when(at, now)}${reason === undefined ? '' : html`<blockquote>${reason}</blockquote>`}</li>`)}
${effect.settledAt ? html`<li>${effectBadge(effect.state)} ${when(effect.settledAt, now)}</li>` : ''}
</ol></section>`;
}

/** What identifies exactly this request, for whoever has to look it up. */
const fingerprint = ({
  effect,
}: EffectView): Html => html`<details class="card small-print"><summary>Reference</summary>
<dl class="facts"><div><dt>Request</dt><dd><code>${effect.id}</code></dd></div><div><dt>Content (SHA-256)</dt><dd><code>${effect.hash}</code></dd></div>
<div><dt>Asked at</dt><dd>${utc(effect.plannedAt)}</dd></div><div><dt>Capability</dt><dd><code>${effect.capability}</code></dd></div>
<div><dt>Correlation</dt><dd><code>${effect.correlation}</code></dd></div></dl></details>`;

/** What will be done, whole; how it stands; and what the reader may say about it. */
export function approvalPage(registry: Registry, view: EffectView, { formToken, now, fault }: ApprovalOptions): Page {
  const { effect, parts, decisions, card, whyNot } = view;
  const title = titleOf(registry, effect.capability);
  const isGoingOn = isWorking(effect.state);
  const isOpen = isGoingOn || (card.actions ?? []).length > 0;
  const version = versionOf([
    effect.hash,
    effect.state,
    effect.round,
    parts.map(({ state }) => state),
    decisions.length,
    whyNot,
  ]);
  const links = (card.links ?? []).filter(({ url }) => !url.endsWith(paths.approval(effect.id)));
  return {
    title,
    section: 'approvals',
    ...(isOpen ? { live: { path: paths.approval(effect.id), version, everySeconds: isGoingOn ? 1 : 5 } } : {}),
    body: html`<p class="crumbs"><a href="${paths.approvals}">Approvals</a> <span aria-hidden="true">/</span> <a href="${paths.run(effect.runNumber)}">Run ${effect.runNumber}</a></p>
${fault === undefined ? '' : alert(fault)}
<header class="page-head"><h1>${title}</h1>${effectBadge(effect.state)}</header>
<div class="columns"><div class="column-main">
<section class="card tone-${card.tone}"><div class="prose">${renderMarkdown(card.markdown)}</div>${pictureList(effect.preview?.pictures, (index) => paths.approvalPicture(effect.id, index))}${factList(card.facts)}${linkList(links)}${effect.preview?.diff ? html`<p class="quiet to-change"><a href="#changes">See the change</a></p>` : ''}</section>
</div><aside class="column-side">${decisionCard(view, formToken)}${partList(view)}${history(view, now)}${fingerprint(view)}</aside>
<div class="column-diff">${diffView(effect.preview?.diff)}</div></div>`,
  };
}
