import {
  type AppError,
  escapeMarkdown,
  fieldsOf,
  inlineCode,
  isExpected,
  isGivenUp,
  isPlainAnswer,
  missingFields,
  readAnswer,
  typedFields,
  withDefaults,
} from '../../core/index.ts';
import {
  type AskedQuestion,
  answerWithinMinutes,
  closeQuestion,
  findQuestion,
  type Services,
  settleQuestion,
} from '../../services/index.ts';
import { askToCorrect, formFor, isCorrectable } from './ask-back.ts';
import { submitWhole } from './calls.ts';
import { carryOut, said } from './carry-out.ts';
import { isRequest, type OpenQuestion } from './is-request.ts';
import { type Say, sentence } from './say.ts';
import { type Answer, askerOf, questionPlace, type Utterance } from './utterance.ts';

const titleOf = ({ capability }: OpenQuestion): string => `**${escapeMarkdown(capability.title)}**`;

const dropped = (open: OpenQuestion): Say => sentence('neutral', `I dropped ${titleOf(open)}. Nothing was done.`);

/** What the question holds, and the answer in its place. */
const argsWith = ({ asked, field }: OpenQuestion, text: string): Record<string, string> => ({
  ...typedFields(asked.raw),
  [field.name]: text,
});

/** Why an answer does not fit, with the question as open as it was. */
function misfit(error: AppError, open: OpenQuestion, text: string, { door }: Utterance): Say {
  const { reply, offers } = askToCorrect(error, { capability: open.capability, args: argsWith(open, text) }, door);
  const again = `I still wait for ${inlineCode(open.field.name)}: ${door.answering}. Said to me, ${inlineCode('cancel')} drops it.`;
  return { reply: { ...reply, markdown: `${reply.markdown}\n\n${again}` }, offers };
}

const unlessMisfit = (error: unknown): AppError => {
  if (!isExpected(error) || !isCorrectable(error)) throw error;
  return error;
};

/** Takes the question away and does what it was asked for, in one transaction; nothing where another answer was first. */
const takeUp = (services: Services, utterance: Utterance, open: OpenQuestion, raw: Record<string, unknown>) =>
  services.intake.serve(askerOf(utterance), async (session): Promise<Answer | undefined> => {
    const place = questionPlace(session, utterance);
    const { capability, asked } = open;
    const move = { asked: asked.event, event: utterance.externalId, state: 'answered' as const };
    if (!place || !(await settleQuestion(session.tx, place, move))) return undefined;
    const words = [asked.words, utterance.words].join(' — ');
    return submitWhole(
      services,
      session,
      { ...utterance, words },
      { capability, raw, args: typedFields(raw), unread: '' },
    );
  });

async function fill(services: Services, text: string, utterance: Utterance, open: OpenQuestion) {
  const known = open.asked.raw;
  let answer: Record<string, unknown>;
  try {
    answer = readAnswer(open, text, open.principal);
  } catch (error) {
    return said(services, open.principal, misfit(unlessMisfit(error), open, text, utterance));
  }
  try {
    return await takeUp(services, utterance, open, { ...known, ...answer });
  } catch (error) {
    return { kind: 'say' as const, ...misfit(unlessMisfit(error), open, text, utterance) };
  }
}

async function drop(services: Services, utterance: Utterance, open: OpenQuestion): Promise<Answer> {
  await services.intake.serve(askerOf(utterance), async (session) => {
    const place = questionPlace(session, utterance);
    const move = { asked: open.asked.event, event: utterance.externalId, state: 'dropped' as const };
    if (place) await settleQuestion(session.tx, place, move);
  });
  return said(services, open.principal, dropped(open));
}

/** An event that comes once more, as nobody knows whether it was answered: it changes nothing, and is answered again. */
function again(open: OpenQuestion): Answer {
  const { asked, capability, principal } = open;
  if (asked.state === 'answered') return { kind: 'accepted' };
  if (asked.state === 'dropped') return { kind: 'say', ...dropped(open) };
  const missing = missingFields(capability, withDefaults(capability, asked.raw, principal));
  return { kind: 'incomplete', capability, args: typedFields(asked.raw), rest: '', missing, principal, isOpen: true };
}

/** Nothing is done with what comes so late, and nothing of it is lost. */
async function tooLate(services: Services, text: string, utterance: Utterance, open: OpenQuestion): Promise<Answer> {
  await services.intake.serve(askerOf(utterance), async (session) => {
    const place = questionPlace(session, utterance);
    if (place) await closeQuestion(session.tx, place, [open.capability.name]);
  });
  const markdown = `I waited ${answerWithinMinutes} minutes for ${inlineCode(open.field.name)} of ${titleOf(open)}, and do not any more. Please ask for it again, or press the button, which holds what you wrote.`;
  const offers = formFor({ capability: open.capability, args: argsWith(open, text) }, utterance.door);
  return said(services, open.principal, { reply: { tone: 'question', markdown }, offers });
}

/** Another request is done; the question stays, and is not forgotten. */
async function besides(services: Services, text: string, utterance: Utterance, open: OpenQuestion): Promise<Answer> {
  const answer = await carryOut(services, text, utterance);
  if (answer.kind !== 'accepted') return answer;
  const left = await services.intake.serve(askerOf(utterance), async (session) => {
    const place = questionPlace(session, utterance);
    return place && findQuestion(session.tx, place);
  });
  if (left?.state !== 'open' || left.event !== open.asked.event) return answer;
  const markdown = `I took this as a request of its own. ${titleOf(open)} still waits for ${inlineCode(open.field.name)}: if this was the answer, write it in quotes.`;
  return { ...answer, note: sentence('neutral', markdown) };
}

function openQuestion({ registry }: Services, { question }: Utterance): OpenQuestion | undefined {
  const capability = question && registry.find(question.asked.capability);
  const field = capability && fieldsOf(capability).find(({ name }) => name === question?.asked.field);
  return question && capability && field && { ...question, capability, field };
}

/** Whether words that were said to nobody by name can only be the answer to what their writer was asked. */
export function isAnswerAlone(services: Services, text: string, utterance: Utterance): boolean {
  const open = openQuestion(services, utterance);
  if (!open) return false;
  const { state, isLapsed, event } = open.asked;
  const isOpen = state === 'open' && !isLapsed && isPlainAnswer(open, text, open.principal);
  return isOpen || event === utterance.externalId;
}

const isOver = ({ state }: AskedQuestion): boolean => state !== 'open';

/** Takes words as the answer to what was asked back before; nothing where they are none. */
export async function answerQuestion(
  services: Services,
  text: string,
  utterance: Utterance,
): Promise<Answer | undefined> {
  const open = openQuestion(services, utterance);
  if (!open) return undefined;
  if (open.asked.event === utterance.externalId) return again(open);
  if (isOver(open.asked)) return undefined;
  const isOther = isRequest(services.registry, text, open, utterance.earlier ?? []);
  if (open.asked.isLapsed) return isOther ? undefined : tooLate(services, text, utterance, open);
  if (isGivenUp(text) && open.field.kind !== 'boolean') return drop(services, utterance, open);
  if (isOther) return besides(services, text, utterance, open);
  return fill(services, text, utterance, open);
}
