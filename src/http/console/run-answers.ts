import { html } from 'hono/html';
import { type Telling, type ToldCall, tellCalls } from '../../agents/index.ts';
import type { Picture, Registry } from '../../core/index.ts';
import { type Html, nothing } from '../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { factList, linkList } from './approval-page.ts';
import { callBadge } from './badges.ts';
import { paths } from './paths.ts';
import { pictureList } from './picture-list.ts';
import type { RunStory } from './run-story.ts';

const waiting: Telling['waiting'] = () => ({ markdown: 'It waits for a decision.' });

/** How each call of a run stands. */
const toldCalls = (registry: Registry, { progress }: Pick<RunStory, 'progress'>): readonly ToldCall[] =>
  tellCalls(progress, { registry, urlOf: paths.approval, waiting });

const picturesIn = ({ presented: { pictures = [] } }: ToldCall): readonly Picture[] => pictures;

/** All pictures of a run's answer, in the order in which its page counts them. */
export const picturesOf = (registry: Registry, story: Pick<RunStory, 'progress'>): readonly Picture[] =>
  toldCalls(registry, story).flatMap(picturesIn);

const button = (effect: string): Html =>
  html`<p><a class="button primary" href="${paths.approval(effect)}">Open the request</a></p>`;

function words({ stands, presented, outcome }: ToldCall, pictures: Html): Html {
  // Its badge says all of what was not begun yet.
  if (stands === 'working' || stands === 'later') return nothing;
  const effect = outcome?.kind === 'pending' ? button(outcome.effect) : nothing;
  return html`<div class="prose">${renderMarkdown(presented.markdown)}</div>${pictures}${factList(presented.facts)}${linkList(presented.links)}${effect}`;
}

function callList(number: number, told: readonly ToldCall[]): Html {
  let shown = 0;
  const one = (call: ToldCall): Html => {
    const first = shown;
    shown += picturesIn(call).length;
    const pictures = pictureList(picturesIn(call), (index) => paths.runPicture(number, first + index));
    const heading =
      told.length > 1 ? html`<h3 class="entry-head"><span>${call.title}</span>${callBadge(call.stands)}</h3>` : nothing;
    return html`${heading}${words(call, pictures)}`;
  };
  return html`${told.map(one)}`;
}

const tones: Readonly<Record<string, string>> = { done: 'success', failed: 'danger' };

/** How a run stands: what each of its calls came to, or what it waits for. */
export function standingView(registry: Registry, story: Pick<RunStory, 'progress' | 'run'>): Html {
  const { outcome, number } = story.run;
  const told = toldCalls(registry, story);
  if (outcome)
    return html`<section class="card tone-${tones[outcome.kind] ?? 'warning'}"><h2>How it ended</h2>${callList(number, told)}</section>`;
  const isAlone = told.length === 1 && told.every(({ stands }) => stands === 'working');
  return html`<section class="card"><h2>How it stands</h2>${isAlone ? html`<p>It is being worked on.</p>` : callList(number, told)}</section>`;
}
