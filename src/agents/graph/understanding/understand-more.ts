import {
  type Adoption,
  AppError,
  type Call,
  type Earlier,
  isAppError,
  isGreeting,
  type Model,
  type ModelMessage,
  type ModelToolCall,
  type Outcome,
  type Principal,
  plainText,
  type Registry,
  type Remembered,
} from '../../../core/index.ts';
import { conversationOf, type SoFar } from './conversation.ts';
import { greetingFor, isOnlyGreeting } from './greet.ts';
import { understandPrompt } from './prompts/understand.ts';
import { type ReadCalls, readCalls } from './read-calls.ts';
import { toolboxFor } from './tools.ts';
import { understandOtherwise } from './without-a-model.ts';

/** How much one request may come to. */
const maxCalls = 5;
const maxRounds = 3;
/** What is wrong with its calls is told to the model once. */
const maxTries = 2;

const replyName = 'orchestrator.say-answer';

export interface Understanding {
  registry: Registry;
  principal: Principal;
  model: Model;
  remembered: readonly Remembered[];
  /** What was answered in the thread before. */
  earlier: readonly Earlier[];
  today: Date;
  signal: AbortSignal;
}

const isDone = (outcome: Outcome | null | undefined): boolean =>
  outcome?.kind === 'done' || outcome?.kind === 'refused';

/** Whether there is more to be understood of it now: at the beginning, and when all that was looked up is there. */
export const isOpen = ({ ask, calls, outcomes }: SoFar): boolean =>
  !ask.isOver && calls.every((_, index) => isDone(outcomes[index]));

const inWords = (outcome: Outcome, text: string): Adoption => ({
  calls: [{ capability: replyName, input: { text } }],
  outcomes: [outcome],
  isOver: true,
});

const refused = (code: AppError['code'], message: string, words: string): Adoption => {
  const plain = plainText(message, words);
  return inWords({ kind: 'refused', code, message: plain }, plain);
};

function said(text: string, words: string): Adoption {
  const plain = plainText(text, words);
  if (plain === '')
    return refused('upstream.refused', 'The model had nothing to say to this. Please say it in other words.', words);
  return inWords({ kind: 'done', output: { text: plain } }, plain);
}

const isLook = ({ registry }: Understanding, { capability }: Call): boolean =>
  registry.find(capability)?.effect === 'read';

function greeted({ registry, principal }: Understanding): Adoption {
  const output = { text: greetingFor(registry, principal), by: 'adjutant' };
  return {
    calls: [{ capability: replyName, input: output }],
    outcomes: [{ kind: 'done', output }],
    isOver: true,
  };
}

function adopted(calls: readonly Call[], { ask }: SoFar, understanding: Understanding): Adoption {
  const goesOn = calls.every((call) => isLook(understanding, call)) && ask.rounds.length + 1 < maxRounds;
  return { calls, outcomes: calls.map(() => null), isOver: !goesOn };
}

const again = 'Not called, as another call beside it was wrong. Give all calls again.';

const correction = (text: string, wanted: readonly ModelToolCall[], { faults }: ReadCalls): ModelMessage[] => [
  { from: 'model', text, calls: wanted },
  ...wanted.map(({ id }): ModelMessage => ({ from: 'tool', call: id, text: faults.get(id) ?? again })),
];

const notUsable = ({ faults }: ReadCalls): AppError =>
  new AppError(
    'input.invalid',
    `The model did not turn this into something that can be done: ${[...faults.values()][0] ?? 'its calls are wrong.'}`,
  );

async function ask(soFar: SoFar, understanding: Understanding): Promise<Adoption> {
  const { registry, principal, model, remembered, earlier, today } = understanding;
  const hasReadOthers = soFar.calls.length > 0 || remembered.some(({ by }) => by !== 'asker');
  const toolbox = toolboxFor(soFar.ask, registry, hasReadOthers);
  const atMost = maxCalls - soFar.calls.length;
  const prompt = understandPrompt({ principal, today: today.toISOString().slice(0, 10), callsLeft: atMost });
  let messages = conversationOf(soFar, remembered);
  for (let tries = 1; ; tries += 1) {
    const answer = await model.ask({ prompt, messages, tools: toolbox.tools });
    if (answer.calls.length === 0) return said(answer.text, soFar.ask.words);
    const read = readCalls(answer.calls, { toolbox, principal, earlier, atMost });
    if (read.faults.size === 0) return adopted(read.calls, soFar, understanding);
    if (tries >= maxTries) throw notUsable(read);
    messages = [...messages, ...correction(answer.text, answer.calls, read)];
  }
}

/** A model that is of no help ends nothing in silence, and is no reason to try the whole run again. */
function otherwise(fault: AppError, { ask }: SoFar, understanding: Understanding): Adoption {
  const { registry, principal } = understanding;
  if (isGreeting(registry, ask.words)) return greeted(understanding);
  const found = understandOtherwise({ ask, registry, principal, fault });
  if ('message' in found) return refused(fault.code, found.message, ask.words);
  return { calls: found.calls, outcomes: found.calls.map(() => null), isOver: true };
}

/** A defect, and a run that somebody else works on by now: neither says anything of the model. */
const isOurs = ({ code }: AppError): boolean => code === 'internal' || code === 'lease.lost';

/** The next calls of a request, or its answer in words. */
export async function understandMore(soFar: SoFar, understanding: Understanding): Promise<Adoption> {
  if (isOnlyGreeting(understanding.registry, soFar.ask.words)) return greeted(understanding);
  try {
    return await ask(soFar, understanding);
  } catch (error) {
    if (understanding.signal.aborted || !isAppError(error) || isOurs(error)) throw error;
    return otherwise(error, soFar, understanding);
  }
}
