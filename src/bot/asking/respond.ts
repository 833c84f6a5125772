import {
  type Address,
  AppError,
  type Capability,
  callsOf,
  type Door,
  escapeMarkdown,
  type Field,
  inlineCode,
  isExpected,
  isPermitted,
  missingFields,
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
import { didYouMean, helpFor, registryFor } from './help.ts';
import { formOffer, type Say } from './say.ts';

/** Our own limit for what is said at once. */
const textMax = 100_000;

/** What somebody wants, with what tells it from every other request. */
export interface Utterance {
  door: Door;
  who: Located;
  source: string;
  externalId: string;
  conversationKey: string;
  address: Address;
  correlation: string;
}

/** A call that lacks something: a form asks for it. */
export interface Incomplete {
  capability: Capability;
  args: Record<string, string>;
  missing: readonly Field[];
}
export type Answer = { kind: 'accepted' } | ({ kind: 'say' } & Say) | ({ kind: 'incomplete' } & Incomplete);

/** Accepts calls: from here on the run is answered, whatever happens. */
export async function submitCalls(session: Session, utterance: Utterance, calls: readonly ReadCall[]): Promise<void> {
  const { source, externalId, conversationKey, address, correlation } = utterance;
  await session.submit({ calls, source, externalId, conversationKey, address, correlation });
}

interface Call {
  capability: Capability;
  args: Record<string, string>;
  rest: string;
}

async function call(session: Session, utterance: Utterance, command: Call): Promise<Answer> {
  const { principal } = session;
  const { capability } = command;
  const { raw, unread } = readInput(command);
  const missing = missingFields(capability, withDefaults(capability, raw, principal));
  if (missing.length > 0) {
    const args = { ...typedFields(raw), ...command.args };
    if (isPermitted(principal, capability.permission)) return { kind: 'incomplete', capability, args, missing };
    throw new AppError(
      'permission.denied',
      `Your role does not allow this (${capability.permission}). Ask an admin of your organisation.`,
    );
  }
  if (unread !== '') throw unreadWords(unread);
  await submitCalls(session, utterance, [{ capability, raw }]);
  return { kind: 'accepted' };
}

/** Several at once are not asked back one by one: what one of them lacks is said, and nothing is begun. */
async function several(session: Session, utterance: Utterance, steps: readonly Step[]): Promise<Answer> {
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

/** Reads what was typed and does it, with one transaction for all. Throws what is wrong with it. */
export async function respondTo(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  checkLength(text);
  const who = { ...utterance.who, door: utterance.door };
  const steps = readSeveral(services.registry, text);
  if (steps) return services.intake.serve(who, (session) => several(session, utterance, steps));
  const command = readCommand(services.registry, text);
  try {
    return await services.intake.serve(who, async (session): Promise<Answer> => {
      if (command.kind === 'call') return call(session, utterance, command);
      const own = registryFor(services.registry, session.principal);
      const say = command.kind === 'help' ? helpFor(own, session.principal, command) : didYouMean(own, command.text);
      return { kind: 'say', ...say };
    });
  } catch (error) {
    if (command.kind !== 'call' || !isExpected(error) || !isCorrectable(error)) throw error;
    return { kind: 'say', ...askToCorrect(error, command) };
  }
}

/** Something about the values is wrong, so that other values may be right. */
const isCorrectable = ({ code, fields }: AppError): boolean =>
  code === 'input.invalid' || Object.keys(fields).length > 0;

/** What is wrong, and a form that holds what was typed. */
function askToCorrect({ code, message, fields }: AppError, { capability, args }: Call): Say {
  const faults = code === 'input.invalid' ? Object.entries(fields) : [];
  const lines = faults.map(([field, fault]) => `- ${inlineCode(field)}: ${escapeMarkdown(fault)}`);
  const markdown =
    lines.length > 0
      ? `Please check what you gave for **${escapeMarkdown(capability.title)}**:\n\n${lines.join('\n')}`
      : escapeMarkdown(message);
  return {
    reply: { tone: 'warning', markdown },
    offers: [formOffer(capability, { label: 'Fill in a form', args })],
  };
}

/** For where no form can be opened by itself. */
export function askForMissing({ capability, args, missing }: Incomplete): Say {
  const names = missing.map(({ name }) => `\`${name}\``).join(', ');
  return {
    reply: { tone: 'question', markdown: `**${escapeMarkdown(capability.title)}** still needs ${names}.` },
    offers: [formOffer(capability, { label: 'Fill in a form', args })],
  };
}
