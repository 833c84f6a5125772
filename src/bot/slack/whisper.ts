import { isExpected, type Log } from '../../core/index.ts';
import type { Say } from '../asking/say.ts';
import { slackCodeOf, toAppError } from './api-errors.ts';
import { offerButtons } from './buttons.ts';
import type { Clients } from './clients.ts';
import { actionsBlock } from './decide-buttons.ts';
import { openDirect } from './deliver.ts';
import type { Place, Speaker } from './payloads.ts';
import { type Rendered, render } from './render.ts';
import type { Respond } from './response-url.ts';

/** A reply with what is offered below it. */
export function renderSay({ reply, offers }: Say): Rendered {
  const { blocks, text } = render(reply);
  return { text, blocks: offers.length > 0 ? [...blocks, actionsBlock(offerButtons(offers))] : blocks };
}

interface Listener {
  tenant: string | undefined;
  speaker: Speaker;
  place: Place;
  responseUrl: string | undefined;
}

/** Says something that only one person sees. */
export type Whisper = (listener: Listener, say: Say) => Promise<void>;

export function createWhisper({ clients, respond, log }: { clients: Clients; respond: Respond; log: Log }): Whisper {
  async function byClient(tenant: string, { speaker, place }: Listener, rendered: Rendered): Promise<void> {
    const client = await clients.of(tenant, speaker.team);
    try {
      await client.chat.postEphemeral({
        channel: place.channel,
        user: speaker.user,
        ...rendered,
        ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
      });
    } catch (error) {
      if (slackCodeOf(error) === undefined) throw error;
      await client.chat.postMessage({ channel: await openDirect(client, speaker.user), ...rendered });
    }
  }

  return async function whisper(listener, say) {
    const rendered = renderSay(say);
    const { responseUrl, tenant, place } = listener;
    // An answer by that address stands in the channel, where somebody who reads a thread does not look.
    const isInThread = place.thread !== undefined && tenant !== undefined;
    if (!isInThread && responseUrl !== undefined && (await respond(responseUrl, rendered))) return;
    if (tenant === undefined) return void log.warn({ team: listener.speaker.team }, 'nobody could be answered');
    try {
      await byClient(tenant, listener, rendered);
    } catch (error) {
      const known = toAppError(error);
      if (!isExpected(known)) throw known;
      log.warn({ tenant, reason: known.message }, 'person not answered');
    }
  };
}
