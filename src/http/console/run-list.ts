import { html } from 'hono/html';
import { decidePermission, isPermitted, type Principal, type Registry } from '../../core/index.ts';
import type { RunSummary, Services } from '../../services/index.ts';
import type { Html } from '../html.ts';
import { titlesOf } from './approval-list.ts';
import { doorName, runBadge } from './badges.ts';
import type { Page } from './layout.ts';
import { paths } from './paths.ts';
import { durationOf, when } from './time.ts';
import { type Visit, versionOf } from './visit.ts';

const maxShown = 50;

const row = (registry: Registry, run: RunSummary, now: Date): Html => html`<tr>
<td data-label="Run"><a href="${paths.run(run.number)}">${run.number}</a></td>
<td data-label="Request" class="wide"><a class="plain" href="${paths.run(run.number)}">${titlesOf(registry, run.capability)}</a>${run.words === undefined ? '' : html` <q class="asked">${run.words}</q>`} <span class="quiet under">${run.capability}</span></td>
<td data-label="State">${runBadge(run)}</td>
<td data-label="Asked by">${run.person}</td><td data-label="Door">${doorName(run.door)}</td>
<td data-label="When">${when(run.createdAt, now)}</td>
<td data-label="Took">${run.finishedAt ? durationOf(run.createdAt, run.finishedAt) : '–'}</td></tr>`;

const none = html`<section class="card empty"><h2>No runs yet</h2>
<p>Each request that Adjutant works on becomes a run with a number: what was asked, each step, and how it ended. Ask for something in Slack or from your IDE, and it shows here.</p>
<pre>/adjutant help</pre></section>`;

export function runsPage(registry: Registry, runs: readonly RunSummary[], principal: Principal, now: Date): Page {
  const isAll = isPermitted(principal, decidePermission);
  const isGoingOn = runs.some(
    ({ state, waitsFor }) => state === 'queued' || state === 'running' || waitsFor === 'sending',
  );
  const minute = Math.floor(now.getTime() / 60_000);
  return {
    title: 'Runs',
    section: 'runs',
    live: {
      path: paths.runs,
      version: versionOf([minute, runs.map(({ number, state, waitsFor }) => [number, state, waitsFor ?? ''])]),
      everySeconds: isGoingOn ? 2 : 10,
    },
    body: html`<h1>Runs</h1>
<p class="quiet">${isAll ? 'Yours, and those of your colleagues in your projects.' : 'Yours. Who may decide sees those of the whole project.'}</p>
${
  runs.length === 0
    ? none
    : html`<table class="runs"><thead><tr><th scope="col">Run</th><th scope="col">Request</th><th scope="col">State</th><th scope="col">Asked by</th><th scope="col">Door</th><th scope="col">When</th><th scope="col">Took</th></tr></thead>
<tbody>${runs.map((run) => row(registry, run, now))}</tbody></table>`
}
${runs.length === maxShown ? html`<p class="quiet">The latest ${maxShown}. Older ones open by their number: <code>${paths.runs}/1001</code></p>` : ''}`,
  };
}

export const showRuns =
  ({ runs, registry }: Services) =>
  async ({ principal, now, show }: Visit): Promise<void> =>
    show(runsPage(registry, await runs.recent(principal, maxShown), principal, now));
