import type { WebClient } from '@slack/web-api';
import { AppError, type Deliver, type Delivery, type MessageRef, type Reply } from '../../core/index.ts';
import { stillHeld } from '../../platform/still-held.ts';
import { slackCodeOf, toAppError } from './api-errors.ts';
import type { Clients } from './clients.ts';
import { type Lost, noteFor, unreachable, withHint } from './elsewhere.ts';
import { type Form, fitted } from './fitted.ts';
import type { Illustration } from './picture-blocks.ts';
import { type Files, filesIn, keepFiles, noFiles, type Upload } from './pictures.ts';
import { type Rendered, render } from './render.ts';
import type { Respond } from './response-url.ts';

/** A place in Slack as it is kept with the message. */
interface Spot {
  channel: string;
  thread: string | undefined;
  /** The place that could not be written to. */
  lost: Lost | undefined;
}

const gone = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

function content(reply: Reply, { size, ...illustration }: Form, { lost }: Spot): Rendered {
  const rendered = render(reply, size, illustration);
  return lost === undefined ? rendered : withHint(rendered, lost);
}

const quiet = { unfurl_links: false, unfurl_media: false };
const metadataOf = (message: string) => ({ event_type: 'adjutant_message', event_payload: { message } });

/** What a message can be brought with. */
interface Tools {
  client: WebClient;
  respond: Respond;
}

/** A delivery with what is known about its pictures. */
type Illustrated = Delivery & { illustration: Illustration };

async function post(client: WebClient, delivery: Illustrated, spot: Spot): Promise<MessageRef> {
  const { content: reply, message, illustration } = delivery;
  const { channel, thread, lost } = spot;
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
    ...(lost === undefined ? {} : { lost: lost.channel, why: lost.why ?? '' }),
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

async function postSomewhere(tools: Tools, delivery: Illustrated): Promise<MessageRef> {
  const spot = await spotOf(tools.client, delivery);
  try {
    return await post(tools.client, delivery, spot);
  } catch (error) {
    const code = slackCodeOf(error) ?? '';
    if (code === 'thread_not_found') return post(tools.client, delivery, { ...spot, thread: undefined });
    const { user } = delivery.address.to;
    if (!unreachable.includes(code) || user === undefined) throw error;
    return postDirect(tools, delivery, user, { channel: spot.channel, why: code });
  }
}

/** To the person alone, who is told so where they asked. */
async function postDirect(tools: Tools, delivery: Illustrated, user: string, lost: Lost): Promise<MessageRef> {
  const { client, respond } = tools;
  const { respond: url } = delivery.address.to;
  try {
    const direct = await openDirect(client, user);
    const ref = await post(client, delivery, { channel: direct, thread: undefined, lost });
    if (url !== undefined)
      await respond(url, noteFor(lost, await permalinkOf(client, ref)), { signal: delivery.signal });
    return ref;
  } catch (error) {
    const code = slackCodeOf(error);
    if (code === undefined) throw error;
    const ref = url === undefined ? undefined : await showInPlace(tools, delivery, url, lost);
    if (ref) return ref;
    throw new AppError('delivery.unreachable', `Neither the channel nor the person can be written to (${code}).`, {
      cause: error,
    });
  }
}

/** Nothing else is left: only who asked sees it, in the place where they asked. */
async function showInPlace(
  { respond }: Tools,
  { content: reply, posted, illustration, signal }: Illustrated,
  url: string,
  lost: Lost,
): Promise<MessageRef | undefined> {
  const rendered = withHint(render(reply, 'whole', { ...illustration, files: noFiles }), lost);
  await stillHeld(signal);
  const isShown = await respond(url, rendered, { replaces: posted?.shown === 'in place', signal });
  return isShown ? { channel: lost.channel, shown: 'in place' } : undefined;
}

/** A note without a link says the same. */
const permalinkOf = async (client: WebClient, { channel = '', ts = '' }: MessageRef): Promise<string | undefined> => {
  try {
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch (error) {
    if (slackCodeOf(error) === undefined) throw error;
    return undefined;
  }
};

/** Replaces what was posted, or posts anew when it is gone. */
async function replace(tools: Tools, delivery: Illustrated, posted: MessageRef): Promise<MessageRef> {
  const { channel = '', ts = '' } = posted;
  if (ts === '') return postSomewhere(tools, delivery);
  const lost = posted.lost === undefined ? undefined : { channel: posted.lost, why: posted.why };
  const spot: Spot = { channel, thread: posted.thread, lost };
  try {
    await fitted(delivery.illustration, (form) =>
      tools.client.chat.update({
        channel,
        ts,
        ...content(delivery.content, form, spot),
        metadata: metadataOf(delivery.message),
      }),
    );
    return posted;
  } catch (error) {
    const code = slackCodeOf(error) ?? '';
    if (gone.includes(code) || unreachable.includes(code)) return postSomewhere(tools, delivery);
    throw error;
  }
}

export interface DeliverOptions {
  clients: Clients;
  upload: Upload;
  respond: Respond;
  /** Where people reach the console, for what cannot be shown here. */
  publicUrl: string;
}

/** Where the pictures of a reply can be seen whatever Slack says. */
function consoleOf({ links = [], asksFeedback }: Reply, publicUrl: string): string {
  const details = links.find(({ label }) => label === 'Details');
  return details?.url ?? `${publicUrl}/console${asksFeedback ? `/runs/${asksFeedback.run}` : ''}`;
}

/** Slack as a place that can be spoken to first. */
export function createDeliver({ clients, upload, respond, publicUrl }: DeliverOptions): Deliver {
  async function filesOf(client: WebClient, { content: { pictures = [] }, posted }: Delivery): Promise<Files> {
    return pictures.length === 0 ? noFiles : upload(client, pictures, filesIn(posted));
  }

  return {
    async deliver(delivery) {
      const client = await clients.of(delivery.tenant, delivery.address.to.team ?? '', delivery.signal);
      const files = await filesOf(client, delivery);
      const illustrated = { ...delivery, illustration: { files, seeAt: consoleOf(delivery.content, publicUrl) } };
      try {
        const ref = await (delivery.posted
          ? replace({ client, respond }, illustrated, delivery.posted)
          : postSomewhere({ client, respond }, illustrated));
        return { ...ref, ...keepFiles(files) };
      } catch (error) {
        throw toAppError(error);
      }
    },
  };
}
