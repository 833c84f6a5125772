import { isExpected } from '../../core/index.ts';
import { decideFor, rateFor, sayHelp } from '../asking/clicks.ts';
import { createAnswers } from '../asking/once.ts';
import { sayExpected } from '../asking/refusal.ts';
import { sayTo } from '../asking/respond.ts';
import { formOffer, type Say, sentence } from '../asking/say.ts';
import type { Utterance } from '../asking/utterance.ts';
import { isOurs, readCarried } from './buttons.ts';
import { clickerOf, type DoorParts, type KnownTurn, keepPlace, post, utteranceOf } from './door-parts.ts';
import type { InboundTurn } from './turn.ts';
import { whoIs } from './who.ts';

type MessageTurn = InboundTurn & { kind: 'message' };

export interface Messages {
  answer(turn: MessageTurn, correlation: string): Promise<void>;
}

/** In a chat all is one conversation, of which only the latest is still talked about. */
const threadOf = ({ place }: InboundTurn): Utterance['thread'] => ({
  root: undefined,
  channel: undefined,
  ...(place.kind === 'personal' ? { withinMinutes: 30 } : {}),
});

/** What people write, in a chat or with a mention in a channel; also the buttons of clients that send them as messages. */
export function createMessages(parts: DoorParts): Messages {
  const { services } = parts;
  const once = createAnswers();

  /** Nothing when a run was accepted, which answers itself, or when the card itself shows what came of it. */
  async function answerTo(turn: MessageTurn, correlation: string): Promise<Say | undefined> {
    const known: KnownTurn = { turn, who: await whoIs(services.identity, turn.speaker), correlation };
    await keepPlace(parts, known);
    if (turn.text === '' && isOurs(turn.value)) return pressed(known, turn.value);
    return sayTo(services, turn.text, { ...utteranceOf(known), files: turn.files, thread: threadOf(turn) });
  }

  async function pressed(known: KnownTurn, value: unknown): Promise<Say | undefined> {
    const carried = readCarried(value);
    if (carried.adjutant === 'decide') {
      await decideFor(services, clickerOf(known), carried);
      return undefined;
    }
    if (carried.adjutant === 'rate') {
      await rateFor(services, clickerOf(known), carried);
      return sentence('success', 'Thank you. Your rating is kept.');
    }
    if (carried.adjutant === 'help') return sayHelp(services, clickerOf(known));
    const capability = services.registry.find(carried.capability);
    const offers = capability ? [formOffer(capability, { label: 'Fill in a form' })] : [];
    return { ...sentence('question', 'Your Teams sent this as a message. Please open the form again.'), offers };
  }

  async function answerOnce(turn: MessageTurn, correlation: string): Promise<void> {
    const say = await answerTo(turn, correlation).catch(sayExpected);
    if (!say) return;
    await post(parts, turn, say).catch((error: unknown) => {
      if (!isExpected(error)) throw error;
      services.log.warn({ reason: error.message, correlation }, 'message not answered');
    });
  }

  return { answer: (turn, correlation) => once.answer(turn.identity, () => answerOnce(turn, correlation)) };
}
