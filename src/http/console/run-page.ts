import { html } from 'hono/html';
import { type Call, maxCommentLength, type Registry, type Reply } from '../../core/index.ts';
import type { RunDetails, RunMessage, StepView } from '../../services/index.ts';
import { type Html, nothing } from '../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { effectList, titleOf } from './approval-list.ts';
import { factList, linkList } from './approval-page.ts';
import { doorName, outcomeBadge, runBadge } from './badges.ts';
import type { Page } from './layout.ts';
import { alert } from './messages.ts';
import { paths } from './paths.ts';
import { standingView } from './run-answers.ts';
import type { RunStory } from './run-story.ts';
import { durationOf, utc, when } from './time.ts';
import { versionOf } from './visit.ts';

export interface RunOptions {
  formToken: string;
  now: Date;
  /** What went wrong with the rating that was just sent. */
  fault?: string;
}

const shortText = 120;
const maxText = 20_000;

/** Any value as text: long ones folded, endless ones cut with a note of how much there is. */
function valueView(value: unknown): Html {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
  if (text === '') return html`<span class="quiet">empty</span>`;
  if (text.length <= shortText && !text.includes('\n')) return html`<code>${text}</code>`;
  const cut = text.length > maxText ? `\n… ${text.length - maxText} more characters` : '';
  return html`<details><summary>${text.split('\n').length} lines, ${text.length} characters</summary><pre>${text.slice(0, maxText)}${cut}</pre></details>`;
}

function valueList(values: Readonly<Record<string, unknown>>): Html {
  const entries = Object.entries(values);
  if (entries.length === 0) return html`<p class="quiet">Nothing was given.</p>`;
  return html`<dl class="facts">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${valueView(value)}</dd></div>`)}</dl>`;
}

const replyView = (reply: Pick<Reply, 'markdown' | 'facts' | 'links'>): Html =>
  html`<div class="prose">${renderMarkdown(reply.markdown)}</div>${factList(reply.facts)}${linkList(reply.links)}`;

/** How good the answer was: two thumbs, and what others said. Only on a page that no longer changes under a hand. */
function ratingView({ run, feedback }: RunStory, formToken: string): Html {
  const { good, bad, own } = feedback;
  const all = good + bad === 0 ? 'Nobody has rated it yet.' : `Rated good ${good}, bad ${bad}.`;
  const thumb = (rating: 'good' | 'bad', label: string): Html =>
    html`<button type="submit" name="rating" value="${rating}" aria-pressed="${String(own?.rating === rating)}">${label}</button>`;
  return html`<section class="card" aria-labelledby="rating-title"><h2 id="rating-title">Was this answer good?</h2>
<p class="quiet">${own ? `You rated it ${own.rating}.` : ''} ${all}</p>
<form method="post" action="${paths.rating(run.number)}"><input type="hidden" name="token" value="${formToken}">
<label for="comment">Why? In your own words <span class="quiet">(optional)</span></label>
<textarea id="comment" name="comment" rows="2" maxlength="${maxCommentLength}">${own?.comment ?? ''}</textarea>
<div class="buttons">${thumb('good', '👍 Good answer')}${thumb('bad', '👎 Bad answer')}</div></form></section>`;
}

function stepList(registry: Registry, { steps }: RunStory, now: Date): Html {
  if (steps.length === 0) return nothing;
  const item = ({ step, capability, outcome, finishedAt }: StepView): Html => html`<li>
<span class="entry-head"><span>${titleOf(registry, capability)} <span class="quiet">${step}</span></span>${outcomeBadge(outcome.kind)}</span>
${outcome.kind === 'refused' ? html`<p>${outcome.message}</p>` : ''}${outcome.kind === 'done' ? valueList(outcome.output) : ''}
${outcome.kind === 'pending' ? html`<p><a href="${paths.approval(outcome.effect)}">Open the request</a></p>` : ''}<p class="quiet">${when(finishedAt, now)}</p></li>`;
  return html`<section class="card"><h2>Steps</h2><ol class="steps">${steps.map(item)}</ol></section>`;
}

function messageList({ messages }: RunStory): Html {
  if (messages.length === 0) return nothing;
  const item = ({
    content,
    door,
    isDelivered,
    failure,
  }: RunMessage): Html => html`<li class="message tone-${content.tone}">${replyView({ ...content, links: [] })}
