import type { Services } from '../../services/index.ts';
import { answerQuestion } from './answer-question.ts';
import { askForMissing } from './ask-back.ts';
import { carryOut } from './carry-out.ts';
import { mayRemember, recall } from './recall.ts';
import { respondWithFiles } from './respond-with-files.ts';
import type { Say } from './say.ts';
import { type Answer, askerOf, checkLength, type Utterance } from './utterance.ts';

/** Reads what was typed and does it, with one transaction for all. Throws what is wrong with it. */
export async function respondTo(services: Services, text: string, said: Utterance): Promise<Answer> {
  checkLength(text);
  const utterance = mayRemember(said, text)
    ? await services.intake.serve(askerOf(said), (session) => recall(services, session, text, said))
    : { ...said, words: text };
  const hasFiles = said.files !== undefined && said.files.length > 0;
  if (hasFiles) return respondWithFiles(services, text, utterance);
  return (await answerQuestion(services, text, utterance)) ?? carryOut(services, text, utterance);
}

/** What is left to say to an answer; nothing when a run was accepted, which answers itself. */
export function sayingOf(answer: Answer, { door }: Pick<Utterance, 'door'>): Say | undefined {
  if (answer.kind === 'accepted') return answer.note;
  return answer.kind === 'say' ? answer : askForMissing(answer, door);
}

/** The same where no form opens by itself. */
export const sayTo = async (services: Services, text: string, utterance: Utterance): Promise<Say | undefined> =>
  sayingOf(await respondTo(services, text, utterance), utterance);
