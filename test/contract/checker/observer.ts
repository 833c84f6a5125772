import type { IncomingMessage } from 'node:http';
import { type Body, collect } from './body.ts';
import type { Contract, Violation } from './contract.ts';
import type { ContractProxyOptions } from './proxy.ts';

/** One exchange: its request is checked as it passes, its answer when it is whole. */
export interface Observation {
  readonly maxBytes: number;
  checkAnswer(answer: IncomingMessage, body: Body): Promise<void>;
}

export interface Observer {
  readonly violations: Violation[];
  readonly seen: Map<string, number>;
  observe(incoming: IncomingMessage): Observation;
}

type Watched = Pick<ContractProxyOptions, 'contract' | 'basePath' | 'unchecked' | 'maxBytes'>;
type Verdict = Awaited<ReturnType<Contract['checkRequest']>>;

export function createObserver({ contract, basePath, unchecked = [], maxBytes = 32 * 2 ** 20 }: Watched): Observer {
  const violations: Violation[] = [];
  const seen = new Map<string, number>();

  async function checkRequest(incoming: IncomingMessage): Promise<Verdict> {
    const { path, query } = splitTarget(incoming.url ?? '');
    const method = incoming.method ?? '';
    const refuse = (place: string, message: string): Verdict => ({
      violations: [{ side: 'request', operation: `${method} ${path}`, place, message }],
    });
    const body = await collect(incoming, maxBytes);
    if (!body || unchecked.some((prefix) => path.startsWith(prefix))) return { violations: [] };
    if (!path.startsWith(`${basePath}/`)) return refuse('path', `is outside of ${basePath}`);
    if (body.isTooLong) return refuse('body', `is longer than ${maxBytes} bytes and was not checked`);
    const rawPath = path.slice(basePath.length);
    return contract.checkRequest({ method, rawPath, query, headers: incoming.headers, body: body.bytes });
  }

  async function observeRequest(incoming: IncomingMessage): Promise<string | undefined> {
    const verdict = await checkRequest(incoming);
    violations.push(...verdict.violations);
    if (verdict.operation) seen.set(verdict.operation, (seen.get(verdict.operation) ?? 0) + 1);
    return verdict.operation;
  }

  function checkAnswer(operation: string, answer: IncomingMessage, body: Body): Violation[] {
    if (!body.isTooLong) return contract.checkResponse(operation, answer.statusCode ?? 0, answer.headers, body.bytes);
    const message = `is longer than ${maxBytes} bytes and was not checked`;
    return [{ side: 'response', operation, place: 'body', message }];
  }

  /** A check that breaks must not pass for one that found nothing. */
  const reportDefect = (side: Violation['side'], incoming: IncomingMessage) => (defect: unknown) => {
    const operation = `${incoming.method} ${incoming.url}`;
    violations.push({ side, operation, place: 'checker', message: `failed: ${defect}` });
    return undefined;
  };

  return {
    violations,
    seen,
    observe(incoming) {
      const checked = observeRequest(incoming).catch(reportDefect('request', incoming));
      return {
        maxBytes,
        checkAnswer: (answer, body) =>
          checked
            .then((operation) => void (operation && violations.push(...checkAnswer(operation, answer, body))))
            .catch(reportDefect('response', incoming)),
      };
    },
  };
}

/** Request target as sent: parsing it as a URL would normalise the path that is to be checked. */
function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}
