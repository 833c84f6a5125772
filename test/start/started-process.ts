import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitFor } from '../harness/wait-for.ts';

const checkout = join(import.meta.dirname, '..', '..');

export interface StartedProcess {
  output: { out: string; error: string };
  signal(name: NodeJS.Signals): void;
  /** Waits until it has written this on standard output; throws what it said when it ends before. */
  says(text: string): Promise<void>;
  /** Its exit code once it is gone; throws when it stays. */
  ended(): Promise<number | null>;
  /** For the end of a test, however it went. */
  kill(): Promise<void>;
}

/** Runs a program of the checkout in a process of its own, with these settings and no others. */
export function startProcess(
  program: string,
  cwd: string,
  settings: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): StartedProcess {
  const child = spawn(process.execPath, [join(checkout, program), ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: cwd, ...settings },
  });
  const gone = once(child, 'close');
  const output = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.error += chunk.toString()));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    output,
    signal: (name) => void child.kill(name),
    async says(text) {
      await waitFor(`“${text}”`, () => output.out.includes(text) || isOver());
      if (!output.out.includes(text)) throw new Error(`it ended before “${text}”:\n${output.out}${output.error}`);
    },
    async ended() {
      await waitFor('the process to end', isOver);
      await gone;
      return child.exitCode;
    },
    async kill() {
      if (!isOver()) child.kill('SIGKILL');
      await gone;
    },
  };
}
