import type { AppError } from '../../core/index.ts';

/** What a refusal says, without saying anything twice. */
export interface Faults {
  /** Absent where it only lists what is wrong with the fields. */
  message: string | undefined;
  /** What the message does not say of them. */
  fields: Readonly<Record<string, string>>;
}

/** `Please check a: is empty; b: is missing.` says no more than the fields do; any other message is what a person needs to read. */
export function faultsOf({ message, fields }: Pick<AppError, 'message' | 'fields'>): Faults {
  const all = Object.entries(fields);
  const isList = all.length > 0 && all.every(([field, fault]) => message.includes(`${field}: ${fault}`));
  if (isList) return { message: undefined, fields };
  return { message, fields: Object.fromEntries(all.filter(([, fault]) => !message.includes(fault))) };
}
