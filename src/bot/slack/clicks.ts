import { z } from 'zod';
import { AppError, inlineCode, isAppError, type Rating, verdicts } from '../../core/index.ts';
import { type Located, rateByClick } from '../../services/index.ts';
import { formRequest } from './buttons.ts';
import type { DoorParts } from './door-parts.ts';
import { formOf } from './form.ts';
import { helpFor, registryFor } from './help.ts';
import { openView } from './open-view.ts';
import { readCarried, type SlackClick } from './payloads.ts';
import { ratingFormOf, ratingRequest } from './rating-form.ts';
import { reasonFormOf } from './reason-form.ts';
import type { Reception } from './reception.ts';
import { sayRefusal } from './refusal.ts';
import type { Say } from './say.ts';
import { sentence } from './whisper.ts';
import { whoIs } from './who.ts';

/** What a button of a card carries: the effect and the hash of what was shown. */
const decisionRequest = z.object({
  verdict: z.enum(verdicts),
  effect: z.string().max(100),
  hash: z.string().max(200),
});
export type CarriedDecision = z.output<typeof decisionRequest>;

/** Decides for who clicked, with the roles that they have now. */
export async function decideFor(
  { services }: DoorParts,
  who: Located,
  decision: CarriedDecision & { reason?: string },
  correlation: string,
): Promise<string> {
  const principal = await services.intake.serve({ ...who, door: 'slack' }, async (session) => session.principal);
  return services.decide({ principal, ...decision, correlation });
}

/** Keeps what somebody thinks of a run's answer, in its own short transaction. */
export const rateFor = (
  { services }: DoorParts,
  who: Located,
  { run, rating, comment }: { run: string; rating: Rating; comment: string },
  correlation: string,
): Promise<void> =>
  services.intake.serve({ ...who, door: 'slack' }, ({ tx, principal }) =>
    rateByClick(tx, principal, { run: { id: run }, rating, comment, correlation }),
  );

type Handler = (click: SlackClick, who: Located, reception: Reception) => Promise<Say | undefined>;

/** What a click leads to. Something is said to the clicker only where the card itself will not say it. */
export function createClicks(parts: DoorParts) {
  const { services, clients, whisper } = parts;

  const decide: Handler = async (click, who, { correlation }) => {
    await decideFor(parts, who, readCarried(decisionRequest, click.value), correlation);
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
    await rateFor(parts, who, { run, rating, comment: '' }, correlation);
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

  const openForm: Handler = async ({ value, speaker, place, trigger }, who) => {
    const { capability: name, args } = readCarried(formRequest, value);
    const capability = services.registry.find(name);
    if (!capability)
      throw new AppError('capability.unknown', `${name} is no longer there. Ask for help to see what is.`);
    const principal = await services.intake.serve({ ...who, door: 'slack' }, async (session) => session.principal);
    const view = formOf({ capability, args, principal, metadata: { capability: name, ...place } });
    await openView(clients, { tenant: who.tenant, team: speaker.team, trigger }, view);
    return undefined;
  };

  const showHelp: Handler = (_click, who) =>
    services.intake.serve({ ...who, door: 'slack' }, async ({ principal }) =>
      helpFor(registryFor(services.registry, principal), principal, {}),
    );

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
