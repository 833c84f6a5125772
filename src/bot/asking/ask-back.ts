import {
  type AppError,
  type Capability,
  escapeMarkdown,
  type Field,
  inlineCode,
  type Principal,
} from '../../core/index.ts';
import type { ChatDoor } from './chat-door.ts';
import { faultsOf } from './faults.ts';
import { formOffer, type Offer, type Say } from './say.ts';

/** A call that lacks something: a form asks for it. */
export interface Incomplete {
  capability: Capability;
  args: Record<string, string>;
  /** Words that belong to no field. */
  rest: string;
  missing: readonly Field[];
  principal: Principal;
  /** The next message answers it. */
  isOpen: boolean;
}

/** Something about the values is wrong, so that other values may be right. */
export const isCorrectable = ({ code, fields }: AppError): boolean =>
  code === 'input.invalid' || Object.keys(fields).length > 0;

/** Fields whose typed text is longer than a form can hold. */
export const tooLongForForm = (args: Readonly<Record<string, string>>, { fieldMax }: ChatDoor): readonly string[] =>
  Object.keys(args).filter((name) => (args[name]?.length ?? 0) > fieldMax);

type Asked = Pick<Incomplete, 'capability' | 'args'>;

export const formFor = ({ capability, args }: Asked, door: ChatDoor): Offer[] =>
  tooLongForForm(args, door).length > 0 ? [] : [formOffer(capability, { label: 'Fill in a form', args })];

/** What is wrong, and a form that holds what was typed. */
export function askToCorrect(error: AppError, asked: Asked, door: ChatDoor): Say {
  const { message, fields } = faultsOf(error);
  const faults = error.code === 'input.invalid' ? Object.entries(fields) : [];
  const lines = faults.map(([field, fault]) => `- ${inlineCode(field)}: ${escapeMarkdown(fault)}`);
  const head =
    message === undefined
      ? `Please check what you gave for **${escapeMarkdown(asked.capability.title)}**:`
      : escapeMarkdown(message);
  const markdown = [head, lines.join('\n')].filter(Boolean).join('\n\n');
  return { reply: { tone: 'warning', markdown }, offers: formFor(asked, door) };
}

const namedAtMost = 10;

/** What can be chosen from, where that is little enough to be read. */
function choicesFor({ name, choices }: Field, { projects }: Principal): string {
  const offered = name === 'project' ? projects : choices;
  if (offered.length === 0 || offered.length > namedAtMost) return '';
  return ` One of ${offered.map((each) => inlineCode(each)).join(', ')}.`;
}

/** How to go on: with the next message, or with the form where one can hold what was typed. */
function howToAnswer({ missing, principal }: Incomplete, { answering }: ChatDoor, hasForm: boolean): string {
  const [first, ...others] = missing;
  if (!first) return '';
  const which = others.length > 0 ? ` with ${inlineCode(first.name)}` : '';
  const how = answering.charAt(0).toUpperCase() + answering.slice(1);
  return ` ${how}${which}${hasForm ? ', or press the button' : ''}.${choicesFor(first, principal)}`;
}

function longWords(long: readonly string[], isOpen: boolean): string {
  if (long.length === 0) return '';
  const why = ` What you gave for ${long.join(', ')} is too long for a form`;
  return isOpen ? `${why}.` : `${why}, so write the rest as name=value, too.`;
}

/** For where no form can be opened by itself, or where what was typed does not fit into one. */
export function askForMissing(incomplete: Incomplete, door: ChatDoor): Say {
  const { capability, args, rest, missing, isOpen } = incomplete;
  const names = missing.map(({ name }) => inlineCode(name)).join(', ');
  const offers = formFor(incomplete, door);
  const how = isOpen ? howToAnswer(incomplete, door, offers.length > 0) : '';
  const why = longWords(tooLongForForm(args, door), isOpen);
  const left = rest === '' ? '' : ` I did not know where to put ${inlineCode(rest.slice(0, 200))}.`;
  return {
    reply: {
      tone: 'question',
      markdown: `**${escapeMarkdown(capability.title)}** still needs ${names}.${how}${why}${left}`,
    },
    offers,
  };
}
