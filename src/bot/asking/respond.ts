import {
  type Address,
  AppError,
  asCommand,
  type Capability,
  type ChatFile,
  type Command,
  callsOf,
  type Earlier,
  isExpected,
  isPermitted,
  mayBeFree,
  missingFields,
  type Principal,
  type ReadCall,
  readCommand,
  readFields,
  readFollowUp,
  readInput,
  readSeveral,
  remembered,
  type Step,
  typedFields,
  unreadWords,
  withDefaults,
} from '../../core/index.ts';
import { type Located, recallThread, type Services, type Session, type ThreadPlace } from '../../services/index.ts';
import { askForMissing, askToCorrect, type Incomplete, isCorrectable } from './ask-back.ts';
import { audienceOf } from './audience.ts';
import type { ChatDoor } from './chat-door.ts';
import { didYouMean } from './did-you-mean.ts';
import { helpFor } from './help.ts';
import type { Say } from './say.ts';
import { undoable } from './undoable.ts';
import { keepCalls, noteFiles, readWithFiles } from './with-files.ts';

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
}

export type Answer = { kind: 'accepted' } | ({ kind: 'say' } & Say) | ({ kind: 'incomplete' } & Incomplete);

/** Accepts calls: from here on the run is answered, whatever happens. */
async function submitCalls(session: Session, utterance: Utterance, calls: readonly ReadCall[]): Promise<void> {
  const {
    door: _door,
    who: _who,
    files: _files,
    thread: _thread,
    earlier: _earlier,
    isFollowUp: _is,
    ...said
  } = utterance;
  await session.submit({ ...said, calls });
}

type Asker = Parameters<Services['intake']['serve']>[0];
type Call = Pick<Incomplete, 'capability' | 'args' | 'rest'>;

async function call({ requests }: Services, session: Session, utterance: Utterance, command: Call): Promise<Answer> {
  const { principal } = session;
  const { capability } = command;
  // Who may not use it is told only that, and it is on record: submitting says so.
  if (isPermitted(principal, capability.permission)) {
    const { raw: said, unread } = readInput(command);
    const { earlier = [], isFollowUp = false } = utterance;
    const raw = { ...remembered(earlier, capability, { raw: said, isThen: isFollowUp }), ...said };
    const missing = missingFields(capability, withDefaults(capability, raw, principal));
    const args = { ...typedFields(raw), ...command.args };
    // What becomes no run is counted here; a run is, where it is accepted.
    if (missing.length > 0 || unread !== '') requests.count(principal);
    if (missing.length > 0) return { kind: 'incomplete', capability, args, rest: unread, missing, principal };
    if (unread !== '') throw unreadWords(unread);
    await submitCalls(session, utterance, [{ capability, raw }]);
  } else await submitCalls(session, utterance, [{ capability, raw: {} }]);
  return { kind: 'accepted' };
}

