import type { Capability, DecideAction, FormOffer, Reply } from '../../core/index.ts';

/** Something that a person can press below what is said: a capability's form, the help, or a decision about an effect. */
export type Offer =
  | { kind: 'form'; capability: Pick<Capability, 'name'>; label: string; args: Readonly<Record<string, string>> }
  | { kind: 'help'; label: string }
  | { kind: 'decide'; action: DecideAction };

/** What a door says at once, without a run. */
export interface Say {
  reply: Reply;
  offers: readonly Offer[];
}

/** Only a sentence. */
export const sentence = (tone: Reply['tone'], markdown: string): Say => ({ reply: { tone, markdown }, offers: [] });

export const formOffer = (
  capability: Capability,
  { label = capability.title, args = {} }: { label?: string; args?: Readonly<Record<string, string>> } = {},
): Offer => ({ kind: 'form', capability, label, args });

/** What a reply itself offers. */
export const offersOf = ({ offers = [] }: Reply): Offer[] =>
  offers.map(({ capability, label, args }: FormOffer) => ({
    kind: 'form',
    capability: { name: capability as Capability['name'] },
    label,
    args,
  }));

export const helpOffer: Offer = { kind: 'help', label: 'Show everything' };
