import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  hashOf,
  inlineCode,
  momentIn,
  parse,
  type Schedule,
  type ScheduleContent,
  type ScheduleRule,
} from '../../core/index.ts';
import { lookBackDays } from './digest-span.ts';
import { digestText } from './digest-text.ts';
import { digestFromWords } from './digest-words.ts';
import { requireOpenChannel } from './open-channel.ts';
import { defaultTitle, capability as postDigest } from './post-digest.ts';
import { maxRuleLength, readRule } from './read-rule.ts';
import { ruleInWords } from './rule-words.ts';
import { ordered, type Section, sectionsField } from './sections.ts';
import { digestWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const maxOfProject = 50;
const maxHappenings = 200;
const dayMs = 86_400_000;

interface Request {
  project: string;
  channel: string;
  channelName: string;
  when: string;
  title: string;
  sections: Section[];
}

/** What is kept: at each firing exactly this is asked for, and was approved. */
function contentOf({ project, channel, channelName, when, title, sections }: Request): ScheduleContent {
  const input = parse(postDigest.input, { project, channel, channelName, title, sections });
  return { project, title, capability: postDigest.name, input, rule: readRule(when).rule };
}

async function refuseTooMany(content: ScheduleContent, { schedules }: Context): Promise<void> {
  const others = (await schedules.list()).filter(({ project }) => project === content.project);
  const same = others.find(
    ({ state, input, rule, capability }) =>
      state !== 'stopped' &&
      hashOf([capability, input, rule]) === hashOf([content.capability, content.input, content.rule]),
  );
  if (same) {
    const pause = same.state === 'paused' ? ` It is paused: resume it with “digest resume ${same.number}”.` : '';
    throw new AppError('input.invalid', `Schedule ${same.number} does this already.${pause}`, {
      fields: { when: 'is scheduled already' },
    });
  }
  if (others.length < maxOfProject) return;
  throw new AppError(
    'input.invalid',
    `${content.project} has ${others.length} schedules, and more than ${maxOfProject} are not kept. Delete one that is not needed.`,
    { fields: { project: 'has too many schedules' } },
  );
}

/** What the channel would read if it came now. */
async function sampleOf({ project, sections }: Request, rule: ScheduleRule, ctx: Context): Promise<string> {
  const to = ctx.clock();
  const from = new Date(to.getTime() - lookBackDays(rule, to) * dayMs);
  const activity = await ctx.activity.of({ project, from, to, limit: maxHappenings, without: 'communications' });
  return digestText({ project, activity, from, to, zone: rule.zone, sections });
}

const outputOf = ({ number, title, rule, nextAt }: Schedule) => ({
  number,
  title,
  when: ruleInWords(rule),
  next: nextAt ? momentIn(rule.zone, nextAt) : '',
});

export const capability = defineCapability({
  name: 'communications.schedule-digest',
  title: 'Schedule a digest',
  description:
    'Posts in a channel, again and again, what really happened in a project. Use it for a regular digest; one approval holds for all of them.',
  input: z.object({
    project: z.string().min(1).describe('Full path'),
    channel: z.string().trim().min(1).max(100).describe('For example "#general"'),
    when: z
      .string()
      .trim()
      .min(1)
      .max(maxRuleLength)
      .describe('For example "every weekday 9:00 Europe/Berlin" or "Mondays at 08:30"; no zone: UTC'),
    title: z.string().max(100).default('').describe('Stands above it'),
    sections: sectionsField,
    channelName: z.string().max(100).default('').describe('Leave it empty'),
  }),
  output: z.object({
    number: z.number().int(),
    title: z.string(),
    when: z.string(),
    next: z.string().describe('Local time of the next one'),
  }),
  permission: 'communications:schedules:change',
  effect: 'external',
  vendors: ['slack'],
  approval: 'requester',
  featured: true,
  key: ({ project, channel, when, title }) => hashOf([project, channel, when, title]),
  utterances: utterances.scheduleDigest,
  fromSentence: digestWanted,
  examples: [
    {
      says: 'in #general every weekday at 9:00 Europe/Berlin',
      input: { project: 'platform/api', channel: 'general', when: 'every weekday at 9:00 Europe/Berlin' },
    },
    {
      says: 'every two weeks on Friday 10am in #leads about the risks and what waits for approval',
      input: {
        project: 'platform/api',
        channel: 'leads',
        when: 'every two weeks on Friday 10am',
        sections: ['risks', 'approvals'],
      },
    },
  ],
  fromWords: digestFromWords,
  async complete(input, ctx) {
    const when = ruleInWords(readRule(input.when).rule);
    const { id, name } = await requireOpenChannel(input.channel, ctx);
    const title = input.title?.trim() || defaultTitle(input.project);
    return { ...input, when, title, channel: id, channelName: name, sections: ordered(input.sections ?? []) };
  },
  async preview(input, ctx) {
    const content = contentOf(input);
    await refuseTooMany(content, ctx);
    const { rule } = content;
    const next = ctx.schedules.upcoming(rule, ctx.clock(), 3).map(({ at }) => momentIn(rule.zone, at));
    const question = `Post **${escapeMarkdown(input.title)}** in ${inlineCode(`#${input.channelName}`)} ${ruleInWords(rule)}?`;
    const sample = await sampleOf(input, rule, ctx);
    return {
      markdown: `${question}\n\nOne approval holds for all of them, until the schedule is paused or deleted. If it came now, it would say:\n\n${sample}`,
      facts: {
        Project: input.project,
        Channel: `#${input.channelName}`,
        'Next times': next.join(' · '),
        'Time zone': rule.zone === 'UTC' ? 'UTC. For local time, name a city such as Berlin' : rule.zone,
      },
    };
  },
  run: async (input, { schedules, effect }) => outputOf(await schedules.keep(effect.id, contentOf(input))),
  async find(_input, { schedules, effect }) {
    const kept = await schedules.ofEffect(effect.id);
    return kept ? { found: outputOf(kept) } : 'absent';
  },
  ifAbsent: 'resend',
  undo: {
    look: async (_output, _input, { schedules, effect }) =>
      (await schedules.ofEffect(effect.id))?.state === 'deleted' ? 'gone' : 'yes',
    run: (_output, _input, { schedules, effect }) => schedules.endOfEffect(effect.id),
  },
  present: ({ number, title, when, next }) => ({
    markdown: `Schedule ${number} posts **${escapeMarkdown(title)}** ${escapeMarkdown(when)}.${next === '' ? '' : ` First: ${next}.`} Pause it with “digest pause ${number}”.`,
  }),
});
