import { isExpected } from '../../core/index.ts';
import { toAppError } from './api-errors.ts';
import { askForMissing } from './ask-back.ts';
import { respondTo } from './converse.ts';
import type { DoorParts } from './door-parts.ts';
import { typedText } from './message-text.ts';
import type { SlackMessage } from './payloads.ts';
import type { Reception } from './reception.ts';
import { sayRefusal } from './refusal.ts';
import type { Say } from './say.ts';
import { renderSay } from './whisper.ts';
import { tenantOf, whoIs } from './who.ts';

/** Answers without a run leave no row behind, so that what was or is being answered is remembered here. */
const remembered = 1_000;

export interface Messages {
  answer(message: SlackMessage, reception: Reception): Promise<void>;
}

/** Mentions and direct messages: the same words as after `/adjutant`, answered in the thread. */
export function createMessages({ services, clients }: DoorParts): Messages {
  const answers = new Map<string, Promise<void>>();

  function remember(identity: string, answer: Promise<void>): void {
    answers.set(identity, answer);
    const [oldest] = answers.keys();
    if (answers.size > remembered && oldest !== undefined) answers.delete(oldest);
  }

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

  /** What is said to it; nothing when a run was accepted, which answers itself. */
  async function sayTo(message: SlackMessage, correlation: string): Promise<Say | undefined> {
    const { speaker, place, identity, text, botUser } = message;
    const who = await whoIs(services.identity, speaker);
    const answer = await respondTo(services, typedText(text, botUser), {
      speaker,
      who,
      place,
      externalId: identity,
      conversationKey: `slack:${speaker.team}:${place.channel}:${place.thread}`,
      correlation,
    });
    if (answer.kind === 'accepted') return undefined;
    return answer.kind === 'say' ? answer : askForMissing(answer);
  }

  async function answerOnce(message: SlackMessage, { correlation }: Reception): Promise<void> {
    const say = await sayTo(message, correlation).catch((error: unknown) => {
      // What is not a refusal is not accepted: Slack sends the event again.
      if (!isExpected(error)) throw error;
      return sayRefusal(error, correlation, services.log);
    });
    if (!say) return;
    const tenant = await tenantOf(services.identity, message.speaker);
    if (tenant === undefined) {
      services.log.info({ team: message.speaker.team }, 'message from a workspace that is not connected');
      return;
    }
    await post(tenant, message, say);
  }

  async function settle(message: SlackMessage, reception: Reception): Promise<void> {
    try {
      await answerOnce(message, reception);
    } catch (error) {
      if (!isExpected(error)) {
        answers.delete(message.identity);
        throw error;
      }
      services.log.warn({ reason: error.message, correlation: reception.correlation }, 'message not answered');
    }
  }

  return {
    async answer(message, reception) {
      if (!message.isSaid) return;
      // A repetition is acknowledged when the first is, not before: that one may still fail.
      const begun = answers.get(message.identity);
      if (begun) return begun;
      const answer = settle(message, reception);
      remember(message.identity, answer);
      return answer;
    },
  };
}
