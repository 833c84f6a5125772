import {
  type Address,
  AppError,
  type Capability,
  escapeMarkdown,
  type Field,
  inlineCode,
  isExpected,
  isPermitted,
  missingFields,
  type Principal,
  readCommand,
  readFields,
  withDefaults,
} from '../../core/index.ts';
import type { Located, Services, Session } from '../../services/index.ts';
import { formButton } from './buttons.ts';
import { tooLongForForm } from './form.ts';
import { didYouMean, helpFor, registryFor, type Say } from './help.ts';
import type { Place, Speaker } from './payloads.ts';

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

/** A call that lacks something: a form asks for it. */
export interface Incomplete {
  capability: Capability;
  args: Record<string, string>;
  rest: string;
  missing: readonly Field[];
  principal: Principal;
}
export type Answer = { kind: 'accepted' } | ({ kind: 'say' } & Say) | ({ kind: 'incomplete' } & Incomplete);

const sourceOf = ({ team }: Speaker): string => `slack:${team}`;

function addressOf({ team, user }: Speaker, { channel, thread }: Place): Address {
  return { door: 'slack', to: { team, channel, user, ...(thread === undefined ? {} : { thread }) } };
}

/** Accepts a call: from here on the run is answered, whatever happens. */
export async function submitCall(
  { submit }: Session,
  { speaker, place, externalId, conversationKey, correlation }: Utterance,
  capability: Capability,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  await submit({
    capability,
    raw: readFields(capability, typed),
    source: sourceOf(speaker),
    externalId,
    conversationKey,
    address: addressOf(speaker, place),
    correlation,
  });
}

type Call = Pick<Incomplete, 'capability' | 'args' | 'rest'>;

async function call(session: Session, utterance: Utterance, { capability, args, rest }: Call): Promise<Answer> {
  const { principal } = session;
  const missing = missingFields(capability, withDefaults(capability, args, principal));
  if (missing.length > 0) {
    if (isPermitted(principal, capability.permission)) {
      return { kind: 'incomplete', capability, args, rest, missing, principal };
    }
    throw new AppError(
      'permission.denied',
      `Your role does not allow this (${capability.permission}). Ask an admin of your organisation.`,
    );
  }
  if (rest !== '') {
    throw new AppError('input.invalid', `I did not know where to put “${rest.slice(0, 200)}”. Write it as name=value.`);
  }
  await submitCall(session, utterance, capability, args);
  return { kind: 'accepted' };
}

/** Reads what was typed and does it, with one transaction for all. Throws what is wrong with it. */
export async function respondTo(services: Services, text: string, utterance: Utterance): Promise<Answer> {
  if (text.length > textMax) {
    throw new AppError(
      'input.too-large',
      `This text has ${text.length.toLocaleString('en')} characters; at most ${textMax.toLocaleString('en')} can be taken at once. Send less of it, or ask over MCP, which takes more.`,
    );
  }
  const command = readCommand(services.registry, text);
  try {
    return await services.intake.serve({ ...utterance.who, door: 'slack' }, async (session): Promise<Answer> => {
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
    buttons: tooLongForForm(args).length > 0 ? [] : [formButton(capability, { label: 'Fill in a form', args })],
  };
}

/** For where no form can be opened, or where what was typed does not fit into one. */
export function askForMissing({ capability, args, missing }: Incomplete): Say {
  const names = missing.map(({ name }) => `\`${name}\``).join(', ');
  const long = tooLongForForm(args);
  const why =
    long.length > 0
      ? ` What you gave for ${long.join(', ')} is too long for a form, so write the rest as name=value, too.`
      : '';
  return {
    reply: { tone: 'question', markdown: `**${capability.title}** still needs ${names}.${why}` },
    buttons: long.length > 0 ? [] : [formButton(capability, { label: 'Fill in a form', args })],
  };
}
