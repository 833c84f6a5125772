import type { Address } from '../../core/index.ts';

/** What differs from chat to chat in what people are told there. */
export interface ChatDoor {
  name: Address['door'];
  /** Stands before whatever is typed, as in `/adjutant plan …`; empty where nothing does. */
  prefix: string;
  /** Goes on a sentence about how to write to it: how it is mentioned instead. */
  mention: string;
  /** How somebody answers what they are asked there. */
  answering: string;
  /** The longest text that a field of its forms takes. */
  fieldMax: number;
}

/** Words as they are typed there. */
export const typedAt = ({ prefix }: Pick<ChatDoor, 'prefix'>, words: string): string =>
  prefix === '' ? words : `${prefix} ${words}`;
