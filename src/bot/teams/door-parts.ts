import type { Address } from '../../core/index.ts';
import type { Located, Services } from '../../services/index.ts';
import type { ChatDoor } from '../asking/chat-door.ts';
import type { Clicker } from '../asking/clicks.ts';
import type { Say } from '../asking/say.ts';
import type { Utterance } from '../asking/utterance.ts';
import type { TeamsAdapter } from './adapter.ts';
import { inputMax } from './form-card.ts';
import { render } from './render.ts';
import { type InboundTurn, referenceOf, type TurnPlace } from './turn.ts';

/** What the handlers of this door work with. */
export interface DoorParts {
  services: Services;
  adapter: TeamsAdapter;
}

/** A turn of somebody we know. */
export interface KnownTurn {
  turn: InboundTurn;
  who: Located;
  correlation: string;
}

const alone: ChatDoor = {
  name: 'teams',
  prefix: '',
  mention: '; in a channel, mention me first',
  answering: 'just answer here',
  fieldMax: inputMax,
};
/** Among others we hear only what is said to us. */
const amongOthers: ChatDoor = {
  ...alone,
  prefix: '@Adjutant',
  mention: '',
  answering: 'just answer here, and mention me',
};

/** How one writes to us in that kind of conversation. */
export const teamsChat = (kind: TurnPlace['kind']): ChatDoor => (kind === 'personal' ? alone : amongOthers);

const addressOf = ({ place, speaker }: InboundTurn): Address => ({
  door: 'teams',
  to: { realm: place.realm, conversation: place.conversation, user: speaker.user },
});

/** What somebody wants, as all doors hand it on. */
export function utteranceOf({ turn, who, correlation }: KnownTurn, externalId = turn.identity): Utterance {
  const conversationKey = `teams:${turn.place.realm}:${turn.place.conversation.replace(';messageid=', ':')}`;
  return {
    door: teamsChat(turn.place.kind),
    who,
    source: `teams:${turn.place.realm}`,
    externalId,
    conversationKey,
    answersAt: conversationKey,
    address: addressOf(turn),
    correlation,
  };
}

export const clickerOf = ({ turn, who, correlation }: KnownTurn): Clicker => ({
  who,
  door: teamsChat(turn.place.kind),
  correlation,
});

/** Answers find their way by it, so that it is kept before anything is accepted. */
export const keepPlace = ({ services: { references } }: DoorParts, { turn, who }: KnownTurn): Promise<boolean> =>
  references.keep(who.tenant, referenceOf(turn.place, turn.speaker));

/** Says something where it was asked, without a run. */
export async function post({ adapter }: DoorParts, { place }: InboundTurn, { reply, offers }: Say): Promise<void> {
  await adapter.send(place, render(reply, { offers }));
}
