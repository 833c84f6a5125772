import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, isAlive, processesIn, waitForExit } from '../process-table.ts';
import type { Binaries } from './binaries.ts';
import { reasonOf, serverEnvironment } from './cluster.ts';
import type { Place } from './place.ts';

/** A running server, as its pid file tells. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

export interface Launch {
  binaries: Binaries;
  place: Place;
  port: number;
  settings: Record<string, string>;
}

/** A crash may leave much to replay; a server that is neither ready nor gone by then is stuck. */
const startLimitMs = 180_000;
const fastStopLimitMs = 30_000;
const orphanLimitMs = 10_000;
const immediateStopLimitMs = 10_000;

/** The server that runs on this data folder, also when whoever started it is dead. */
export function findPostmaster({ data }: Place): Postmaster | undefined {
  const file = readPidFile(data);
  return file !== undefined && isServerOf(file.pid, data) ? file : undefined;
}

/**
 * Postgres takes a pid file for valid when anything answers to that number: another program after a reboot, or its own zombie
 * in a container. It must not go while children of a killed server still write, which the file is there to prevent.
 */
export async function removeStalePidFile({ data }: Place): Promise<void> {
  const file = readPidFile(data);
  if (file === undefined || isServerOf(file.pid, data)) return;
  for (const child of processesIn(realpathSync(data))) {
    if (await waitForExit(child, orphanLimitMs)) continue;
    throw new Error(`Process ${child} of an earlier Postgres still uses ${data}. End it with "kill -9 ${child}".`);
  }
  rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** A server with other settings or of another version than the ones asked for is no substitute. */
export function wasLaunchedLike(launch: Launch): boolean {
  const file = join(launch.place.data, 'postmaster.opts');
  if (!existsSync(file)) return false;
  const expected = [launch.binaries.postgres, ...argumentsOf(launch).map((word) => `"${word}"`)].join(' ');
  return readFileSync(file, 'utf8').trim() === expected;
}

/** Starts the server in a process group of its own: Ctrl-C must reach the application first, which then stops it. */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const { place } = launch;
  const log = openSync(place.log, 'w', 0o600);
  const child = spawn(launch.binaries.postgres, argumentsOf(launch), {
    ...place.account,
    cwd: place.data,
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  await once(child, 'spawn').catch((cause) => {
    throw new Error(`Postgres could not be started: ${reasonOf(cause, place)}`, { cause });
  });
  child.unref();
  return await untilReady(child.pid ?? 0, place);
}

export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  const steps = [
    ['SIGINT', fastStopLimitMs],
    ['SIGQUIT', immediateStopLimitMs],
    ['SIGKILL', immediateStopLimitMs],
  ] as const;
  for (const [signal, limitMs] of steps) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitForExit(pid, limitMs)) return;
  }
  throw new Error(`Postgres (process ${pid}) does not stop.`);
}

async function untilReady(pid: number, place: Place): Promise<Postmaster> {
  const deadline = Date.now() + startLimitMs;
  while (isAlive(pid)) {
    const file = readPidFile(place.data);
    if (file?.pid === pid && file.isReady) return file;
    if (Date.now() > deadline) {
      await stopPostmaster({ pid, port: 0, isReady: false });
      throw new Error(`Postgres was not ready after ${startLimitMs / 1000} s. Its log: ${place.log}`);
    }
    await delay(20);
  }
  const lines = readFileSync(place.log, 'utf8').trim().split('\n');
  const line = lines.find((text) => /FATAL|PANIC|could not|error while/.test(text)) ?? lines.at(-1);
  throw new Error(`Postgres did not start: ${line}. Its log: ${place.log}`);
}

function isServerOf(pid: number, data: string): boolean {
  return isAlive(pid) && commandLine(pid)?.includes(` -D ${data} -p `) === true;
}

function argumentsOf({ place, port, settings }: Launch): string[] {
  const fixed = ['-D', place.data, '-p', String(port), '-h', '127.0.0.1', '-k', ''];
  return [...fixed, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Lines of the file: pid, data folder, start time, port, socket folder, address, memory key, state. */
function readPidFile(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}
