import { z } from 'zod';
import type { Assessment, RiskVerdict } from '../../core/index.ts';
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
  found: z.number().int().describe('How many risks are new in the register'),
  changed: z.number().int().describe('How many were brought up to date'),
  same: z.number().int().describe('How many others are open'),
  gone: z.number().int().describe('How many were closed because their plan does not show them any more'),
  closed: z.array(verdict).describe('Those that were closed'),
  kept: z.array(verdict).describe('Those that are over, and that only a person closes, as people said or changed them'),
  risks: z.array(entry.extend({ news: z.enum(news) })).describe('Open risks: new ones, changed ones, the others'),
});
export type AssessmentOutput = z.output<typeof assessmentOutput>;

export interface Looked {
  project: string;
  plan: { number: number; title: string } | undefined;
  today: string;
}

export function toOutput({ project, plan, today }: Looked, done: Assessment): AssessmentOutput {
  const [added, changed] = [new Set(done.added), new Set(done.changed)];
  const newsOf = (number: number): (typeof news)[number] =>
    added.has(number) ? 'new' : changed.has(number) ? 'changed' : 'same';
  const titles = new Map(done.register.map(({ number, title }) => [number, title]));
  const told = (verdicts: readonly RiskVerdict[]): Verdict[] =>
    verdicts.map(({ number, why }) => ({ number, title: titles.get(number) ?? '', why }));
  const risks = done.register
    .filter(({ state }) => state === 'open')
    .map((risk) => ({ ...toEntry(risk, today), news: newsOf(risk.number) }))
    .sort((one, other) => news.indexOf(one.news) - news.indexOf(other.news));
  const count = (of: string): number => risks.filter((risk) => risk.news === of).length;
  return {
    project,
    plan: plan?.number ?? 0,
    planTitle: plan?.title ?? '',
    found: count('new'),
    changed: count('changed'),
    same: count('same'),
    gone: done.closed.length,
    closed: told(done.closed),
    kept: told(done.kept),
    risks,
  };
}
