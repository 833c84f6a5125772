/** Something that is read again and again. */
export interface Kept<T> {
  /** What it is, such as `gitlab-trees`: in keys and metrics. */
  kind: string;
  key: string;
  seconds: number;
  /** `undefined` for what is not worth keeping. */
  write(value: T): Uint8Array | undefined;
  /** Throws on what cannot be read any more, which is then read anew. */
  read(bytes: Uint8Array): T;
}

/**
 * Keeps what never changes, or what may be old without harm: never rights, roles, or what somebody decides on as it is now. A cache
 * that fails is a miss.
 */
export interface Cache {
  /** What was kept, or else what the work answers, which is kept. */
  remember<T>(what: Kept<T>, work: () => Promise<T>): Promise<T>;
}

/** Where nothing is kept. */
export const noCache: Cache = { remember: (_what, work) => work() };

/** As JSON, read by a schema of the caller. */
export const keptJson = <T>(schema: { parse(value: unknown): T }) => ({
  write: (value: T): Uint8Array | undefined => (value === undefined ? undefined : Buffer.from(JSON.stringify(value))),
  read: (bytes: Uint8Array): T => schema.parse(JSON.parse(Buffer.from(bytes).toString())),
});
