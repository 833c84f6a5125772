import { setTimeout } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { AppError, type Deliver, type Delivery, type MessageRef, type Reply } from '../../core/index.ts';
import { isAboutAFile, slackCodeOf, toAppError } from './api-errors.ts';
import type { Clients } from './clients.ts';
import { type Files, filesIn, keepFiles, noFiles, type Upload } from './pictures.ts';
import { context, type Illustration, type Rendered, render, type Size } from './render.ts';

/** A place in Slack as it is kept with the message. */
interface Spot {
  channel: string;
  thread: string | undefined;
  /** The channel that could not be written to, and Slack's word for why. */
  lost: string | undefined;
  why?: string | undefined;
}

const tooMuch = ['msg_too_long', 'msg_blocks_too_long', 'invalid_blocks', 'invalid_blocks_format'];
const unreachable = [
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'user_not_in_channel',
  'restricted_action',
  'is_inactive',
];
const gone = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

/** Where it could not go, and what to do about it; stands above what was to be posted there. */
function hintFor(channel: string, why: string | undefined): string {
  const cure =
    why === 'is_archived'
      ? 'It is archived: please ask in another channel.'
      : 'To get answers there, type `/invite @Adjutant` in the channel.';
  return `I cannot write in <#${channel}>, so this is for you here. ${cure}`;
}

function content(reply: Reply, { size, ...illustration }: Form, { lost, why }: Spot): Rendered {
  const { blocks, text } = render(reply, size, illustration);
  if (lost === undefined) return { blocks, text };
  const hint = hintFor(lost, why);
  return { blocks: blocks.length > 0 ? [context(hint), ...blocks] : [], text: `${hint}\n\n${text}` };
}

/** One way to show a message. */
interface Form extends Illustration {
  size: Size;
}

/** From the whole with its pictures to the bare text. */
const formsOf = ({ files, seeAt }: Illustration): Form[] => [
  { size: 'whole', files, seeAt },
  ...(files.size > 0 ? [{ size: 'whole' as const, files: noFiles, seeAt }] : []),
  { size: 'compact', files: noFiles, seeAt },
  { size: 'text', files: noFiles, seeAt },
];

/** Slack looks at a new file for a moment before it can stand in a message. */
const filePausesMs = [300, 700, 1_500];

async function patiently<T>(form: Form, work: (form: Form) => Promise<T>): Promise<T> {
  for (const pauseMs of form.files.size > 0 ? filePausesMs : []) {
    try {
      return await work(form);
    } catch (error) {
      if (!isAboutAFile(error)) throw error;
      await setTimeout(pauseMs);
    }
  }
  return work(form);
}

/** Tries smaller and smaller forms while Slack says that it is too much. */
async function fitted<T>(illustration: Illustration, work: (form: Form) => Promise<T>): Promise<T> {
  for (const form of formsOf(illustration)) {
    try {
      return await patiently(form, work);
    } catch (error) {
      if (form.size === 'text' || !tooMuch.includes(slackCodeOf(error) ?? '')) throw error;
    }
  }
  throw new AppError('internal', 'There is no smaller form.');
}

const quiet = { unfurl_links: false, unfurl_media: false };
const metadataOf = (message: string) => ({ event_type: 'adjutant_message', event_payload: { message } });

/** A delivery with what is known about its pictures. */
type Illustrated = Delivery & { illustration: Illustration };

async function post(client: WebClient, delivery: Illustrated, spot: Spot): Promise<MessageRef> {
  const { content: reply, message, illustration } = delivery;
  const { channel, thread, lost, why } = spot;
  const answer = await fitted(illustration, (form) =>
    client.chat.postMessage({
      channel,
      ...content(reply, form, spot),
      ...(thread === undefined ? {} : { thread_ts: thread }),
      metadata: metadataOf(message),
      ...quiet,
    }),
  );
  return {
    channel: answer.channel ?? channel,
    ts: answer.ts ?? '',
    ...(thread === undefined ? {} : { thread }),
    ...(lost === undefined ? {} : { lost, why: why ?? '' }),
  };
}

