import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Ctrl-C arrives twice, from the terminal and from npm, and a second one means "at once" to many programs. */
const sameSignalMs = 500;

/**
 * Runs a program to its end and resolves to its exit code. It gets a process group of its own, so that each signal reaches it
 * once, through us; what it leaves in that group goes with it.
 */
export function runToEnd(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options, detached: true });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => {
    stopForwarding();
    endGroup(child.pid);
  });
}

/**
 * The same for a program that talks to the terminal: it stays in the terminal's group, and gets Ctrl-C from there. It decides itself
 * what that means.
 */
export async function runBeside(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code, signal] = await once(child, 'exit');
  return code ?? 128 + constants.signals[signal];
}

function forwardSignals(child) {
  const last = new Map();
  const forward = (signal) => {
    const now = Date.now();
    if (now - (last.get(signal) ?? 0) < sameSignalMs) return;
    last.set(signal, now);
    child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  return () => {
    for (const signal of forwarded) process.off(signal, forward);
  };
}

function endGroup(pid) {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
