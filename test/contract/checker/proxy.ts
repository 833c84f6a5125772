import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract, Violation } from './contract.ts';
import { createObserver, type Observation, type Observer } from './observer.ts';
import { relay } from './relay.ts';

export interface ContractProxyOptions {
  readonly contract: Contract;
  /** Origin of the server behind, as in `http://127.0.0.1:4000`. */
  readonly target: string;
  /** Where the API hangs below the origin, as in `/gitlab/api/v4`; both sides of the proxy use the same paths. */
  readonly basePath: string;
  /** Paths outside the API that clients may use as well, such as an upload address that an answer gave. */
  readonly unchecked?: readonly string[];
  /** A body longer than this passes, and counts as a violation because it cannot be checked. */
  readonly maxBytes?: number;
}

export interface ContractProxy {
  readonly url: string;
  readonly violations: Violation[];
  /** How often each operation was called, by its name. */
  readonly seen: Map<string, number>;
  close(): Promise<void>;
}

/** Stands between a real client and a server, passes all on unchanged and writes down what breaks the contract. */
export async function startContractProxy(options: ContractProxyOptions): Promise<ContractProxy> {
  const agent = new Agent({ keepAlive: true, scheduling: 'lifo' });
  const observer = createObserver(options);
  const { hostname, port } = new URL(options.target);
  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing, { hostname, port, agent }, observer);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    violations: observer.violations,
    seen: observer.seen,
    close: () => {
      const closed = new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      );
      server.closeAllConnections();
      agent.destroy();
      return closed;
    },
  };
}

interface Upstream {
  readonly hostname: string;
  readonly port: string;
  readonly agent: Agent;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Upstream, observer: Observer): void {
  const observation: Observation = observer.observe(incoming);
  const { method, url: path } = incoming;
  const upstream = send({ ...target, method, path, headers: endToEnd(incoming.rawHeaders) });
  const drop = () => incoming.socket.destroy();
  // A lost connection is never tried again: the server may have acted before it dropped it.
  upstream.on('error', drop);
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
    relay(answer, outgoing, observation).catch(drop);
  });
  outgoing.on('close', () => !outgoing.writableFinished && upstream.destroy());
  incoming.pipe(upstream);
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);

/** Each connection has its own keep-alive; all else is passed on in its order and spelling. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) kept.push(name, rawHeaders[index + 1] ?? '');
  }
  return kept;
}
