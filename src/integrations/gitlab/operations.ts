import type { Gitlab } from '@gitbeaker/rest';
import { AppError } from '../../core/index.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Vendor } from '../../platform/vendor-call.ts';
import { toAppError } from './errors.ts';

export type Api = InstanceType<typeof Gitlab>;
/** One read or write: carried, translated, and its answer read. */
export interface Operations {
  read<T>(operation: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  write<T>(operation: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createOperations({ call }: Vendor, token: Secret): Operations {
  async function translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toAppError(error, token);
    }
  }
  // Within the call, so that it can tell what may be tried again.
  const carried =
    (kind: 'read' | 'write') =>
    <T>(operation: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
      call(`gitlab.${operation}`, (signal) => translated(() => work(signal)), kind);
  return { read: carried('read'), write: carried('write') };
}

const isNotFound = (error: unknown): boolean => error instanceof AppError && error.code === 'upstream.not-found';

/** Absence is only an answer when what contains the thing is there. */
export async function orAbsent<T>(work: Promise<T>, confirm: () => Promise<unknown>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  await confirm();
  return undefined;
}
