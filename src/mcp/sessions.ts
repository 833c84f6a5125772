/** What belongs to one session; `close` ends its transport and its server. */
export interface Session {
  id: string;
  /** Whose it is. A session id is no credential: it counts together with its owner's token only. */
  owner: string;
  close(): Promise<void>;
}

export interface SessionLimits {
  perOwner: number;
  total: number;
  idleMs: number;
}

export const sessionLimits: SessionLimits = { perOwner: 20, total: 1_000, idleMs: 30 * 60_000 };

export interface Sessions<S extends Session> {
  readonly size: number;
  /** The owner's own; other people's are not there. */
  find(id: string, owner: string): S | undefined;
  has(id: string): boolean;
  /** Makes room for one more of this owner's: their longest unused one goes. False when all have calls in flight. */
  makeRoom(owner: string): Promise<boolean>;
  add(session: S): void;
  remove(id: string): void;
  /** A request of the session is open until the answer is called. A stream that stands open all day is no call. */
  use(id: string, kind: 'call' | 'stream'): () => void;
  /** Closes those that nobody used for long. */
  expire(): Promise<void>;
  closeAll(): Promise<void>;
}

interface Entry<S> {
  session: S;
  open: { call: number; stream: number };
  usedAt: number;
}

/** Unused ones go first; of those that listen, the one that was quiet longest. */
const byUse = <S>(a: Entry<S>, b: Entry<S>): number =>
  Math.min(a.open.stream, 1) - Math.min(b.open.stream, 1) || a.usedAt - b.usedAt;

export function createSessions<S extends Session>(limits: SessionLimits, now: () => number = Date.now): Sessions<S> {
  const entries = new Map<string, Entry<S>>();

  async function close({ session }: Entry<S>): Promise<void> {
    entries.delete(session.id);
    await session.close();
  }

  return {
    get size() {
      return entries.size;
    },
    has: (id) => entries.has(id),
    find(id, owner) {
      const session = entries.get(id)?.session;
      return session?.owner === owner ? session : undefined;
    },

    async makeRoom(owner) {
      const own = [...entries.values()].filter(({ session }) => session.owner === owner);
      if (own.length < limits.perOwner && entries.size < limits.total) return true;
      const [oldest] = own.filter(({ open }) => open.call === 0).sort(byUse);
      if (!oldest) return false;
      await close(oldest);
      return true;
    },

    add: (session) => void entries.set(session.id, { session, open: { call: 0, stream: 0 }, usedAt: now() }),
    remove: (id) => void entries.delete(id),

    use(id, kind) {
      const entry = entries.get(id);
      if (!entry) return () => undefined;
      entry.open[kind] += 1;
      entry.usedAt = now();
      return () => {
        entry.open[kind] -= 1;
        entry.usedAt = now();
      };
    },

    async expire() {
      const idle = [...entries.values()].filter(
        ({ open, usedAt }) => open.call + open.stream === 0 && now() - usedAt >= limits.idleMs,
      );
      await Promise.all(idle.map(close));
    },

    async closeAll() {
      await Promise.all([...entries.values()].map(close));
    },
  };
}
