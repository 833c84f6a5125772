import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Log } from '../../core/index.ts';
import type { KeptLines } from '../../platform/kept-lines.ts';

/** Where the chain of an organisation ended at a moment. */
export interface ChainEnd {
  tenant: string;
  number: number;
  hash: Buffer;
}

const line = z.strictObject({
  tenant: z.uuid(),
  number: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** The first 16 hexadecimal digits of SHA-256 over the public key. */
  key: z.string(),
  /** Ed25519, base64url. */
  signature: z.string(),
});
export type Checkpoint = z.output<typeof line>;

export interface Signed {
  checkpoints: readonly Checkpoint[];
  /** The first line that this installation did not sign, from 1. */
  unsignedLine: number | undefined;
}

export interface Checkpoints {
  /** Remembers where a chain ends now. */
  note(end: ChainEnd): void;
  /** Signs each end since whose last signature enough has happened. */
  signDue(): Promise<void>;
  /** Signs what is not signed yet: nothing more is noted. */
  signAll(): Promise<void>;
  /** The organisations of which an end was kept. */
  tenants(): Promise<readonly string[]>;
  /** Those of an organisation by their numbers; undefined when they are only in the logs. */
  of(tenant: string): Promise<Signed | undefined>;
}

export interface CheckpointOptions {
  /** 32 bytes: the seed of the signing key (RFC 8032). */
  seed: Buffer;
  /** Left out: they are written to the log alone. */
  kept: KeptLines | undefined;
  clock: Clock;
  log: Log;
  everyRows?: number;
  everyMs?: number;
}

// The fixed start of an Ed25519 private key in PKCS #8 (RFC 8410).
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const nothingKept: Signed = { checkpoints: [], unsignedLine: undefined };

type Content = Omit<Checkpoint, 'signature'>;
const bytesOf = ({ tenant, number, hash, at, key }: Content): Buffer =>
  Buffer.from(JSON.stringify(['adjutant audit checkpoint', 1, tenant, number, hash, at, key]));
const nameOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function createCheckpoints(options: CheckpointOptions): Checkpoints {
  const { seed, kept, clock, log, everyRows = 1_000, everyMs = 15 * 60_000 } = options;
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const key = nameOf(publicKey);
  const ends = new Map<string, ChainEnd>();
  const signed = new Map<string, { number: number; at: number }>();

  const isDue = ({ tenant, number }: ChainEnd, now: number): boolean => {
    const last = signed.get(tenant);
    return last === undefined || number >= last.number + everyRows || now >= last.at + everyMs;
  };

  async function signEnd({ tenant, number, hash }: ChainEnd, now: Date): Promise<void> {
    const content: Content = { tenant, number, hash: hash.toString('hex'), at: now.toISOString(), key };
    const checkpoint = { ...content, signature: sign(null, bytesOf(content), privateKey).toString('base64url') };
    log.info({ checkpoint }, 'audit checkpoint');
    await kept?.add(JSON.stringify(checkpoint));
    signed.set(tenant, { number, at: now.getTime() });
    // Another end may have been noted meanwhile.
    if (ends.get(tenant)?.number === number) ends.delete(tenant);
  }

  const isSigned = (checkpoint: Checkpoint): boolean =>
    checkpoint.key === key &&
    verify(null, bytesOf(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64url'));

  async function readAll(lines: KeptLines): Promise<Signed> {
    const checkpoints: Checkpoint[] = [];
    let unsignedLine: number | undefined;
    let count = 0;
    for await (const text of lines.read()) {
      count += 1;
      const found = line.safeParse(parsed(text));
      if (found.success && isSigned(found.data)) checkpoints.push(found.data);
      else unsignedLine ??= count;
    }
    return { checkpoints, unsignedLine };
  }

  return {
    note(end) {
      if (signed.get(end.tenant)?.number !== end.number) ends.set(end.tenant, end);
    },
    async signDue() {
      const now = clock();
      for (const end of [...ends.values()]) if (isDue(end, now.getTime())) await signEnd(end, now);
    },
    async signAll() {
      for (const end of [...ends.values()]) await signEnd(end, clock());
    },
    async tenants() {
      const { checkpoints } = kept ? await readAll(kept) : nothingKept;
      return [...new Set(checkpoints.map(({ tenant }) => tenant))];
    },
    async of(tenant) {
      if (!kept) return undefined;
      const { checkpoints, unsignedLine } = await readAll(kept);
      const own = checkpoints.filter((checkpoint) => checkpoint.tenant === tenant);
      return { checkpoints: own.sort((a, b) => a.number - b.number), unsignedLine };
    },
  };
}
