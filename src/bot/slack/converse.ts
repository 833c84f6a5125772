import {
  type Address,
  AppError,
  type Command,
  callsOf,
  isExpected,
  isPermitted,
  missingFields,
  type Principal,
  type ReadCall,
  readCommand,
  readInput,
  readSeveral,
  type Step,
  typedFields,
  unreadWords,
  withDefaults,
} from '../../core/index.ts';
import type { Located, Services, Session } from '../../services/index.ts';
import { askToCorrect, type Incomplete, isCorrectable } from './ask-back.ts';
import { didYouMean } from './did-you-mean.ts';
import { helpFor, registryFor } from './help.ts';
import type { Place, Speaker } from './payloads.ts';
import type { Say } from './say.ts';
import { undoable } from './undoable.ts';

/** Our own limit for what is said at once; forms have Slack's, of 3,000. */
const textMax = 100_000;

/** What somebody wants, with what tells it from every other request. */
export interface Utterance {
  speaker: Speaker;
  who: Located;
  place: Place;
  externalId: string;
  conversationKey: string;
  correlation: string;
}

export type Answer = { kind: 'accepted' } | ({ kind: 'say' } & Say) | ({ kind: 'incomplete' } & Incomplete);

const sourceOf = ({ team }: Speaker): string => `slack:${team}`;

function addressOf({ team, user }: Speaker, { channel, thread, respond }: Place): Address {
  const known = { ...(thread === undefined ? {} : { thread }), ...(respond === undefined ? {} : { respond }) };
  return { door: 'slack', to: { team, channel, user, ...known } };
}

/** Accepts calls: from here on the run is answered, whatever happens. */
export async function submitCalls(
  { submit }: Session,
  { speaker, place, externalId, conversationKey, correlation }: Utterance,
  calls: readonly ReadCall[],
): Promise<void> {
  await submit({
    calls,
    source: sourceOf(speaker),
    externalId,
    conversationKey,
    address: addressOf(speaker, place),
    correlation,
  });
}

type Call = Pick<Incomplete, 'capability' | 'args' | 'rest'>;

async function call(session: Session, utterance: Utterance, command: Call): Promise<Answer> {
  const { principal } = session;
  const { capability, rest } = command;
  // Who may not use it is told only that, and it is on record: submitting says so.
  if (isPermitted(principal, capability.permission)) {
    const { raw, unread } = readInput(command);
    const missing = missingFields(capability, withDefaults(capability, raw, principal));
    const args = { ...typedFields(raw), ...command.args };
    if (missing.length > 0) return { kind: 'incomplete', capability, args, rest, missing, principal };
    if (unread !== '') throw unreadWords(unread);
    await submitCalls(session, utterance, [{ capability, raw }]);
  } else await submitCalls(session, utterance, [{ capability, raw: {} }]);
  return { kind: 'accepted' };
}

/** Several at once are not asked back one by one: what one of them lacks is said, and nothing is begun. */
async function several(session: Session, utterance: Utterance, steps: readonly Step[]): Promise<Answer> {
  const denied = steps.find(({ command }) => !isPermitted(session.principal, command.capability.permission));
  if (denied) await submitCalls(session, utterance, [{ capability: denied.command.capability, raw: {} }]);
  const calls = callsOf(steps);
  for (const { capability, raw } of calls) {
    const missing = missingFields(capability, withDefaults(capability, raw, session.principal));
    if (missing.length === 0) continue;
    const names = missing.map(({ name }) => name).join(', ');
    throw new AppError('input.invalid', `${capability.title} still needs ${names}. Write it as name=value.`);
  }
  await submitCalls(session, utterance, calls);
  return { kind: 'accepted' };
}

function checkLength(text: string): void {
  if (text.length <= textMax) return;
  throw new AppError(
    'input.too-large',
    `This text has ${text.length.toLocaleString('en')} characters; at most ${textMax.toLocaleString('en')} can be taken at once. Send less of it, or ask over MCP, which takes more.`,
  );
}

type Talk = Exclude<Command, { kind: 'call' }>;

/** What is answered at once, as nothing is asked of an agent. */
function talk(services: Services, principal: Principal, command: Talk): Say | Promise<Say> {
  const own = registryFor(services.registry, principal);
  if (command.kind === 'unclear') return didYouMean(own, command);
  return command.about === 'undo' ? undoable(services, principal) : helpFor(own, principal, command);
}

/** Reads what was typed and does it, with one transaction for all. Throws what is wrong with it. */
export async function respondTo(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  checkLength(text);
  const who = { ...utterance.who, door: 'slack' as const };
  const steps = readSeveral(services.registry, text);
  if (steps) return services.intake.serve(who, (session) => several(session, utterance, steps));
  const command = readCommand(services.registry, text);
  if (command.kind !== 'call') {
    const principal = await services.intake.serve(who, async (session) => session.principal);
    return { kind: 'say', ...(await talk(services, principal, command)) };
  }
  try {
    return await services.intake.serve(who, (session) => call(session, utterance, command));
  } catch (error) {
    if (!isExpected(error) || !isCorrectable(error)) throw error;
    return { kind: 'say', ...askToCorrect(error, command) };
  }
}
