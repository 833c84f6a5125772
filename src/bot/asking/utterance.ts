import { type Address, AppError, type ChatFile, type Earlier, type Principal } from '../../core/index.ts';
import type { AskedQuestion, Located, Session, ThreadPlace } from '../../services/index.ts';
import type { Incomplete } from './ask-back.ts';
import type { ChatDoor } from './chat-door.ts';
import type { Say } from './say.ts';

/** Our own limit for what is said at once; forms have their chat's. */
const textMax = 100_000;

/** What somebody wants, with what tells it from every other request. */
export interface Utterance {
  door: ChatDoor;
  who: Located;
  source: string;
  externalId: string;
  conversationKey: string;
  address: Address;
  correlation: string;
  /** Where the next message of the same person answers what they are asked back now; left out where none would reach us. */
  answersAt?: string | undefined;
  /** What was typed. */
  words?: string;
  /** What came with it. */
  files?: readonly ChatFile[];
  /** The message that a thread began with, where something may have been said in it before. */
  thread?: Omit<ThreadPlace, 'conversationKey'> | undefined;
  /** What was answered in the thread before. */
  earlier?: readonly Earlier[];
  /** It goes on with that, as behind “then”. */
  isFollowUp?: boolean;
  /** What the same person was asked back there, and what they may do now. */
  question?: { asked: AskedQuestion; principal: Principal } | undefined;
}

/** A run that was accepted answers itself; `note` is what has to be said besides. */
export type Answer = { kind: 'accepted'; note?: Say } | ({ kind: 'say' } & Say) | ({ kind: 'incomplete' } & Incomplete);

/** Who asks, as the intake lets them in. */
export const askerOf = ({ who, door }: Utterance): Located & { door: ChatDoor['name'] } => ({
  ...who,
  door: door.name,
});

/** Where a question to who speaks stands, if one can be answered there. */
export const questionPlace = ({ principal }: Pick<Session, 'principal'>, { answersAt }: Utterance) =>
  answersAt === undefined ? undefined : { principal, place: answersAt };

export function checkLength(text: string): void {
  if (text.length <= textMax) return;
  throw new AppError(
    'input.too-large',
    `This text has ${text.length.toLocaleString('en')} characters; at most ${textMax.toLocaleString('en')} can be taken at once. Send less of it, or ask over MCP, which takes more.`,
  );
}
