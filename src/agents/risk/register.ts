import { z } from 'zod';
import { escapeMarkdown, type HeatMapPicture, type Risk, riskResponses, riskStates } from '../../core/index.ts';
import { plural } from './facts.ts';
import { levelName, scoreName } from './scale.ts';

/** One row of a register, as it is answered. */
export const entry = z.object({
  number: z.number().int().describe('What people call it by'),
  title: z.string(),
  category: z.string().describe('What it has to do with'),
  probability: z.number().int().describe('1 is very low, 5 is very high'),
  impact: z.number().int().describe('1 is very low, 5 is very high'),
  score: z.number().int().describe('Probability times impact'),
  state: z.enum(riskStates),
  reason: z.string().describe('The fact that it rests on'),
  owner: z.string().describe('Who watches it; empty when nobody is named'),
  response: z.enum(riskResponses),
  mitigation: z.string().describe('What is done about it'),
  trigger: z.string().describe('What shows that it begins to happen'),
});
export type Entry = z.output<typeof entry>;

export const toEntry = (risk: Risk): Entry => ({
  number: risk.number,
  title: risk.title,
  category: risk.category,
  probability: risk.probability,
  impact: risk.impact,
  score: risk.probability * risk.impact,
  state: risk.state,
  reason: risk.reason,
  owner: risk.owner,
  response: risk.response,
  mitigation: risk.mitigation,
  trigger: risk.trigger,
});

export const figuresOf = ({ probability, impact, score }: Entry): string =>
  `**${score}** ${scoreName(score)}: probability ${levelName(probability)} (${probability}), impact ${levelName(impact)} (${impact})`;

/** A hard one: the lines of one risk stay together. */
export const lineBreak = '  \n';

/** A risk with all that is known about it. */
export function inFull(risk: Entry): string {
  const owner = risk.owner === '' ? 'nobody is named' : escapeMarkdown(risk.owner);
  return [
    `**${risk.number} · ${escapeMarkdown(risk.title)}**`,
    figuresOf(risk),
    escapeMarkdown(risk.reason),
    `*${risk.response.charAt(0).toUpperCase()}${risk.response.slice(1)}:* ${escapeMarkdown(risk.mitigation)}`,
    `*Watch for:* ${escapeMarkdown(risk.trigger)} *Owner:* ${owner}`,
  ].join(lineBreak);
}

/** A risk in one line. */
export function inShort(risk: Entry): string {
  const owner = risk.owner === '' ? '' : ` · ${escapeMarkdown(risk.owner)}`;
  const state = risk.state === 'open' ? '' : ` · ${risk.state}`;
  return `- **${risk.number}** ${escapeMarkdown(risk.title)} · ${risk.score} ${scoreName(risk.score)}${owner}${state}`;
}

/** The picture of some risks; what cannot be seen in it is told in its words. */
export function heatMap(title: string, risks: readonly Entry[]): HeatMapPicture {
  const told = risks
    .slice(0, 10)
    .map(({ number, title: name, score }) => `${number} ${name} (${score} ${scoreName(score)})`);
  return {
    kind: 'heat-map',
    title,
    alt: `Heat map of ${plural(risks.length, 'risk')} by probability and impact. Highest: ${told.join('; ')}.`,
    points: risks.map(({ number, title: label, probability, impact }) => ({ number, label, probability, impact })),
  };
}
