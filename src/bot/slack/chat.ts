import type { Address, ChatFile } from '../../core/index.ts';
import type { Located } from '../../services/index.ts';
import type { ChatDoor } from '../asking/chat-door.ts';
import type { Clicker } from '../asking/clicks.ts';
import type { Utterance } from '../asking/utterance.ts';
import { inputMax } from './form.ts';
import type { Place, SharedFile, Speaker } from './payloads.ts';

export const slackChat: ChatDoor = {
  name: 'slack',
  prefix: '/adjutant',
  mention: ', or mention me with the same',
  answering: 'just answer here',
  fieldMax: inputMax,
};

/** Among people a question takes only what cannot be meant for one of them. */
const amongPeople: ChatDoor = { ...slackChat, answering: 'mention me, or answer in quotes' };

const isDirect = (channel: string): boolean => channel.startsWith('D');

/** What was said by somebody we know. */
interface Said {
  speaker: Speaker;
  who: Located;
  place: Place;
  correlation: string;
}

function addressOf({ team, user }: Speaker, { channel, thread, respond }: Place): Address {
  const known = { ...(thread === undefined ? {} : { thread }), ...(respond === undefined ? {} : { respond }) };
  return { door: 'slack', to: { team, channel, user, ...known } };
}

/** What somebody wants, as all doors hand it on. What is said in no thread is a conversation of its own. */
export const utteranceOf = ({ speaker, who, place, correlation }: Said, externalId: string): Utterance => ({
  door: isDirect(place.channel) ? slackChat : amongPeople,
  who,
  source: `slack:${speaker.team}`,
  externalId,
  conversationKey: `slack:${speaker.team}:${place.channel}:${place.thread ?? externalId}`,
  address: addressOf(speaker, place),
  correlation,
});

/** Where the next message answers a question: in its thread, and in a direct message anywhere. Nowhere for what is said in no thread. */
export function answersAt({ team }: Speaker, { channel, thread }: Place): string | undefined {
  if (!isDirect(channel) && thread === undefined) return undefined;
  return `slack:${team}:${channel}${isDirect(channel) ? '' : `:${thread}`}`;
}

/** Files of a message, as they are found again when the run fetches them. */
export const chatFilesOf = ({ team }: Speaker, files: readonly SharedFile[]): ChatFile[] =>
  files.map(({ id, name, bytes, url, isElsewhere }) => ({
    door: 'slack',
    identity: `${team}:${id}`,
    name,
    bytes,
    place: { team, file: id, ...(url === undefined ? {} : { url }), ...(isElsewhere ? { isElsewhere: 'true' } : {}) },
  }));

export const clickerOf = (who: Located, correlation: string): Clicker => ({ who, door: slackChat, correlation });
