import type { FaultPoint, Verdict } from '../../../src/core/index.ts';
import type { Behaviour } from '../depot.ts';

/** What happens to an effect, one after the other. */
export type Step =
  | Verdict
  | 'send'
  | `crash at ${FaultPoint}`
  | 'expire'
  /** An admin pulls the kill switch, and lifts it. */
  | 'pull and lift'
  /** The vendor cannot be asked. */
  | 'down'
  | 'up'
  /** What the vendor does late is done now. */
  | 'arrive'
  /** The vendor's limit on a request is over. */
  | 'outwaited'
  /** Somebody builds on a thing of that kind, or takes that away again. */
  | 'build on box'
  | 'build on label'
  | 'clear'
  /** Somebody takes things of that kind away by hand. */
  | 'take away box'
  | 'take away label'
  /** All tries but one are used up. */
  | 'last'
  /** It was planned long ago. */
  | 'stale'
  | 'requester leaves'
  /** The span in which it is to be sent begins, or is over. */
  | 'begin'
  | 'end';

export interface Life {
  of: 'addBox' | 'postParcel' | 'orderCrate' | 'shipOrder';
  script?: Behaviour[];
  steps: Step[];
  path: string;
  parts?: string[];
  /** What the vendor saw, without the names. */
  saw: string;
}
