import { type Earlier, refersBack } from '../../core/index.ts';
import { findQuestion, recallThread, type Services, type Session } from '../../services/index.ts';
import { questionPlace, type Utterance } from './utterance.ts';

/** A chat that never ends is about what was said before only for words that refer to it. */
const isAbout = ({ thread }: Utterance, text: string): boolean =>
  thread !== undefined && (thread.withinMinutes === undefined || refersBack(text));

/** Whether there may be anything to remember at all. */
export const mayRemember = (said: Utterance, text: string): boolean =>
  isAbout(said, text) || said.answersAt !== undefined;

/** With what a thread was about so far, as far as who speaks may know it, and what they were asked back there. */
export async function recall(
  { registry }: Pick<Services, 'registry'>,
  session: Session,
  text: string,
  said: Utterance,
): Promise<Utterance> {
  const { tx, principal } = session;
  const { thread, conversationKey } = said;
  const place = questionPlace(session, said);
  const earlier: readonly Earlier[] =
    thread && isAbout(said, text) ? await recallThread(tx, principal, { conversationKey, ...thread }, registry) : [];
  const asked = place && (await findQuestion(tx, place));
  return { ...said, words: text, earlier, question: asked && { asked, principal } };
}
