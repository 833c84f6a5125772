import {
  type Capability,
  type Command,
  inlineCode,
  nearestTo,
  readCommand,
  readInput,
  readSeveral,
  typedFields,
  valuesIn,
} from '../../core/index.ts';
import { tooLongForForm } from './ask-back.ts';
import type { Audience } from './audience.ts';
import { typedAt } from './chat-door.ts';
import { formOffer, helpOffer, type Offer, type Say } from './say.ts';

const shownLength = 100;
const suggestedLength = 1_000;
const nearestAtMost = 3;

const shorten = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, shownLength);

/** Opens the form of what was probably meant, with all that was typed for it. */
function meantOffers({ own, door }: Audience, meant: string): Offer[] {
  if (readSeveral(own, meant)) return [];
  const command = readCommand(own, meant);
  if (command.kind !== 'call') return [];
  const args = { ...typedFields(readInput(command).raw), ...command.args };
  return tooLongForForm(args, door).length > 0 ? [] : [formOffer(command.capability, { args })];
}

/** For what was not understood: never a guess, but what is nearest to it, to be chosen. */
export function didYouMean(audience: Audience, { text, nearest, meant }: Extract<Command, { kind: 'unclear' }>): Say {
  const { own, door } = audience;
  const notUnderstood = `I did not understand ${inlineCode(shorten(text))}.`;
  if (meant !== undefined && meant.length <= suggestedLength) {
    return {
      reply: { tone: 'warning', markdown: `${notUnderstood} Did you mean ${inlineCode(typedAt(door, meant))}?` },
      offers: [...meantOffers(audience, meant), helpOffer],
    };
  }
  // Its own names come first: what is near for everybody may be nothing that this person may use.
  const allowed = nearest.flatMap((each): Capability[] => (own.find(each.name) ? [each] : []));
  const shown = [...new Set([...allowed, ...nearestTo(own, text)])].slice(0, nearestAtMost);
  const offers = shown.map((each) => {
    const args = valuesIn(each, text, audience.principal);
    return tooLongForForm(args, door).length > 0 ? formOffer(each) : formOffer(each, { args });
  });
  return {
    reply: { tone: 'warning', markdown: `${notUnderstood} Did you mean one of these?` },
    offers: [...offers, helpOffer],
  };
}