/** Opens the direct message with a person. */
export async function openDirect(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id) return channel.id;
  throw new AppError('delivery.unreachable', 'Slack opened no direct message.');
}

/** Where a message belongs: under its thread's root, or where its address says; without a channel, to the person. */
async function spotOf(client: WebClient, { address: { to }, thread }: Delivery): Promise<Spot> {
  if (thread?.channel) return { channel: thread.channel, thread: thread.thread ?? thread.ts, lost: undefined };
  const channel = to.channel ?? (await openDirect(client, to.user ?? ''));
  return { channel, thread: to.thread, lost: undefined };
}

async function postSomewhere(client: WebClient, delivery: Illustrated): Promise<MessageRef> {
  const spot = await spotOf(client, delivery);
  try {
    return await post(client, delivery, spot);
  } catch (error) {
    const code = slackCodeOf(error) ?? '';
    if (code === 'thread_not_found') return post(client, delivery, { ...spot, thread: undefined });
    const { user } = delivery.address.to;
    if (!unreachable.includes(code) || user === undefined) throw error;
    return postDirect(client, delivery, user, { lost: spot.channel, why: code });
  }
}

async function postDirect(
  client: WebClient,
  delivery: Illustrated,
  user: string,
  reason: Pick<Spot, 'lost' | 'why'>,
): Promise<MessageRef> {
  try {
    return await post(client, delivery, { channel: await openDirect(client, user), thread: undefined, ...reason });
  } catch (error) {
    const code = slackCodeOf(error);
    if (code === undefined) throw error;
    throw new AppError('delivery.unreachable', `Neither the channel nor the person can be written to (${code}).`, {
      cause: error,
    });
  }
}

/** Replaces what was posted, or posts anew when it is gone. */
async function replace(client: WebClient, delivery: Illustrated, posted: MessageRef): Promise<MessageRef> {
  const { channel = '', ts = '' } = posted;
  const spot: Spot = { channel, thread: posted.thread, lost: posted.lost, why: posted.why };
  try {
    await fitted(delivery.illustration, (form) =>
      client.chat.update({
        channel,
        ts,
        ...content(delivery.content, form, spot),
        metadata: metadataOf(delivery.message),
      }),
    );
    return posted;
  } catch (error) {
    const code = slackCodeOf(error) ?? '';
    if (gone.includes(code) || unreachable.includes(code)) return postSomewhere(client, delivery);
    throw error;
  }
}

export interface DeliverOptions {
  clients: Clients;
  upload: Upload;
  /** Where people reach the console, for what cannot be shown here. */
  publicUrl: string;
}

/** Where the pictures of a reply can be seen whatever Slack says. */
function consoleOf({ links = [], asksFeedback }: Reply, publicUrl: string): string {
  const details = links.find(({ label }) => label === 'Details');
  return details?.url ?? `${publicUrl}/console${asksFeedback ? `/runs/${asksFeedback.run}` : ''}`;
}

/** Slack as a place that can be spoken to first. */
export function createDeliver({ clients, upload, publicUrl }: DeliverOptions): Deliver {
  async function filesOf(client: WebClient, { content: { pictures = [] }, posted }: Delivery): Promise<Files> {
    return pictures.length === 0 ? noFiles : upload(client, pictures, filesIn(posted));
  }

  return {
    async deliver(delivery) {
      const client = await clients.of(delivery.tenant, delivery.address.to.team ?? '');
      const files = await filesOf(client, delivery);
      const illustrated = { ...delivery, illustration: { files, seeAt: consoleOf(delivery.content, publicUrl) } };
      try {
        const ref = await (delivery.posted
          ? replace(client, illustrated, delivery.posted)
          : postSomewhere(client, illustrated));
        return { ...ref, ...keepFiles(files) };
      } catch (error) {
        throw toAppError(error);
      }
    },
  };
}
