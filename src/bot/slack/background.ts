import type { Log } from '../../core/index.ts';

/** Work that goes on after the answer; the door closes when all of it has ended. */
export interface Background {
  track(work: Promise<unknown>): void;
  settled(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    track(work) {
      const tracked: Promise<void> = work
        .then(
          () => undefined,
          (error: unknown) => log.error({ err: error }, 'background work failed'),
        )
        .finally(() => running.delete(tracked));
      running.add(tracked);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
