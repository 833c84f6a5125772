import {
  type AppError,
  type Capability,
  escapeMarkdown,
  type Field,
  inlineCode,
  type Principal,
} from '../../core/index.ts';
import { formButton } from './buttons.ts';
import { tooLongForForm } from './form.ts';
import type { Say } from './say.ts';

/** A call that lacks something: a form asks for it. */
export interface Incomplete {
  capability: Capability;
  args: Record<string, string>;
  rest: string;
  missing: readonly Field[];
  principal: Principal;
}
/** Something about the values is wrong, so that other values may be right. */
export const isCorrectable = ({ code, fields }: AppError): boolean =>
  code === 'input.invalid' || Object.keys(fields).length > 0;

type Asked = Pick<Incomplete, 'capability' | 'args'>;

/** What is wrong, and a form that holds what was typed. */
export function askToCorrect({ code, message, fields }: AppError, { capability, args }: Asked): Say {
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
