import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { ruleInWords } from '../../agents/index.ts';
import { isPermitted, type Principal, type Registry, type Schedule, typedTo } from '../../core/index.ts';
import { type Html, nothing } from '../html.ts';
import { renderCodeSpans } from '../markdown.ts';
import { titleOf } from './approval-list.ts';
import { scheduleBadge } from './badges.ts';
import type { Page } from './layout.ts';
import { paths } from './paths.ts';
import { localTime } from './time.ts';
import { versionOf } from './visit.ts';

/** What can be done to a schedule here, and by which capability. */
export const scheduleActions = {
  pause: { capability: 'communications.pause-schedule', label: 'Pause', states: ['active'] },
  resume: { capability: 'communications.resume-schedule', label: 'Resume', states: ['paused', 'stopped'] },
  run: { capability: 'communications.run-schedule', label: 'Run now', states: ['active'] },
  delete: { capability: 'communications.delete-schedule', label: 'Delete', states: ['active', 'paused', 'stopped'] },
} as const;
export type ScheduleAction = keyof typeof scheduleActions;
const isAction = (name: string): name is ScheduleAction => Object.hasOwn(scheduleActions, name);
export const actionNamed = (name: unknown): ScheduleAction | undefined =>
  typeof name === 'string' && isAction(name) ? name : undefined;

export interface SchedulesView {
  registry: Registry;
  principal: Principal;
  schedules: readonly Schedule[];
  formToken: string;
}

/** Those that are there, that the state allows, and that the reader may use. */
const possible = ({ registry, principal }: SchedulesView, { state }: Schedule): ScheduleAction[] =>
  Object.keys(scheduleActions)
    .filter(isAction)
    .filter((action) => {
      const { capability: name, states } = scheduleActions[action];
      const capability = registry.find(name);
      return capability && isPermitted(principal, capability.permission) && states.some((each) => each === state);
    });

function actionForm({ formToken }: SchedulesView, { number, title }: Schedule, action: ScheduleAction): Html {
  const { label } = scheduleActions[action];
  const style = action === 'delete' ? 'danger' : 'plain';
  // The form's own name: pressed twice, it is one request.
  return html`<form method="post" action="${paths.scheduleAction(number, action)}"><input type="hidden" name="token" value="${formToken}">
<input type="hidden" name="request" value="${randomUUID()}"><button type="submit" class="${style}" aria-label="${label}: ${title}">${label}</button></form>`;
}

function actionList(view: SchedulesView, schedule: Schedule): Html {
  const actions = possible(view, schedule);
  if (actions.length === 0) return nothing;
  const simple = actions.filter((action) => action !== 'delete').map((action) => actionForm(view, schedule, action));
  // What is deleted stays so, and is not deleted by a slip of the finger.
  const last = actions.includes('delete')
    ? html`<details class="inline"><summary>Delete …</summary>${actionForm(view, schedule, 'delete')}</details>`
    : nothing;
  return html`<div class="buttons actions">${simple}${last}</div>`;
}

const moment = (date: Date | undefined, zone: string, none: string): Html =>
  date ? localTime(date, zone) : html`<span class="quiet">${none}</span>`;

function entry(view: SchedulesView, schedule: Schedule): Html {
  const { number, title, capability, rule, state, owner, nextAt, lastAt, note, project } = schedule;
  return html`<li class="card"><div class="entry-head"><h2>${title} <span class="quiet">no. ${number}</span></h2>${scheduleBadge(state)}</div>
<p>${ruleInWords(rule)}</p>
<dl class="facts"><div><dt>Next</dt><dd>${moment(nextAt, rule.zone, state === 'active' ? 'is being found' : 'none while it rests')}</dd></div>
<div><dt>Last</dt><dd>${moment(lastAt, rule.zone, 'not yet')}</dd></div>
<div><dt>What</dt><dd>${titleOf(view.registry, capability)} <span class="quiet">${capability}</span></dd></div>
<div><dt>Project</dt><dd>${project}</dd></div><div><dt>Set up by</dt><dd>${owner}</dd></div>
${note === '' ? '' : html`<div><dt>Note</dt><dd>${renderCodeSpans(note)}</dd></div>`}</dl>
${actionList(view, schedule)}</li>`;
}

/** As its own example has it, so that what is shown here can be typed. */
function hint(registry: Registry): Html {
  const agent = registry.agents.find(({ name }) => name === 'communications');
  const [example] = registry.find('communications.schedule-digest')?.examples ?? [];
  if (!agent || !example) return nothing;
  return html`<p>Ask for one in Slack or from your IDE, for example:</p><pre>/adjutant ${typedTo(agent, example.says)}</pre>`;
}

const none = (registry: Registry): Html => html`<section class="card empty"><h2>No schedules yet</h2>
<p>A schedule asks for something again and again, at times that were approved once.</p>${hint(registry)}</section>`;

export function schedulesPage(view: SchedulesView): Page {
  const { schedules } = view;
  return {
    title: 'Schedules',
    section: 'schedules',
    live: {
      path: paths.schedules,
      version: versionOf(
        schedules.map(({ number, state, nextAt, lastAt, note }) => [number, state, nextAt, lastAt, note]),
      ),
      everySeconds: 10,
    },
    body: html`<h1>Schedules</h1>
<p class="quiet">Of your projects. Times are those of your own clock.</p>
${schedules.length === 0 ? none(view.registry) : html`<ul class="entries wide-entries">${schedules.map((schedule) => entry(view, schedule))}</ul>`}`,
  };
}
