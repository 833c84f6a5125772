import { isAppError } from '../../core/index.ts';
import { type Say, sentence } from '../asking/say.ts';
import { type DoorParts, post } from './door-parts.ts';
import { type InboundTurn, referenceOf, rootOf } from './turn.ts';
import { tenantOf } from './who.ts';

/** Three first tasks. */
const first: readonly (readonly [title: string, words: string])[] = [
  ['See what I can do', 'help'],
  ['Plan something', 'plan launch the new website by the end of March'],
  ['Change code', 'code replace-text find="Adjutant" replace="The Adjutant" paths=README.md'],
];

function welcome({ place }: InboundTurn): Say {
  const mention = place.kind === 'personal' ? '' : '@Adjutant ';
  const lines = first.map(([title, words], index) => `${index + 1}. ${title}: \`${mention}${words}\``);
  return sentence(
    'neutral',
    `**Hello, I am Adjutant.** I plan, watch risks, change code, post and keep leads for your projects, and ask a person before I change anything outside myself.\n\nThree things to begin with:\n\n${lines.join('\n')}`,
  );
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
      const say = tenant === undefined ? notConnected(turn) : welcome(turn);
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

const notConnected = ({ place }: InboundTurn): Say =>
  sentence(
    'warning',
    `This organisation is not connected to Adjutant (${place.realm}). Ask whoever runs Adjutant in your organisation to connect it.`,
  );
