import type { Capability } from '../capability.ts';

export const wordsOf = (text: string): string[] => text.trim().split(/\s+/).filter(Boolean);
/** What stands before a wish, and is none. */
export const politeness = /^(?:(?:please|kindly|(?:can|could|would|will) you|I(?:'d| would) like (?:you )?to)\s+)+/i;

export const countOf = (text: string): number => wordsOf(text).length;

/** `risk` for `risks`: what people call one or several is the same thing to an agent. */
export const singular = (word: string): string => word.replace(/s$/, '');
export const isSame = (one: string, other: string): boolean => singular(one) === singular(other);

/** `show-plan` of `planning.show-plan`. */
export const verbNounOf = ({ name }: Pick<Capability, 'name'>): string => name.slice(name.indexOf('.') + 1);
