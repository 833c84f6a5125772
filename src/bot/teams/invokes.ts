import { z } from 'zod';
import { AppError, isExpected } from '../../core/index.ts';
import { showCard } from '../../services/index.ts';
import { capabilityNamed, decideFor, formFor, rateFor, sayHelp } from '../asking/clicks.ts';

import { faultsOf } from '../asking/faults.ts';
import { sayRefusal } from '../asking/refusal.ts';
import type { Say } from '../asking/say.ts';
import { submitForm as submitEntered } from '../asking/submit-form.ts';
import { type Carried, readCarried } from './buttons.ts';
import type { Card } from './card-elements.ts';
import { clickerOf, type DoorParts, type KnownTurn, keepPlace, utteranceOf } from './door-parts.ts';
import { enteredIn, formCard } from './form-card.ts';
import { render } from './render.ts';
import { plainText, toElements } from './rich-text.ts';
import type { InboundTurn } from './turn.ts';
import { whoIs } from './who.ts';

type InvokeTurn = InboundTurn & { kind: 'invoke' };

/** What stands in the answer to Teams' own request. */
export interface InvokeAnswer {
  status: number;
  body?: object;
}

export interface Invokes {
  answer(turn: InvokeTurn, correlation: string): Promise<InvokeAnswer>;
}

const cardType = 'application/vnd.microsoft.card.adaptive';
const actionValue = z
  .object({ action: z.object({ verb: z.string().optional(), data: z.unknown() }) })
  // The verb says what is meant also where the data does not.
  .transform(({ action: { verb, data } }) =>
    verb !== undefined && typeof data === 'object' ? { adjutant: verb, ...data } : data,
  );
const taskValue = z.object({ data: z.unknown() });
const done = (body: object): InvokeAnswer => ({ status: 200, body });

/** Takes the place of the card; or stands below it. */
const showInstead = (card: Card): InvokeAnswer => done({ statusCode: 200, type: cardType, value: card });
const tell = (text: string): InvokeAnswer =>
  done({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text });

const dialog = (title: string, card: Card): InvokeAnswer =>
  done({
    task: {
      type: 'continue',
      value: { title, height: 'large', width: 'medium', card: { contentType: cardType, content: card } },
    },
  });
const lastWord = (text: string): InvokeAnswer => done({ task: { type: 'message', value: text } });
/** Nothing closes the dialog. */
const closed: InvokeAnswer = { status: 200 };

const textOf = ({ reply }: Say): string => plainText(toElements(reply.markdown));

export function createInvokes(parts: DoorParts): Invokes {
  const { services } = parts;

  async function decide(known: KnownTurn, carried: Carried & { adjutant: 'decide' }): Promise<InvokeAnswer> {
    const standing = await decideFor(services, clickerOf(known), carried);
    // A list stays what it is; the effect's own card is shown where it stands.
    if (carried.isListed) return tell(standing);
    const { tenant } = known.who;
    const card = await services.database.withTenant(tenant, (tx) => showCard(tx, services.ledger, carried.effect));
    return card ? showInstead(render(card).card) : tell(standing);
  }

  async function press(known: KnownTurn, carried: Carried): Promise<InvokeAnswer> {
    switch (carried.adjutant) {
      case 'decide':
        return decide(known, carried);
      case 'rate':
        await rateFor(services, clickerOf(known), carried);
        return tell('Thank you. Your rating is kept.');
      case 'help': {
        const { reply, offers } = await sayHelp(services, clickerOf(known));
        return showInstead(render(reply, { offers }).card);
      }
      default:
        throw new AppError('input.invalid', 'This button opens a form. Please ask again.');
    }
  }

  async function openForm(known: KnownTurn, carried: Carried): Promise<InvokeAnswer> {
    if (carried.adjutant !== 'form') throw new AppError('input.invalid', 'This button opens no form.');
    const form = await formFor(services, clickerOf(known), carried.capability);
    return dialog(form.capability.title, formCard({ ...form, args: carried.args }));
  }

  async function submitForm(known: KnownTurn, carried: Carried): Promise<InvokeAnswer> {
    if (carried.adjutant !== 'submit') throw new AppError('input.invalid', 'This form is from an older version.');
    const capability = capabilityNamed(services, carried.capability);
    const { form } = carried;
    const args = enteredIn(capability, carried);
    try {
      await submitEntered(services, utteranceOf(known, `form:${form}`), { capability, entered: args });
      return closed;
    } catch (error) {
      if (!isExpected(error)) throw error;
      const { message, fields } = faultsOf(error);
      const faults = { ...fields, ...(message === undefined ? {} : { '': message }) };
      const again = await formFor(services, clickerOf(known), capability.name);
      return dialog(capability.title, formCard({ ...again, args, form, faults }));
    }
  }

  /** By the invoke's name: what it does, and how a refusal of it is told. */
  const handlers: Readonly<
    Record<string, { run(known: KnownTurn, value: unknown): Promise<InvokeAnswer>; refuse(text: string): InvokeAnswer }>
  > = {
    'adaptiveCard/action': {
      run: (known, value) => press(known, readCarried(actionValue.parse(value))),
      refuse: tell,
    },
    'task/fetch': {
      run: (known, value) => openForm(known, readCarried(taskValue.parse(value).data)),
      refuse: lastWord,
    },
    'task/submit': {
      run: (known, value) => submitForm(known, readCarried(taskValue.parse(value).data)),
      refuse: lastWord,
    },
  };

  return {
    async answer(turn, correlation) {
      const handler = handlers[turn.name];
      if (!handler) return { status: 501 };
      try {
        const known: KnownTurn = { turn, who: await whoIs(services.identity, turn.speaker), correlation };
        await keepPlace(parts, known);
        return await handler.run(known, turn.value);
      } catch (error) {
        const told =
          error instanceof z.ZodError ? new AppError('input.invalid', 'This is no click that I know.') : error;
        return handler.refuse(textOf(sayRefusal(told, correlation, services.log)));
      }
    },
  };
}
