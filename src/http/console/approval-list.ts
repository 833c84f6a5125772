import { html } from 'hono/html';
import type { EffectState, Registry } from '../../core/index.ts';
import type { EffectSummary, Services } from '../../services/index.ts';
import type { Html } from '../html.ts';
import { renderCodeSpans, summaryOf } from '../markdown.ts';
import { effectBadge, isWorking } from './badges.ts';
import type { Page } from './layout.ts';
import { paths } from './paths.ts';
import { when } from './time.ts';
import { type Visit, versionOf } from './visit.ts';

const maxShown = 50;
const summaryLength = 160;

export const titleOf = (registry: Registry, capability: string): string =>
  registry.find(capability)?.title ?? capability;

/** The same for several, as a run names them. */
export const titlesOf = (registry: Registry, capabilities: string): string =>
  capabilities
    .split(', ')
    .map((name) => titleOf(registry, name))
    .join(', ');

function entry(registry: Registry, effect: EffectSummary, now: Date): Html {
  const summary = summaryOf(effect.markdown, summaryLength);
  return html`<li><a class="entry" href="${paths.approval(effect.id)}">
<span class="entry-head"><span class="entry-title">${titleOf(registry, effect.capability)}</span>${effectBadge(effect.state)}</span>
${summary === '' ? '' : html`<span class="entry-text">${renderCodeSpans(summary)}</span>`}
<span class="entry-foot">${effect.requester} asked ${when(effect.plannedAt, now)}${effect.project === undefined ? '' : html` · ${effect.project}`} · run ${effect.runNumber}</span>
</a></li>`;
}

export function effectList(registry: Registry, effects: readonly EffectSummary[], now: Date): Html {
  return html`<ul class="entries">${effects.map((effect) => entry(registry, effect, now))}</ul>`;
}

const noneWaiting = html`<section class="card empty"><h2>Nothing waits for a decision</h2>
<p>Adjutant asks here, and where it was spoken to, before it changes anything outside of itself. Ask it in Slack or from your IDE, for example:</p>
<pre>/adjutant code replace-text find="colour" replace="color"</pre>
<p>The request then appears on this page by itself.</p></section>`;

const group = (title: string, list: Html): Html => html`<section class="group"><h2>${title}</h2>${list}</section>`;

export function approvalsPage(registry: Registry, effects: readonly EffectSummary[], now: Date): Page {
  const isIn = (states: readonly EffectState[]) => (effect: EffectSummary) => states.includes(effect.state);
  const waiting = effects.filter(isIn(['awaiting', 'unknown']));
  const working = effects.filter(({ state }) => isWorking(state));
  const recent = effects.filter((effect) => !waiting.includes(effect) && !working.includes(effect));
  const listOf = (some: readonly EffectSummary[]): Html => effectList(registry, some, now);
  const minute = Math.floor(now.getTime() / 60_000);
  return {
    title: waiting.length > 0 ? `(${waiting.length}) Approvals` : 'Approvals',
    section: 'approvals',
    live: {
      path: paths.approvals,
      version: versionOf([minute, effects.map(({ id, state }) => [id, state])]),
      everySeconds: working.length > 0 ? 2 : 5,
    },
    body: html`<h1>Approvals</h1>
${waiting.length > 0 ? group(waiting.length === 1 ? 'One request waits' : `${waiting.length} requests wait`, listOf(waiting)) : noneWaiting}
${working.length > 0 ? group('Being done', listOf(working)) : ''}
${recent.length > 0 ? group('Recent', listOf(recent)) : ''}
${effects.length === maxShown ? html`<p class="quiet">These are the ${maxShown} that matter most now: those that wait, and the latest.</p>` : ''}`,
  };
}

export const showApprovals =
  ({ effects, registry }: Services) =>
  async ({ principal, now, show }: Visit): Promise<void> =>
    show(approvalsPage(registry, await effects.list(principal, maxShown), now));
