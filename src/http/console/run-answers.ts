import { html } from 'hono/html';
import { type ToldCall, tellCalls } from '../../agents/index.ts';
import type { EffectState, Picture, Presented, Registry } from '../../core/index.ts';
import type { EffectSummary } from '../../services/index.ts';
import { type Html, nothing } from '../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { factList, linkList } from './approval-page.ts';
import { callBadge, effectBadge } from './badges.ts';
import { paths } from './paths.ts';
import { pictureList } from './picture-list.ts';
import type { RunStory } from './run-story.ts';

type Standing = Pick<RunStory, 'progress'> & Partial<Pick<RunStory, 'effects'>>;

const approvedWords: Partial<Record<EffectState, string>> = {
  approved: 'It is approved, and is done when its turn or its time has come.',
  sending: 'It is approved and being done.',
  undoing: 'It is being undone.',
};
const waitingIn =
  (effects: readonly EffectSummary[]) =>
  (effect: string): Presented => {
    const state = effects.find(({ id }) => id === effect)?.state;
    return { markdown: (state && approvedWords[state]) ?? 'It waits for a decision.' };
  };

/** How each call of a run stands. */
const toldCalls = (registry: Registry, { progress, effects = [] }: Standing): readonly ToldCall[] =>
  tellCalls(progress, { registry, urlOf: paths.approval, waiting: waitingIn(effects) });

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

/** By how its effect stands, where it made one that is open. */
function standBadge({ stands, outcome }: ToldCall, effects: readonly EffectSummary[]): Html {
  const effect = outcome?.kind === 'pending' && effects.find(({ id }) => id === outcome.effect);
  return effect ? effectBadge(effect.state) : callBadge(stands);
}

function callList({ run: { number }, effects }: Pick<RunStory, 'run' | 'effects'>, told: readonly ToldCall[]): Html {
  let shown = 0;
  const one = (call: ToldCall): Html => {
    const first = shown;
    shown += picturesIn(call).length;
    const pictures = pictureList(picturesIn(call), (index) => paths.runPicture(number, first + index));
    const heading =
      told.length > 1
        ? html`<h3 class="entry-head"><span>${call.title}</span>${standBadge(call, effects)}</h3>`
        : nothing;
    return html`${heading}${words(call, pictures)}`;
  };
  return html`${told.map(one)}`;
}

const tones: Readonly<Record<string, string>> = { done: 'success', failed: 'danger' };

/** How a run stands: what each of its calls came to, or what it waits for. */
export function standingView(registry: Registry, story: Pick<RunStory, 'progress' | 'run' | 'effects'>): Html {
  const { outcome, doing } = story.run;
  const told = toldCalls(registry, story);
  if (outcome)
    return html`<section class="card tone-${tones[outcome.kind] ?? 'warning'}"><h2>How it ended</h2>${callList(story, told)}</section>`;
  const isAlone = told.length === 1 && told.every(({ stands }) => stands === 'working');
  return html`<section class="card"><h2>How it stands</h2>${isAlone ? html`<p>It is being worked on.${doing === undefined ? '' : ` ${doing}.`}</p>` : callList(story, told)}</section>`;
}
