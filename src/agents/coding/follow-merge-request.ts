import { z } from 'zod';
import {
  AppError,
  type Context,
  defineCapability,
  escapeMarkdown,
  inlineCode,
  isMergeRequestOver,
  type MergeRequestStatus,
} from '../../core/index.ts';
import { isLinkTo, projectIn, readMergeRequestName } from './merge-request-name.ts';
import { followWanted } from './sentences.ts';
import { utterances } from './utterances.ts';

const shownComments = 3;
const shownLength = 300;

const output = z.object({
  project: z.string(),
  iid: z.number().int(),
  title: z.string(),
  url: z.url(),
  state: z.enum(['opened', 'closed', 'merged', 'locked']),
  endedBy: z.string().describe('Who merged or closed it'),
  pipeline: z.enum(['none', 'running', 'waiting', 'passed', 'failed', 'canceled', 'skipped']),
  pipelineUrl: z.string().describe('Empty without a pipeline'),
  approvers: z.array(z.string()),
  comments: z.array(z.object({ author: z.string(), text: z.string(), at: z.string() })).describe('The latest ones'),
  following: z
    .enum(['on', 'over', 'nowhere', 'stopped', 'off'])
    .describe('on: changes are told; over: nothing will change; nowhere: there is no chat to tell it in'),
  until: z.string().describe('When the telling ends by itself; empty when nothing is told'),
});
type Output = z.output<typeof output>;

const refuse = (field: string, message: string): AppError =>
  new AppError('input.invalid', message, { fields: { [field]: message } });

interface Request {
  project: string;
  mergeRequest: string;
  stop: boolean;
}

async function read({ project, mergeRequest }: Request, { gitlab }: Context): Promise<MergeRequestStatus> {
  const name = readMergeRequestName(mergeRequest);
  if (!name) {
    throw refuse('mergeRequest', 'Give the number of a merge request, such as !12, or the link of its page.');
  }
  if (name.project !== undefined && name.project !== project) {
    throw refuse(
      'mergeRequest',
      `This is a merge request of ${name.project}, and not of ${project}. Name that project.`,
    );
  }
  const status = await gitlab.mergeRequestStatus(project, name.iid);
  if (!status) throw refuse('mergeRequest', `There is no merge request !${name.iid} in ${project}. Check its number.`);
  if (isLinkTo(name, project, status.url)) return status;
  throw refuse(
    'mergeRequest',
    `This link leads to another place than ${project}. Name its project, or its number there.`,
  );
}

function cut(text: string): string {
  const letters = [
    ...text
      .replace(/\p{Cf}/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  ];
  return letters.length > shownLength ? `${letters.slice(0, shownLength).join('')}…` : letters.join('');
}

const outputOf = (project: string, status: MergeRequestStatus): Omit<Output, 'following' | 'until'> => ({
  project,
  iid: status.iid,
  title: status.title,
  url: status.url,
  state: status.state,
  endedBy: status.endedBy,
  pipeline: status.pipeline?.state ?? 'none',
  pipelineUrl: status.pipeline?.url ?? '',
  approvers: [...status.approvers],
  comments: status.comments
    .slice(-shownComments)
    .map(({ author, text, at }) => ({ author, text: cut(text), at: at.toISOString() })),
});

const stateWords = { opened: 'Open', closed: 'Closed', merged: 'Merged', locked: 'Being merged' } as const;
const followWords = {
  on: 'From now on its changes are told here, until it is merged or closed.',
  over: 'Nothing more will happen to it, so there is nothing to follow.',
  nowhere: 'There is no chat thread here to tell its changes in: ask for it in Slack to hear of them.',
  stopped: 'Its changes are no longer told.',
  off: 'You did not follow it, so there is nothing to stop.',
} as const;

export const capability = defineCapability({
  name: 'coding.follow-merge-request',
  title: 'Follow a merge request',
  description:
    'Tells state, pipeline and last comments of a GitLab merge request, and from then on tells what changes in the thread where it was asked. Use it to stay informed, and with stop to end that.',
  input: z.object({
    project: z.string().min(1).describe('Full path, for example "platform/api"'),
    mergeRequest: z.string().min(1).max(1_000).describe('Number, such as 12 or !12, or the link of its page'),
    stop: z.boolean().default(false).describe('Tell nothing more of it'),
  }),
  output,
  permission: 'gitlab:merge-requests:read',
  effect: 'write',
  vendors: ['gitlab'],
  utterances: utterances.followMergeRequest,
  fromSentence: followWanted,
  examples: [
    { says: 'follow !12 in platform/api', input: { project: 'platform/api', mergeRequest: '!12' } },
    {
      says: 'stop following merge request 12',
      input: { project: 'platform/api', mergeRequest: '12', stop: true },
    },
  ],
  phrases: [
    '[{stop:stop}] (follow|following|watch|watching) [(merge request|MR)] {mergeRequest} [in {project}]',
    '{stop:unfollow|unwatch} [(merge request|MR)] {mergeRequest} [in {project}]',
  ],
  takesOver: { mergeRequest: 'url' },
  fromWords(words) {
    const all = words.trim().split(/\s+/);
    const named = all.map((word) => ({ word, name: readMergeRequestName(word) })).find(({ name }) => name);
    const project = named?.name && projectIn(named.name);
    return {
      ...(named ? { mergeRequest: named.word } : {}),
      ...(project === undefined ? {} : { project }),
      ...(all.some((word) => /^(stop|unfollow)$/i.test(word)) ? { stop: true } : {}),
    };
  },
  async compute(input, ctx) {
    return { input, status: await read(input, ctx) };
  },
  async store({ input: { project, stop }, status }, { follows }): Promise<Output> {
    const told = outputOf(project, status);
    if (stop) {
      const count = await follows.stop(project, status.iid);
      return { ...told, following: count > 0 ? 'stopped' : 'off', until: '' };
    }
    if (isMergeRequestOver(status)) return { ...told, following: 'over', until: '' };
    const until = await follows.follow(project, status);
    return { ...told, following: until ? 'on' : 'nowhere', until: until?.toISOString() ?? '' };
  },
  present(told) {
    const comments = told.comments.map(
      ({ author, text }) => `- **${escapeMarkdown(author)}**: “${escapeMarkdown(text)}”`,
    );
    const by = told.endedBy === '' ? '' : ` by ${told.endedBy}`;
    return {
      markdown: [
        `**!${told.iid} ${escapeMarkdown(told.title)}** in ${inlineCode(told.project)}`,
        ...(comments.length > 0 ? ['', 'Last comments:', ...comments] : []),
        '',
        followWords[told.following],
      ].join('\n'),
      facts: {
        State: `${stateWords[told.state]}${by}`,
        Pipeline: told.pipeline,
        ...(told.approvers.length > 0 ? { 'Approved by': told.approvers.join(', ') } : {}),
        ...(told.until === '' ? {} : { 'At the latest until': told.until.slice(0, 10) }),
      },
      links: [
        { label: 'Merge request', url: told.url },
        ...(told.pipelineUrl === '' ? [] : [{ label: 'Pipeline', url: told.pipelineUrl }]),
      ],
    };
  },
});
