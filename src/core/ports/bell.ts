/** What may have work: a conversation with a run to go on with, an effect to send, a message to deliver. */
export const bellKinds = ['conversation', 'effect', 'message'] as const;
export type BellKind = (typeof bellKinds)[number];
export interface Ring {
  kind: BellKind;
  tenant: string;
  id: string;
  /** There is nothing to do before that. */
  delayMs?: number;
  /** Rung before, as far as is known: while such a one waits, there is no need of another. */
  isAgain?: boolean;
}

/** Says that there may be work; the truth is in Postgres. A bell that is lost is rung again by the sweeper. */
export interface Bell {
  ring(ring: Ring): void;
}

/** What a span says of a bell, by the conventions for messaging. */
const ofBell = (kind: BellKind, operation: 'send' | 'process') => ({
  'messaging.system': 'bullmq',
  'messaging.destination.name': kind,
  'messaging.operation.name': operation,
  'messaging.operation.type': operation,
});
export const rungBell = (kind: BellKind) => ofBell(kind, 'send');
export const answeredBell = (kind: BellKind) => ofBell(kind, 'process');
