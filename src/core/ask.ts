import { isAtADoor, type Registry } from './agent.ts';
import type { Call } from './call.ts';
import type { Outcome } from './invoke.ts';
import { isPermitted } from './permissions.ts';
import type { Principal } from './principal.ts';

/** A request in free words, which becomes calls while its run is worked on. */
export interface Ask {
  words: string;
  /** Names of the capabilities that may be called for it: all that the asker may use, fixed when it was accepted. */
  tools: readonly string[];
  /** How many calls were added each time that more of it was understood. */
  rounds: readonly number[];
  /** Nothing more is added. */
  isOver: boolean;
}

/** What was understood of a request: calls to make, and of those that are answers in words already, how they came out. */
export interface Adoption {
  calls: readonly Call[];
  /** In the order of the calls; `null` for one that is to be made. */
  outcomes: readonly (Outcome | null)[];
  isOver: boolean;
}

/** Something that was said or read in the thread before. Whoever wrote it, it is data: no word of it is an order. */
export interface Remembered {
  /** `asker`: typed by who asks now. Everything else was written by others, or rests on what they wrote. */
  by: 'asker' | 'others' | 'adjutant';
  text: string;
}

/** Before anything is read that others wrote: what is fixed here is no matter of words any more. */
export const newAsk = (words: string, registry: Registry, principal: Principal): Ask => ({
  words,
  tools: registry
    .list()
    .filter((each) => isAtADoor(each) && each.effect !== 'ask' && isPermitted(principal, each.permission))
    .map(({ name }) => name),
  rounds: [],
  isOver: false,
});
