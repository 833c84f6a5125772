import type { Address, Reply } from '../reply.ts';

/** Where a message ended up, in the door's own terms; kept so that it can be replaced later. */
export type MessageRef = Readonly<Record<string, string>>;

export interface Delivery {
  tenant: string;
  /** Ours; a door that can, attaches it to what it posts. */
  message: string;
  address: Address;
  content: Reply;
  /** The message under which this one belongs. */
  thread: MessageRef | undefined;
  /** Set when it was posted before and is to be replaced. */
  posted: MessageRef | undefined;
  /** Aborted when somebody else may post it: whatever goes on by then has to end, and nothing more may begin. */
  signal: AbortSignal;
}

/**
 * A door that can speak first. May be asked twice for the same message after a crash.
 * Throws `AppError`: retryable ones are tried again, others are final.
 */
export interface Deliver {
  deliver(delivery: Delivery): Promise<MessageRef>;
}
