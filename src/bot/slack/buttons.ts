import type { Button } from '@slack/types';
import { z } from 'zod';
import type { Offer } from '../asking/say.ts';
import { buttonOf } from './decide-buttons.ts';
import { shorten } from './fit.ts';

// Slack allows 2,000; the rest is for what Slack itself escapes.
const valueMax = 1_900;

const plain = (text: string) => ({ type: 'plain_text' as const, text: shorten(text, 75) });

/** What a button that opens a form carries: the capability, and what was typed for it already. */
export const formRequest = z.object({ capability: z.string(), args: z.record(z.string(), z.string()) });

/** Opens a capability's form. What was typed is left out where there is no room to carry it. */
function formButton({ capability: { name }, label, args }: Extract<Offer, { kind: 'form' }>): Button {
  const whole = JSON.stringify({ capability: name, args });
  const value = whole.length <= valueMax ? whole : JSON.stringify({ capability: name, args: {} });
  return { type: 'button', action_id: `form:${name}`, text: plain(label), value };
}

function offerButton(offer: Offer, index: number): Button {
  if (offer.kind === 'form') return formButton(offer);
  if (offer.kind === 'help') return { type: 'button', action_id: 'help', text: plain(offer.label), value: '{}' };
  const button = buttonOf(offer.action);
  // Slack wants each button of a message to have its own name.
  return { ...button, action_id: `${button.action_id}:${index + 1}` };
}

/** The same form may be offered for several things. */
function withOwnName(button: Button, index: number, all: readonly Button[]): Button {
  const isFirst = all.findIndex(({ action_id }) => action_id === button.action_id) === index;
  return isFirst ? button : { ...button, action_id: `${button.action_id}:${index + 1}` };
}

export const offerButtons = (offers: readonly Offer[]): Button[] => offers.map(offerButton).map(withOwnName);
