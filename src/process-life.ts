import { once } from 'node:events';
import { constants } from 'node:os';
import { createResources, type Resources } from './platform/resources.ts';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown by the next step of a start that somebody asked to stop. */
class StoppedWhileStarting extends Error {
  readonly exitCode: number;

  constructor(signal: (typeof stopSignals)[number]) {
    super('Stopped before the start was complete.');
    // What a shell reports of a program that a signal ended.
    this.exitCode = 128 + constants.signals[signal];
  }
}

export interface ProcessLife {
  /** Everything added is closed at the end, in whatever way it comes. */
  resources: Resources;
  /** Throws when somebody asked to stop: asked between the steps of a start. */
  goOn(): void;
  /** Resolves when somebody asks to stop. */
  stopped(): Promise<void>;
}

/** Listens from now on. A second signal means at once, whatever is left behind. */
function listenForStop(): AbortSignal {
  const asked = new AbortController();
  for (const signal of stopSignals) {
    process.on(signal, () => {
      if (asked.signal.aborted) process.exit(1);
      asked.abort(new StoppedWhileStarting(signal));
    });
  }
  return asked.signal;
}

/** Runs a program from its first step until it is stopped; says on standard error why when it ends in another way. */
export async function runProcess(work: (life: ProcessLife) => Promise<void>): Promise<void> {
  const stop = listenForStop();
  const resources = createResources();
  const fail = (error: Error): void => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode ||= error instanceof StoppedWhileStarting ? error.exitCode : 1;
  };
  const life: ProcessLife = {
    resources,
    goOn: () => stop.throwIfAborted(),
    stopped: async () => {
      if (!stop.aborted) await once(stop, 'abort');
    },
  };
  await work(life).catch(fail);
  await resources.closeAll().catch(fail);
}