<p class="quiet">${failure === undefined ? `${isDelivered ? 'Stands in' : 'On its way to'} ${doorName(door)}` : `Could not be delivered to ${doorName(door)}: ${failure}`}</p></li>`;
  return html`<section class="card"><h2>Messages</h2><ul class="messages">${messages.map(item)}</ul></section>`;
}

function origin({ run }: RunStory, now: Date): Html {
  return html`<section class="card"><h2>Origin</h2><dl class="facts">
<div><dt>Asked by</dt><dd>${run.person}</dd></div><div><dt>Door</dt><dd>${doorName(run.door)}</dd></div>
<div><dt>Asked</dt><dd>${when(run.createdAt, now)} <span class="quiet">${utc(run.createdAt)}</span></dd></div>
<div><dt>Took</dt><dd>${run.finishedAt ? durationOf(run.createdAt, run.finishedAt) : 'not ended'}</dd></div>
<div><dt>Correlation in the audit trail</dt><dd><code>${run.correlation}</code></dd></div></dl></section>`;
}

/** What was asked for: each call with its input. */
function callList(registry: Registry, { calls, words }: RunDetails): Html {
  const typed = words === undefined ? nothing : html`<p><q class="asked">${words}</q></p>`;
  const one = ({ capability, input }: Call): Html => html`<p><code>${capability}</code></p>${valueList(input)}`;
  const [only] = calls;
  if (only && calls.length === 1) return html`<section class="card"><h2>Request</h2>${typed}${one(only)}</section>`;
  const item = (call: Call): Html =>
    html`<li><span class="entry-head"><span>${titleOf(registry, call.capability)}</span>${(call.after ?? []).length > 0 ? html`<span class="quiet">then</span>` : ''}</span>${one(call)}</li>`;
  return html`<section class="card"><h2>Request <span class="quiet">${calls.length} things in one</span></h2>${typed}<ol class="steps">${calls.map(item)}</ol></section>`;
}

const headingOf = (registry: Registry, { calls }: RunDetails): string =>
  calls.map(({ capability }) => titleOf(registry, capability)).join(', ');

/** One run from its request to its end. */
export function runPage(registry: Registry, story: RunStory, { now, formToken, fault }: RunOptions): Page {
  const { run, steps, effects, messages } = story;
  const seen = [
    run.state,
    run.waitsFor ?? '',
    run.doing ?? '',
    steps.length,
    effects.map(({ state }) => state),
    messages,
  ];
  const isGoingOn = run.state === 'queued' || run.state === 'running' || run.waitsFor === 'sending';
  const isOver = run.finishedAt !== null && messages.every(({ isDelivered, failure }) => isDelivered || failure);
  return {
    title: `Run ${run.number}`,
    section: 'runs',
    ...(isOver
      ? {}
      : { live: { path: paths.run(run.number), version: versionOf(seen), everySeconds: isGoingOn ? 1 : 5 } }),
    body: html`<p class="crumbs"><a href="${paths.runs}">Runs</a></p>
${fault === undefined ? '' : alert(fault)}
<header class="page-head"><h1>Run ${run.number}: ${headingOf(registry, run)}</h1>${runBadge(run)}</header>
<div class="columns"><div class="column-main">${standingView(registry, story)}
${effects.length === 0 ? '' : html`<section class="group"><h2>Changes to the world</h2>${effectList(registry, effects, now)}</section>`}
${callList(registry, run)}
${stepList(registry, story, now)}</div><aside class="column-side">${isOver ? ratingView(story, formToken) : ''}${origin(story, now)}${messageList(story)}</aside></div>`,
  };
}
