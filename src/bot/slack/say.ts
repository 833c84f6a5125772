import type { Button } from '@slack/types';
import type { Reply } from '../../core/index.ts';

/** A reply with buttons of this door's own beside it. */
export interface Say {
  reply: Reply;
  buttons: readonly Button[];
}
