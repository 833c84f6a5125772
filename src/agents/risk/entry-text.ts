import { escapeMarkdown } from '../../core/index.ts';
import { readable } from './days.ts';
import type { Entry } from './entry.ts';
import { shorten } from './facts.ts';
import { bandOf, levelName } from './scale.ts';

/** A hard one: the lines of one risk stay together. */
export const lineBreak = '  \n';

const maxTitleLength = 40;

/** Risks of several plans may have the same titles: then each names its plan. */
export const areOfSeveralPlans = (risks: readonly Pick<Entry, 'plan'>[]): boolean =>
  new Set(risks.map(({ plan }) => plan).filter((plan) => plan > 0)).size > 1;

const planName = ({ plan, planTitle }: Entry): string => {
  const title = planTitle === '' ? 'deleted' : shorten(planTitle, maxTitleLength);
  return plan === 0 ? 'no plan' : `plan ${plan}, ${escapeMarkdown(title)}`;
};

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const scored = (score: number): string => `${score} ${bandOf(score)}`;

function trendOf({ score, scoreBefore, scoredOn }: Entry): string {
  if (scoreBefore === 0 || scoreBefore === score) return '';
  return `, ${score > scoreBefore ? 'up' : 'down'} from ${scoreBefore} on ${readable(scoredOn)}`;
}

const figuresOf = (risk: Entry): string =>
  `**${risk.score}** ${bandOf(risk.score)}${trendOf(risk)}: probability ${levelName(risk.probability)} (${risk.probability}), impact ${levelName(risk.impact)} (${risk.impact})`;

function responseOf({ response, mitigation, due, isOverdue, residual, score, state }: Entry): string {
  const until = due === '' ? '' : ` by ${readable(due)}${isOverdue ? ' (overdue)' : ''}`;
  const left = residual === score || state !== 'open' ? '' : ` *Expected then:* ${scored(residual)}`;
  return `*${capital(response)}${until}:* ${escapeMarkdown(mitigation)}${left}`;
}

export interface Shown {
  /** Each names its plan. */
  withPlan: boolean;
  /** Behind its title: `new`. */
  mark?: string;
}

/** A risk with all that is known about it. */
export function inFull(risk: Entry, { withPlan, mark = '' }: Shown): string {
  const owner = risk.owner === '' ? 'nobody is named' : escapeMarkdown(risk.owner);
  const head = [`**${risk.number} · ${escapeMarkdown(risk.title)}**`, mark, withPlan ? planName(risk) : ''];
  const state = risk.state === 'open' ? [] : [`*State:* ${risk.state}`];
  return [
    head.filter((part) => part !== '').join(' · '),
    figuresOf(risk),
    escapeMarkdown(risk.reason),
    responseOf(risk),
    `*Watch for:* ${escapeMarkdown(risk.trigger)} *Owner:* ${owner}`,
    ...state,
    ...(risk.note === '' ? [] : [`*Note:* ${escapeMarkdown(risk.note)}`]),
  ].join(lineBreak);
}

function arrowOf({ score, scoreBefore }: Entry): string {
  if (scoreBefore === 0 || scoreBefore === score) return '';
  return score > scoreBefore ? ` ↑ from ${scoreBefore}` : ` ↓ from ${scoreBefore}`;
}

/** A risk in one line. */
export function inShort(risk: Entry, { withPlan, mark = '' }: Shown): string {
  const { number, title, score, owner, due, isOverdue, state, note } = risk;
  const parts = [
    `- **${number}** ${escapeMarkdown(title)}`,
    mark,
    `${scored(score)}${arrowOf(risk)}`,
    escapeMarkdown(owner),
    due === '' || state !== 'open' ? '' : `${isOverdue ? 'overdue since' : 'by'} ${readable(due)}`,
    withPlan ? planName(risk) : '',
    state === 'open' ? '' : state,
    state === 'open' ? '' : escapeMarkdown(note),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
