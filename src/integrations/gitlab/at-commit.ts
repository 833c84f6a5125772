import type { Kept } from '../../core/index.ts';

const commitId = /^([\da-f]{40}|[\da-f]{64})$/;
const keptSeconds = 3_600;

/** How to keep what was read at a commit, which never changes; nothing for a branch, which does. */
export const atCommit = (
  kind: string,
  ref: string,
  rest: readonly string[],
): Pick<Kept<unknown>, 'kind' | 'key' | 'seconds'> | undefined =>
  commitId.test(ref) ? { kind, key: JSON.stringify([ref, ...rest]), seconds: keptSeconds } : undefined;

/** Bytes as they are. */
export const keptBytes = {
  write: (bytes: Buffer): Uint8Array => bytes,
  read: (bytes: Uint8Array): Buffer => Buffer.from(bytes),
};
