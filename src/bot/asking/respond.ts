import { type Earlier, refersBack } from '../../core/index.ts';
import { findQuestion, recallThread, type Services } from '../../services/index.ts';
import { answerQuestion } from './answer-question.ts';
import { askForMissing } from './ask-back.ts';
import { carryOut } from './carry-out.ts';
import { respondWithFiles } from './respond-with-files.ts';
import type { Say } from './say.ts';
import { type Answer, askerOf, checkLength, questionPlace, type Utterance } from './utterance.ts';

/**
 * What a thread was about so far, as far as who speaks may know it, and what they were asked back there. A chat that never ends is
 * about what was said before only for words that refer to it.
 */
async function recall({ intake, registry }: Services, text: string, said: Utterance): Promise<Utterance> {
  const { thread, conversationKey, answersAt } = said;
  const isEndless = thread?.withinMinutes !== undefined;
  const isAbout = thread !== undefined && (!isEndless || refersBack(text));
  const utterance = { ...said, words: text };
  if (!isAbout && answersAt === undefined) return utterance;
  return intake.serve(askerOf(said), async (session) => {
    const { tx, principal } = session;
    const place = questionPlace(session, said);
    const earlier: readonly Earlier[] = isAbout
      ? await recallThread(tx, principal, { conversationKey, ...thread }, registry)
      : [];
    const asked = place && (await findQuestion(tx, place));
    return { ...utterance, earlier, question: asked && { asked, principal } };
  });
}

/** Reads what was typed and does it, with one transaction for all. Throws what is wrong with it. */
export async function respondTo(services: Services, text: string, said: Utterance): Promise<Answer> {
  checkLength(text);
  const utterance = await recall(services, text, said);
  const hasFiles = said.files !== undefined && said.files.length > 0;
  if (hasFiles) return respondWithFiles(services, text, utterance);
  return (await answerQuestion(services, text, utterance)) ?? carryOut(services, text, utterance);
}

/** The same where no form opens by itself; nothing is said when a run was accepted, which answers itself. */
export async function sayTo(services: Services, text: string, utterance: Utterance): Promise<Say | undefined> {
  const answer = await respondTo(services, text, utterance);
  if (answer.kind === 'accepted') return answer.note;
  return answer.kind === 'say' ? answer : askForMissing(answer, utterance.door);
}