/** Several at once are not asked back one by one: what one of them lacks is said, and nothing is begun. */
async function several(
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

function checkLength(text: string): void {
  if (text.length <= textMax) return;
  throw new AppError(
    'input.too-large',
    `This text has ${text.length.toLocaleString('en')} characters; at most ${textMax.toLocaleString('en')} can be taken at once. Send less of it, or ask over MCP, which takes more.`,
  );
}

type Talk = Exclude<Command, { kind: 'call' }>;

/** What is answered at once, as nothing is asked of an agent. */
function talk(services: Services, principal: Principal, { door }: Utterance, command: Talk): Say | Promise<Say> {
  const audience = audienceOf(services, principal, door);
  if (command.kind === 'unclear') return didYouMean(audience, command);
  return command.kind === 'undo' ? undoable(services, audience, command) : helpFor(audience, command);
}

/** What only a model can make something of becomes a run, which answers by itself. */
async function understand(services: Services, who: Asker, utterance: Utterance, text: string): Promise<Answer> {
  const capability = services.registry.find('orchestrator.ask');
  if (!capability) throw new AppError('internal', 'There is nothing that takes free words.');
  await services.intake.serve(who, (session) =>
    submitCalls(session, utterance, [{ capability, raw: { request: text } }]),
  );
  return { kind: 'accepted' };
}

type Filled = Parameters<typeof call>[3];

/** Does it; what is wrong with its values is asked back with a form that holds them. */
async function tryCall(services: Services, utterance: Utterance, command: Filled): Promise<Answer> {
  const { door, who } = utterance;
  try {
    return await services.intake.serve({ ...who, door: door.name }, (session) =>
      call(services, session, utterance, command),
    );
  } catch (error) {
    if (!isExpected(error) || !isCorrectable(error)) throw error;
    return { kind: 'say', ...askToCorrect(error, command, door) };
  }
}

/** What becomes no run is counted here. */
function said({ requests }: Services, principal: Principal, say: Say): Answer {
  requests.count(principal);
  return { kind: 'say', ...say };
}

/** What came along is noted first, and for good, as forms that are offered may hold it; it is fetched by the run. */
async function respondWithFiles(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  const { registry, intake } = services;
  const who = { ...utterance.who, door: utterance.door.name };
  const { files, principal } = await intake.serve(who, async (session) => ({
    files: await noteFiles(session, utterance.files ?? []),
    principal: session.principal,
  }));
  const meant = asCommand(registry, text, principal);
  const command = text.trim() === '' ? undefined : readCommand(registry, meant);
  const wanted = readWithFiles(meant, command, { registry, files });
  if (wanted.kind === 'say') return said(services, principal, wanted.say);
  if (wanted.kind === 'call') return tryCall(services, utterance, wanted);
  const keeping = keepCalls(services, { files, principal, project: wanted.project });
  if ('say' in keeping) return said(services, principal, keeping.say);
  await intake.serve(who, (session) => submitCalls(session, utterance, keeping.calls));
  return { kind: 'accepted' };
}

/** Where no agent is named, what the sentence most surely asks for; else what there is to say to it. */
async function answerFree(services: Services, text: string, utterance: Utterance, command: Command): Promise<Answer> {
  const who = { ...utterance.who, door: utterance.door.name };
  if (command.kind === 'unclear' && services.models.isThere) return understand(services, who, utterance, text);
  const principal = await services.intake.serve(who, async (session) => session.principal);
  const meant = asCommand(services.registry, text, principal);
  if (meant !== text) return carryOut(services, meant, utterance);
  if (command.kind === 'call') return tryCall(services, utterance, command);
  return said(services, principal, await talk(services, principal, utterance, command));
}

async function carryOut(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  const { registry } = services;
  const who = { ...utterance.who, door: utterance.door.name };
  const more = readFollowUp(registry, text, utterance.earlier ?? []);
  const [only, ...others] = more ?? [];
  // A single request can be asked back with a form.
  if (only && others.length === 0) return tryCall(services, { ...utterance, isFollowUp: true }, only.command);
  const steps = more ?? readSeveral(registry, text);
  if (steps) return services.intake.serve(who, (session) => several(services, session, utterance, steps));
  const command = readCommand(registry, text);
  if (command.kind === 'call' && !mayBeFree(registry, text)) return tryCall(services, utterance, command);
  return answerFree(services, text, utterance, command);
}

const referring =
  /\b(?:its?|their|them|these|those|then|the same)\b|\b(?:about|of|with|for|to|from|do|show|change) (?:that|this)\b|\b(?:that|this)[\s.?!]*$/i;

/**
 * What a thread was about so far, as far as who speaks may know it. A chat that never ends is about what was said before only for
 * words that refer to it.
 */
async function earlierIn({ intake, registry }: Services, text: string, said: Utterance): Promise<readonly Earlier[]> {
  const { thread, conversationKey, who, door } = said;
  const isEndless = thread?.withinMinutes !== undefined;
  if (!thread || (isEndless && !referring.test(text.slice(0, 300)))) return [];
  return intake.serve({ ...who, door: door.name }, ({ tx, principal }) =>
    recallThread(tx, principal, { conversationKey, ...thread }, registry),
  );
}

/** Reads what was typed and does it, with one transaction for all. Throws what is wrong with it. */
export async function respondTo(services: Services, text: string, said: Utterance): Promise<Answer> {
  checkLength(text);
  const utterance = { ...said, words: text, earlier: await earlierIn(services, text, said) };
  const hasFiles = said.files !== undefined && said.files.length > 0;
  return hasFiles ? respondWithFiles(services, text, utterance) : carryOut(services, text, utterance);
}

/** The same where no form opens by itself; nothing is said when a run was accepted, which answers itself. */
export async function sayTo(services: Services, text: string, utterance: Utterance): Promise<Say | undefined> {
  const answer = await respondTo(services, text, utterance);
  if (answer.kind === 'accepted') return undefined;
  return answer.kind === 'say' ? answer : askForMissing(answer, utterance.door);
}

/** What was entered, as if it had been typed. */
const wordsOf = (entered: Readonly<Record<string, string>>): string =>
  Object.entries(entered)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** Accepts what was entered into a capability's form. */
export const submitForm = (
  { intake }: Services,
  utterance: Utterance,
  { capability, entered }: { capability: Capability; entered: Readonly<Record<string, string>> },
): Promise<void> =>
  intake.serve({ ...utterance.who, door: utterance.door.name }, (session) =>
    submitCalls(session, { ...utterance, words: wordsOf(entered) }, [
      { capability, raw: readFields(capability, entered) },
    ]),
  );
