import { isExpected } from '../../core/index.ts';
import type { Located } from '../../services/index.ts';
import { createAnswers } from '../asking/once.ts';
import { overhear } from '../asking/overhear.ts';
import { sayExpected } from '../asking/refusal.ts';
import { sayTo } from '../asking/respond.ts';
import type { Say } from '../asking/say.ts';
import type { Utterance } from '../asking/utterance.ts';
import { toAppError } from './api-errors.ts';
import { answersAt, chatFilesOf, utteranceOf } from './chat.ts';
import type { DoorParts } from './door-parts.ts';
import { typedText } from './message-text.ts';
import type { SlackMessage } from './payloads.ts';
import type { Reception } from './reception.ts';
import { renderSay } from './whisper.ts';
import { tenantOf, whoIs } from './who.ts';

export interface Messages {
  answer(message: SlackMessage, reception: Reception): Promise<void>;
  /** What is said in a channel's thread to nobody by name: answered where it is plainly meant for us, and otherwise not at all. */
  overhear(message: SlackMessage, reception: Reception): Promise<void>;
}

/** Mentions and direct messages: the same words as after `/adjutant`, answered in the thread. */
export function createMessages({ services, clients }: DoorParts): Messages {
  const once = createAnswers();
  const onceOverheard = createAnswers();

  async function post(tenant: string, { speaker, place }: SlackMessage, say: Say): Promise<void> {
    const client = await clients.of(tenant, speaker.team);
    try {
      await client.chat.postMessage({
        channel: place.channel,
        thread_ts: place.thread,
        ...renderSay(say),
        unfurl_links: false,
        unfurl_media: false,
      });
    } catch (error) {
      throw toAppError(error);
    }
  }

  const saidBy = ({ speaker, place, identity }: SlackMessage, who: Located, correlation: string): Utterance => ({
    ...utteranceOf({ speaker, who, place, correlation }, identity),
    answersAt: answersAt(speaker, place),
    thread: { channel: place.channel, root: place.thread },
  });

  /** What is said to it; nothing when a run was accepted, which answers itself. */
  async function answerTo(message: SlackMessage, correlation: string): Promise<Say | undefined> {
    const { speaker, text, botUser } = message;
    const files = chatFilesOf(speaker, message.files);
    const who = await whoIs(services.identity, speaker);
    return sayTo(services, typedText(text, botUser), { ...saidBy(message, who, correlation), files });
  }

  /** Whom we do not know does not speak to us. */
  async function overheardFrom(message: SlackMessage, correlation: string): Promise<Say | undefined> {
    const { speaker, text, isOwnRoot, botUser } = message;
    const who = await whoIs(services.identity, speaker).catch((error: unknown) => {
      if (!isExpected(error)) throw error;
      return undefined;
    });
    return who && overhear(services, typedText(text, botUser), { ...saidBy(message, who, correlation), isOwnRoot });
  }

  async function answerOnce(message: SlackMessage, correlation: string, answerOf: typeof answerTo): Promise<void> {
    const say = await answerOf(message, correlation).catch(sayExpected);
    if (!say) return;
    const tenant = await tenantOf(services.identity, message.speaker);
    if (tenant === undefined) {
      services.log.info({ team: message.speaker.team }, 'message from a workspace that is not connected');
      return;
    }
    await post(tenant, message, say);
  }

  async function settle(message: SlackMessage, { correlation }: Reception, answerOf: typeof answerTo): Promise<void> {
    try {
      await answerOnce(message, correlation, answerOf);
    } catch (error) {
      if (!isExpected(error)) throw error;
      services.log.warn({ reason: error.message, correlation }, 'message not answered');
    }
  }

  return {
    async answer(message, reception) {
      if (message.isSaid) await once.answer(message.identity, () => settle(message, reception, answerTo));
    },
    async overhear(message, reception) {
      // Whoever mentions somebody speaks to them; where that is us, the mention comes by itself.
      if (!message.isSaid || !message.isAmongPeople || /<[@!]/.test(message.text)) return;
      await onceOverheard.answer(message.identity, () => settle(message, reception, overheardFrom));
    },
  };
}
