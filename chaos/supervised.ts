import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { waitFor } from '../test/harness/wait-for.ts';

const program = join(import.meta.dirname, '..', 'src', 'main.ts');
const readyLimitMs = 120_000;
/** Of what a process said last, for who has to find out why it did not come back. */
const keptOutput = 20_000;

/** One process of the product, started again whenever it ends, as by systemd or Kubernetes. */
export interface Supervised {
  readonly name: string;
  kill(): void;
  /** It stands still for so long, with all its connections, and then goes on as if nothing had been. */
  freeze(ms: number): Promise<void>;
  /** Resolves when it is ready, or the one after it. */
  ready(): Promise<void>;
  output(): string;
  stop(): Promise<void>;
}

export interface SupervisedOptions {
  name: string;
  folder: string;
  settings: Readonly<Record<string, string>>;
  /** How long it stays away after it ended. */
  awayMs(): number;
}

export function supervise({ name, folder, settings, awayMs }: SupervisedOptions): Supervised {
  const state: { child?: ChildProcess; isReady: boolean; isStopped: boolean; output: string } = {
    isReady: false,
    isStopped: false,
    output: '',
  };

  function start(): void {
    if (state.isStopped) return;
    const child = spawn(process.execPath, [program], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: folder, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...settings },
    });
    state.child = child;
    const hear = (chunk: Buffer): void => {
      state.output = (state.output + chunk.toString()).slice(-keptOutput);
      if (chunk.toString().includes('Adjutant is ready')) state.isReady = true;
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => {
      state.isReady = false;
      void setTimeout(awayMs()).then(start);
    });
  }
  start();

  return {
    name,
    kill: () => void state.child?.kill('SIGKILL'),
    async freeze(ms) {
      const { child } = state;
      child?.kill('SIGSTOP');
      await setTimeout(ms);
      child?.kill('SIGCONT');
    },
    ready: async () => void (await waitFor(`${name} to be ready`, () => state.isReady, readyLimitMs)),
    output: () => state.output,
    async stop() {
      state.isStopped = true;
      const { child } = state;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
