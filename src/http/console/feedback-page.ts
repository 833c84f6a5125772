import { html } from 'hono/html';
import type { Principal, Registry } from '../../core/index.ts';
import type { FeedbackEntry, FeedbackShare, Services } from '../../services/index.ts';
import type { Html } from '../html.ts';
import { titlesOf } from './approval-list.ts';
import { ratingBadge } from './badges.ts';
import type { Page } from './layout.ts';
import { paths } from './paths.ts';
import { when } from './time.ts';
import type { Visit } from './visit.ts';

const maxShown = 100;

const percentOf = ({ good, bad }: FeedbackShare): number => Math.round((100 * good) / (good + bad));

const shareRow = (registry: Registry, share: FeedbackShare): Html => html`<tr>
<td data-label="What" class="wide">${titlesOf(registry, share.capability)} <span class="quiet under">${share.capability}</span></td>
<td data-label="Good">${percentOf(share)} % <meter min="0" max="100" value="${percentOf(share)}" aria-label="Share of good ratings">${percentOf(share)} %</meter></td>
<td data-label="Ratings">${share.good} good, ${share.bad} bad</td></tr>`;

const entryRow = (registry: Registry, entry: FeedbackEntry, now: Date): Html => html`<li class="card">
<div class="entry-head"><span><a href="${paths.run(entry.run)}">Run ${entry.run}</a> <span class="quiet">${titlesOf(registry, entry.capability)}</span></span>${ratingBadge(entry.rating)}</div>
${entry.comment === '' ? '' : html`<blockquote class="said">${entry.comment}</blockquote>`}
<p class="quiet">${entry.person}, ${when(entry.at, now)}</p></li>`;

const none = html`<section class="card empty"><h2>Nobody has rated an answer yet</h2>
<p>Below each answer in Slack, and on the page of each run here, two thumbs say how good it was, and a few words say why.</p>
<p><a class="button" href="${paths.runs}">Go to the runs</a></p></section>`;

export interface FeedbackView {
  registry: Registry;
  shares: readonly FeedbackShare[];
  latest: readonly FeedbackEntry[];
  now: Date;
}

export function feedbackPage({ registry, shares, latest, now }: FeedbackView): Page {
  const filled = html`<section class="group"><h2>How good the answers are</h2><table class="runs"><thead><tr><th scope="col">What</th><th scope="col">Good</th><th scope="col">Ratings</th></tr></thead>
<tbody>${shares.map((share) => shareRow(registry, share))}</tbody></table></section>
<section class="group"><h2>Latest</h2><ul class="entries">${latest.map((entry) => entryRow(registry, entry, now))}</ul></section>
${latest.length === maxShown ? html`<p class="quiet">The latest ${maxShown}.</p>` : ''}`;
  return {
    title: 'Feedback',
    section: 'feedback',
    body: html`<h1>Feedback</h1><p class="quiet">On the runs that you may see.</p>${latest.length === 0 ? none : filled}`,
  };
}

const read = ({ feedback }: Services, principal: Principal) =>
  Promise.all([feedback.shares(principal), feedback.latest(principal, maxShown)]);

export const showFeedback =
  (services: Services) =>
  async ({ principal, now, show }: Visit): Promise<void> => {
    const [shares, latest] = await read(services, principal);
    return show(feedbackPage({ registry: services.registry, shares, latest, now }));
  };
