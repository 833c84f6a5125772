import { z } from 'zod';
import { type Risk, riskResponses, riskStates } from '../../core/index.ts';
import { expectedAfter } from './residual.ts';

/** One row of a register, as it is answered. */
export const entry = z.object({
  number: z.number().int().describe('What people call it by'),
  title: z.string(),
  category: z.string().describe('What it has to do with'),
  plan: z.number().int().describe('The plan that it belongs to; 0 without one'),
  planTitle: z.string().describe('Its title; empty without one'),
  probability: z.number().int().describe('1 is very low, 5 is very high'),
  impact: z.number().int().describe('1 is very low, 5 is very high'),
  score: z.number().int().describe('Probability times impact'),
  scoreBefore: z.number().int().describe('What it was before it last changed; 0 when it never did'),
  scoredOn: z.string().describe('The day of that change; empty when it never did'),
  state: z.enum(riskStates),
  note: z.string().describe('Why it stands so; empty when nobody said'),
  reason: z.string().describe('The fact that it rests on'),
  owner: z.string().describe('Who watches it; empty when nobody is named'),
  response: z.enum(riskResponses),
  mitigation: z.string().describe('What is done about it'),
  due: z.string().describe('Until when; empty without a date'),
  isOverdue: z.boolean().describe('It is open, and that day is over'),
  residual: z.number().int().describe('The score that is expected once it is done'),
  trigger: z.string().describe('What shows that it begins to happen'),
});
export type Entry = z.output<typeof entry>;

export const toEntry = (risk: Risk, today: string): Entry => ({
  number: risk.number,
  title: risk.title,
  category: risk.category,
  plan: risk.plan ?? 0,
  planTitle: risk.planTitle,
  probability: risk.probability,
  impact: risk.impact,
  score: risk.probability * risk.impact,
  scoreBefore: risk.before?.score ?? 0,
  scoredOn: risk.before?.at.toISOString().slice(0, 10) ?? '',
  state: risk.state,
  note: risk.note,
  reason: risk.reason,
  owner: risk.owner,
  response: risk.response,
  mitigation: risk.mitigation,
  due: risk.due,
  isOverdue: risk.state === 'open' && risk.due !== '' && risk.due < today,
  residual: risk.residual > 0 ? risk.residual : expectedAfter(risk),
  trigger: risk.trigger,
});
