import { isAppError, purpose } from '../../core/index.ts';
import type { Services } from '../../services/index.ts';
import { firstTasks } from '../asking/first-steps.ts';
import { sayExpected } from '../asking/refusal.ts';
import { helpOffer, type Say, sentence } from '../asking/say.ts';
import { notConnected } from '../asking/strangers.ts';
import { type DoorParts, post, teamsChat } from './door-parts.ts';
import { type InboundTurn, referenceOf, rootOf } from './turn.ts';
import { tenantOf } from './who.ts';

/** Nobody has spoken yet: what everybody begins with. */
function welcome({ registry }: Services, { place }: InboundTurn): Say {
  const tasks = firstTasks({ door: teamsChat(place.kind), principal: { projects: [] } }, registry.agents);
  return {
    ...sentence('neutral', `**Hello, I am Adjutant.** ${purpose} Three things to begin with:\n\n${tasks}`),
    offers: [helpOffer],
  };
}

export interface Membership {
  joined(turn: InboundTurn): Promise<void>;
  left(turn: InboundTurn): Promise<void>;
}

/** The bot comes to a conversation, or is taken out of it. */
export function createMembership(parts: DoorParts): Membership {
  const { services } = parts;
  return {
    async joined(turn) {
      const tenant = await tenantOf(services.identity, turn.place.realm);
      // Teams tells of the same twice, in two ways: who has been greeted is not greeted again.
      if (tenant !== undefined && !(await services.references.keep(tenant, referenceOf(turn.place, turn.speaker))))
        return;
      const say =
        tenant === undefined ? sayExpected(notConnected('organisation', turn.place.realm)) : welcome(services, turn);
      await post(parts, turn, say).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
        services.log.warn({ reason: error.message }, 'welcome not posted');
      });
    },
    async left({ place }) {
      const tenant = await tenantOf(services.identity, place.realm);
      if (tenant === undefined) return;
      const conversation = rootOf(place.conversation);
      await services.references.remove(tenant, { platform: 'teams', realm: place.realm, conversation });
    },
  };
}
