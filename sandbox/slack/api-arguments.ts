import type { SandboxOrganisation } from '../organisations.ts';
import type { Json } from './block-kit-rules.ts';
import { SlackError } from './model.ts';

/** The arguments of one Web API call: form fields (with JSON inside) or a JSON body. */
export interface Arguments {
  text(name: string): string;
  optional(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  integer(name: string, otherwise: number): number;
  /** A structure: parsed when it came as text. `code` is Slack's word for text that is no JSON. */
  json(name: string, code: string): unknown;
}
export interface Call {
  organisation: SandboxOrganisation;
  team: string;
  args: Arguments;
}
export type Method = (call: Call) => Json;

export function argumentsOf(body: Json): Arguments {
  const optional = (name: string): string | undefined => {
    const value = body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') throw invalid(`expected a string [json-pointer:/${name}]`);
    return String(value);
  };
  return {
    optional,
    text(name) {
      const value = optional(name);
      if (value === undefined || value === '') throw invalid(`missing required field: ${name}`);
      return value;
    },
    flag(name) {
      const value = optional(name);
      if (value === undefined) return undefined;
      return value === 'true' || value === '1';
    },
    integer(name, otherwise) {
      const value = optional(name);
      const number = value === undefined || value === '' ? otherwise : Number(value);
      if (!Number.isInteger(number)) throw invalid(`must be an integer [json-pointer:/${name}]`);
      return number;
    },
    json(name, code) {
      const value = body[name];
      if (typeof value !== 'string') return value ?? undefined;
      try {
        return JSON.parse(value);
      } catch (error) {
        throw new SlackError(code, { response_metadata: { messages: [`[ERROR] ${String(error)}`] } });
      }
    },
  };
}

const invalid = (message: string): SlackError =>
  new SlackError('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${message}`] } });
