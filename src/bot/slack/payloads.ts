import { z } from 'zod';
import { AppError } from '../../core/index.ts';

/** Who speaks, in Slack's own names. Nothing here says what they may do. */
export interface Speaker {
  team: string;
  /** The Enterprise Grid organisation that the workspace belongs to. */
  enterprise: string | undefined;
  user: string;
  /** The workspace that the person is at home in: another one for guests through Slack Connect. */
  home: string | undefined;
}

/** Where something was said. */
export interface Place {
  channel: string;
  /** The root of the thread that answers go to; without one a run's own first message becomes the root. */
  thread: string | undefined;
  /** Reaches who asked, in this place, for half an hour, also where we may not post. */
  respond?: string | undefined;
}

const id = z.string().min(1).max(255);
const optional = id.nullish().transform((value) => value || undefined);

const command = z
  .object({
    team_id: id,
    enterprise_id: optional,
    channel_id: id,
    user_id: id,
    text: z.string().default(''),
    trigger_id: id,
    response_url: z.string().optional(),
  })
  .transform((body) => ({
    speaker: { team: body.team_id, enterprise: body.enterprise_id, user: body.user_id, home: undefined } as Speaker,
    place: { channel: body.channel_id, thread: undefined, respond: body.response_url } as Place,
    text: body.text,
    trigger: body.trigger_id,
    responseUrl: body.response_url,
  }));
export type SlackCommand = z.output<typeof command>;

/** A file as a message shows it. `external` ones lie with another service; of those from elsewhere there is only the id. */
const sharedFile = z
  .object({
    id,
    name: z.string().max(1_000).nullish(),
    size: z.number().nonnegative().nullish(),
    mode: z.string().nullish(),
    url_private: z.string().max(4_000).nullish(),
    url_private_download: z.string().max(4_000).nullish(),
  })
  .transform(({ url_private, url_private_download, ...file }) => ({
    id: file.id,
    name: file.name || 'file',
    bytes: file.size ?? undefined,
    url: url_private_download || url_private || undefined,
    isElsewhere: file.mode === 'external',
  }));
export type SharedFile = z.output<typeof sharedFile>;

const message = z
  .object({
    team_id: id,
    enterprise_id: optional,
    authorizations: z.array(z.object({ user_id: optional })).optional(),
    event: z.object({
      type: z.enum(['app_mention', 'message']),
      subtype: z.string().optional(),
      channel: id,
      channel_type: z.string().optional(),
      user: id.optional(),
      user_team: optional,
      bot_id: optional,
      text: z.string().default(''),
      ts: id,
      event_ts: id.optional(),
      thread_ts: optional,
      parent_user_id: optional,
      edited: z.unknown().optional(),
      hidden: z.boolean().optional(),
      files: z.array(sharedFile).nullish(),
    }),
  })
  .transform(({ event, ...body }) => ({
    speaker: {
      team: body.team_id,
      enterprise: body.enterprise_id,
      user: event.user ?? '',
      home: event.user_team,
    } as Speaker,
    place: { channel: event.channel, thread: event.thread_ts ?? event.ts } as Place & { thread: string },
    text: event.text,
    files: event.files ?? [],
    botUser: body.authorizations?.[0]?.user_id,
    /** The same for the mention and the message that Slack tells of separately, and for each repetition. */
    identity: `${body.team_id}:${event.channel}:${event.event_ts ?? event.ts}`,
    /** A plain reply in a thread of a channel, and no mention: that is told of by itself. */
    isAmongPeople:
      (event.channel_type === 'channel' || event.channel_type === 'group') &&
      event.subtype === undefined &&
      event.thread_ts !== undefined &&
      event.thread_ts !== event.ts,
    /** Its thread began with a message of ours. */
    isOwnRoot: event.parent_user_id !== undefined && event.parent_user_id === body.authorizations?.[0]?.user_id,
    /** Said by a person, just now: not an edit, not a bot, not Slack itself. */
    isSaid:
      event.user !== undefined &&
      event.bot_id === undefined &&
      event.edited === undefined &&
      event.hidden !== true &&
      (event.subtype === undefined || event.subtype === 'file_share' || event.subtype === 'thread_broadcast'),
  }));
export type SlackMessage = z.output<typeof message>;

const interaction = {
  user: z.object({ id, team_id: optional }),
  team: z.object({ id, enterprise_id: optional }).nullish(),
  enterprise: z.object({ id }).nullish(),
};
type Interaction = z.output<z.ZodObject<typeof interaction>>;
const speakerOf = ({ user, team, enterprise }: Interaction): Speaker => ({
  team: team?.id ?? user.team_id ?? enterprise?.id ?? '',
  enterprise: enterprise?.id ?? team?.enterprise_id,
  user: user.id,
  home: user.team_id,
});

const click = z
  .object({
    ...interaction,
    trigger_id: id,
    response_url: z.string().optional(),
    channel: z.object({ id }).optional(),
    container: z.object({ thread_ts: optional }).optional(),
    message: z.object({ thread_ts: optional }).optional(),
    actions: z.array(z.object({ action_id: id, value: z.string().max(2_000).optional() })).min(1),
  })
  .transform((body) => ({
    speaker: speakerOf(body),
    place: {
      channel: body.channel?.id ?? '',
      thread: body.container?.thread_ts ?? body.message?.thread_ts,
      respond: body.response_url,
    } as Place,
    trigger: body.trigger_id,
    responseUrl: body.response_url,
    value: body.actions[0]?.value ?? '',
  }));
export type SlackClick = z.output<typeof click>;

const submission = z
  .object({
    ...interaction,
    view: z.object({
      id,
      private_metadata: z.string().max(3_000),
      blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
    }),
  })
  .transform((body) => ({
    speaker: speakerOf(body),
    view: body.view.id,
    metadata: body.view.private_metadata,
    values: body.view.state.values,
    /** The inputs of the form, as an error can stand only beside one of these. */
    inputs: body.view.blocks.filter(({ type }) => type === 'input').map(({ block_id: name = '' }) => name),
  }));
export type SlackSubmission = z.output<typeof submission>;

function reader<T>(schema: z.ZodType<T>): (body: unknown) => T {
  return (body) => {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const paths = result.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new AppError('input.invalid', `This request has not the form that Slack documents: ${paths}.`);
  };
}

export const readSlackCommand = reader(command);
export const readMessage = reader(message);
export const readClick = reader(click);
export const readSubmission = reader(submission);

/** What one of our own buttons or forms carries; it came back from outside, so it is looked at again. */
export function readCarried<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('input.invalid', 'This button or form is from an older version. Please ask again.', { cause });
  }
}
