import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const linux = process.platform === 'linux';

/** Whether a process runs under this id. One that has ended and waits to be collected by its parent does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** An orphan in a container whose first process collects nobody stays a zombie, which still takes signals. */
function isZombie(pid: number): boolean {
  if (!linux) return false;
  const status = readProc(pid, 'stat');
  return status !== undefined && /^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2));
}

/** The command line, its words parted by single spaces; undefined when it is gone or not ours to see. */
export function commandLine(pid: number): string | undefined {
  if (linux) return readProc(pid, 'cmdline')?.replaceAll('\0', ' ');
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}

/** The processes that have this folder as their working directory; always none where the system does not tell. */
export function processesIn(folder: string): number[] {
  if (!linux) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => workingDirectory(pid) === folder).map(Number);
}

/** Waits until the process is gone; false when it outlived the limit. */
export async function waitForExit(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

function workingDirectory(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function readProc(pid: number, file: 'stat' | 'cmdline'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
