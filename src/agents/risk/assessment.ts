import { z } from 'zod';
import type { Assessment, PlanName, Risk, RiskVerdict } from '../../core/index.ts';
import { entry, toEntry } from './entry.ts';

/** From what somebody reads first to what they know already. */
const news = ['new', 'changed', 'same'] as const;

const verdict = z.object({
  number: z.number().int(),
  title: z.string(),
  why: z.string().describe('Why it is over'),
});
export type Verdict = z.output<typeof verdict>;

export const assessmentOutput = z.object({
  project: z.string().describe('Full path'),
  plan: z.number().int().describe('The plan that was looked at; 0 without one'),
  planTitle: z.string().describe('Its title; empty without one'),
  otherPlans: z
    .array(z.object({ number: z.number().int(), title: z.string() }))
    .describe('Plans that could have been meant, too, where none was named'),
  title: z.string().describe('What it was about: what worried somebody, or the plan'),
  notes: z.array(z.string()).describe('What to know about what was said'),
  found: z.number().int().describe('How many risks are new in the register'),
  changed: z.number().int().describe('How many were brought up to date'),
  same: z.number().int().describe('How many others are open'),
  gone: z.number().int().describe('How many were closed because their plan does not show them any more'),
  closed: z.array(verdict).describe('Those that were closed'),
  kept: z.array(verdict).describe('Those that are over, and that only a person closes, as people said or changed them'),
  risks: z
    .array(entry.extend({ news: z.enum(news) }))
    .describe('Open risks: what was said, new ones, changed ones, the others'),
});
export type AssessmentOutput = z.output<typeof assessmentOutput>;

export interface Looked {
  project: string;
  plan: { number: number; title: string } | undefined;
  others: readonly PlanName[];
  today: string;
  /** The keys of what was said just now: who said it looks for it first. */
  said: ReadonlySet<string>;
}

export function toOutput(
  { project, plan, others, today, said }: Looked,
  done: Assessment,
): Omit<AssessmentOutput, 'title' | 'notes'> {
  const [added, changed] = [new Set(done.added), new Set(done.changed)];
  const newsOf = (number: number): (typeof news)[number] =>
    added.has(number) ? 'new' : changed.has(number) ? 'changed' : 'same';
  const titles = new Map(done.register.map(({ number, title }) => [number, title]));
  const told = (verdicts: readonly RiskVerdict[]): Verdict[] =>
    verdicts.map(({ number, why }) => ({ number, title: titles.get(number) ?? '', why }));
  const rankOf = ({ key, number }: Risk): number => (said.has(key) ? -1 : news.indexOf(newsOf(number)));
  const risks = done.register
    .filter(({ state }) => state === 'open')
    .sort((one, other) => rankOf(one) - rankOf(other))
    .map((risk) => ({ ...toEntry(risk, today), news: newsOf(risk.number) }));
  const count = (of: string): number => risks.filter((risk) => risk.news === of).length;
  return {
    project,
    plan: plan?.number ?? 0,
    planTitle: plan?.title ?? '',
    otherPlans: others.map(({ number, title }) => ({ number, title })),
    found: count('new'),
    changed: count('changed'),
    same: count('same'),
    gone: done.closed.length,
    closed: told(done.closed),
    kept: told(done.kept),
    risks,
  };
}
