import { z } from 'zod';
import { inlineCode, isAppError, verdicts } from '../../core/index.ts';
import type { Located } from '../../services/index.ts';
import { decideFor, formFor, rateFor, sayHelp } from '../asking/clicks.ts';
import { sayRefusal } from '../asking/refusal.ts';
import { type Say, sentence } from '../asking/say.ts';
import { formRequest } from './buttons.ts';
import { clickerOf } from './chat.ts';
import type { DoorParts } from './door-parts.ts';
import { formOf } from './form.ts';
import { openView } from './open-view.ts';
import { readCarried, type SlackClick } from './payloads.ts';
import { ratingFormOf, ratingRequest } from './rating-form.ts';
import { reasonFormOf } from './reason-form.ts';
import type { Reception } from './reception.ts';
import { whoIs } from './who.ts';

/** What a button of a card carries: the effect and the hash of what was shown. */
const decisionRequest = z.object({
  verdict: z.enum(verdicts),
  effect: z.string().max(100),
  hash: z.string().max(200),
});

type Handler = (click: SlackClick, who: Located, reception: Reception) => Promise<Say | undefined>;

/** What a click leads to. Something is said to the clicker only where the card itself will not say it. */
export function createClicks(parts: DoorParts) {
  const { services, clients, whisper } = parts;

  const decide: Handler = async (click, who, { correlation }) => {
    await decideFor(services, clickerOf(who, correlation), readCarried(decisionRequest, click.value));
    return undefined;
  };

  const askReason: Handler = async ({ value, speaker, place, trigger }, who) => {
    const decision = readCarried(decisionRequest, value);
    const view = reasonFormOf({ ...decision, ...place });
    await openView(clients, { tenant: who.tenant, team: speaker.team, trigger }, view);
    return undefined;
  };

  const rate: Handler = async ({ value, speaker, place, trigger }, who, { correlation }) => {
    const { run, rating } = readCarried(ratingRequest, value);
    await rateFor(services, clickerOf(who, correlation), { run, rating, comment: '' });
    if (rating === 'good') return undefined;
    try {
      await openView(clients, { tenant: who.tenant, team: speaker.team, trigger }, ratingFormOf({ run, ...place }));
      return undefined;
    } catch (error) {
      if (!isAppError(error)) throw error;
      services.log.info({ reason: error.message }, 'rating form not opened');
      return sentence(
        'neutral',
        `Your rating is kept. To say why, write ${inlineCode('/adjutant orchestrator rate-answer <run> bad <why>')}.`,
      );
    }
  };

  const openForm: Handler = async ({ value, speaker, place, trigger }, who, { correlation }) => {
    const { capability: name, args } = readCarried(formRequest, value);
    const form = await formFor(services, clickerOf(who, correlation), name);
    const view = formOf({ ...form, args, metadata: { capability: name, ...place } });
    await openView(clients, { tenant: who.tenant, team: speaker.team, trigger }, view);
    return undefined;
  };

  const showHelp: Handler = (_click, who, { correlation }) => sayHelp(services, clickerOf(who, correlation));

  const answering =
    (handler: Handler) =>
    async (click: SlackClick, reception: Reception, ack: () => Promise<void>): Promise<void> => {
      const { speaker, place, responseUrl } = click;
      let tenant: string | undefined;
      let say: Say | undefined;
      try {
        const who = await whoIs(services.identity, speaker);
        tenant = who.tenant;
        say = await handler(click, who, reception);
      } catch (error) {
        say = sayRefusal(error, reception.correlation, services.log);
      }
      await ack();
      if (say) await whisper({ tenant, speaker, place, responseUrl }, say);
    };

  return {
    decide: answering(decide),
    askReason: answering(askReason),
    openForm: answering(openForm),
    rate: answering(rate),
    showHelp: answering(showHelp),
  };
}
