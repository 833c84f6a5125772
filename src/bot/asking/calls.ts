import {
  AppError,
  type Capability,
  callsOf,
  isExpected,
  isPermitted,
  missingFields,
  type ReadCall,
  readInput,
  remembered,
  type Step,
  typedFields,
  unreadWords,
  withDefaults,
} from '../../core/index.ts';
import { askQuestion, closeQuestion, type Services, type Session } from '../../services/index.ts';
import { askToCorrect, type Incomplete, isCorrectable } from './ask-back.ts';
import { type Answer, askerOf, questionPlace, type Utterance } from './utterance.ts';

/** Accepts calls: from here on the run is answered, whatever happens. What was asked back for one of them is answered by it. */
export async function submitCalls(session: Session, utterance: Utterance, calls: readonly ReadCall[]): Promise<void> {
  const { source, externalId, conversationKey, address, correlation, words } = utterance;
  const said = words === undefined ? {} : { words };
  await session.submit({ source, externalId, conversationKey, address, correlation, ...said, calls });
  const place = questionPlace(session, utterance);
  const names = calls.map(({ capability }) => capability.name);
  if (place) await closeQuestion(session.tx, place, names);
}

interface Wanted {
  capability: Capability;
  raw: Record<string, unknown>;
  /** As it was typed, for a form to begin with. */
  args: Record<string, string>;
  /** What nothing could be made of. */
  unread: string;
}

/** Asks for what is missing, in words that the next message answers. */
async function askBack(session: Session, utterance: Utterance, wanted: Wanted, missing: Incomplete['missing']) {
  const { principal, tx } = session;
  const { capability, raw, args, unread: rest } = wanted;
  const place = questionPlace(session, utterance);
  const [field] = missing;
  if (place && field) {
    const question = { capability: capability.name, field: field.name, raw, words: utterance.words ?? '' };
    await askQuestion(tx, place, { question, event: utterance.externalId });
  }
  return { kind: 'incomplete' as const, capability, args, rest, missing, principal, isOpen: place !== undefined };
}

/** Accepts a call that is whole; asks back what it lacks. */
export async function submitWhole(
  { requests }: Pick<Services, 'requests'>,
  session: Session,
  utterance: Utterance,
  wanted: Wanted,
): Promise<Answer> {
  const { principal } = session;
  const { capability, raw, unread } = wanted;
  const missing = missingFields(capability, withDefaults(capability, raw, principal));
  // What becomes no run is counted here; a run is, where it is accepted.
  if (missing.length > 0 || unread !== '') requests.count(principal);
  if (missing.length > 0) return askBack(session, utterance, wanted, missing);
  if (unread !== '') throw unreadWords(unread);
  await submitCalls(session, utterance, [{ capability, raw }]);
  return { kind: 'accepted' };
}

/** A call as it was read from words. */
export type Filled = Pick<Incomplete, 'capability' | 'args' | 'rest'>;

async function call(services: Services, session: Session, utterance: Utterance, command: Filled): Promise<Answer> {
  const { capability } = command;
  // Who may not use it is told only that, and it is on record: submitting says so.
  if (!isPermitted(session.principal, capability.permission)) {
    await submitCalls(session, utterance, [{ capability, raw: {} }]);
    return { kind: 'accepted' };
  }
  const { raw: said, unread } = readInput(command);
  const { earlier = [], isFollowUp = false } = utterance;
  const raw = { ...remembered(earlier, capability, { raw: said, isThen: isFollowUp }), ...said };
  const args = { ...typedFields(raw), ...command.args };
  return submitWhole(services, session, utterance, { capability, raw, args, unread });
}

/** Does it; what is wrong with its values is asked back with a form that holds them. */
export async function tryCall(services: Services, utterance: Utterance, command: Filled): Promise<Answer> {
  try {
    return await services.intake.serve(askerOf(utterance), (session) => call(services, session, utterance, command));
  } catch (error) {
    if (!isExpected(error) || !isCorrectable(error)) throw error;
    return { kind: 'say', ...askToCorrect(error, command, utterance.door) };
  }
}

/** Several at once are not asked back one by one: what one of them lacks is said, and nothing is begun. */
export async function several(
  { requests }: Services,
  session: Session,
  utterance: Utterance,
  steps: readonly Step[],
): Promise<Answer> {
  const denied = steps.find(({ command }) => !isPermitted(session.principal, command.capability.permission));
  if (denied) await submitCalls(session, utterance, [{ capability: denied.command.capability, raw: {} }]);
  const calls = callsOf(steps, utterance.earlier);
  for (const { capability, raw } of calls) {
    const missing = missingFields(capability, withDefaults(capability, raw, session.principal));
    if (missing.length === 0) continue;
    requests.count(session.principal);
    const names = missing.map(({ name }) => name).join(', ');
    throw new AppError('input.invalid', `${capability.title} still needs ${names}. Write it as name=value.`);
  }
  await submitCalls(session, utterance, calls);
  return { kind: 'accepted' };
}
