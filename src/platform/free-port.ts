import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export interface PortWish {
  wanted: number;
  /** A person named this very port: another one would surprise more than a refusal. */
  explicit: boolean;
  host?: string;
}

const loopback = '127.0.0.1';
const highest = 65_535;
const tries = 100;

/** The wanted port, or when it is taken and nobody insists on it, the next free one. */
export async function listenPort({ wanted, explicit, host = loopback }: PortWish): Promise<number> {
  const last = explicit ? wanted : Math.min(wanted + tries - 1, highest);
  for (let port = wanted; port <= last; port++) {
    const fault = await listenFault(port, host);
    if (fault === undefined) return port;
    if (fault !== 'EADDRINUSE') throw new Error(refusal(port, host, fault));
  }
  if (explicit) throw new Error(refusal(wanted, host, 'EADDRINUSE'));
  throw new Error(`The ports ${wanted} to ${last} are all taken. Stop one of their programs, or name another port.`);
}

/** Below the ports that systems hand out by themselves, so that nobody gets one between being found and being used. */
const ownPorts = { first: 10_000, end: 30_000 };

/** A port that no program listens on at this moment. */
export async function freePort(host: string = loopback): Promise<number> {
  for (;;) {
    const port = randomInt(ownPorts.first, ownPorts.end);
    const fault = await listenFault(port, host);
    if (fault === undefined) return port;
    if (fault !== 'EADDRINUSE') throw new Error(refusal(port, host, fault));
  }
}

/** Why nobody could listen there now, as the code of the system's error. */
export function listenFault(port: number, host: string = loopback): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

function refusal(port: number, host: string, fault: string): string {
  if (fault === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that program, or name another port.`;
  }
  if (fault === 'EACCES') return `Port ${port} is reserved for root. Name a port above 1023.`;
  return `Nothing can listen on ${host}:${port} (${fault}). Name another address or port.`;
}
