import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';

const kindsWithDelay: readonly string[] = ['delay', 'drop-and-do-later'];

export const faultRule = z
  .strictObject({
    vendor: z.string().min(1).max(50),
    method: z
      .string()
      .regex(/^[A-Za-z]{3,10}$/)
      .transform((method) => method.toUpperCase())
      .optional(),
    /** Part of the path with its query, or a regular expression between slashes: `/merge_requests$/`. */
    path: z.string().min(1).max(500).optional(),
    times: z.int().min(1).max(1_000_000),
    kind: z.enum(['status', 'delay', 'drop-before', 'drop-after', 'drop-and-do-later']),
    status: z.int().min(400).max(599).optional(),
    delayMs: z.int().min(1).max(60_000).optional(),
  })
  .refine((rule) => rule.kind !== 'status' || rule.status !== undefined, {
    error: 'kind "status" needs a status',
    path: ['status'],
  })
  .refine((rule) => !kindsWithDelay.includes(rule.kind) || rule.delayMs !== undefined, {
    error: 'kinds "delay" and "drop-and-do-later" need delayMs',
    path: ['delayMs'],
  });

/** What goes wrong, at which vendor, for how many requests. The oldest rule that fits a request is used up first. */
export type FaultRule = z.input<typeof faultRule>;

export interface Faults {
  middleware(vendor: string): RequestHandler;
  /** Throws when the rule makes no sense. */
  add(rule: FaultRule): void;
  clear(): void;
  /** Requests that were hung up on, and are still to be done. */
  countLate(): number;
}

interface Pending {
  vendor: string;
  times: number;
  fits(request: Request): boolean;
  apply: RequestHandler;
}

export function createFaults(): Faults {
  const pending = new Set<Pending>();
  const late = { count: 0 };

  function take(vendor: string, request: Request): Pending | undefined {
    for (const rule of pending) {
      if (rule.vendor !== vendor || !rule.fits(request)) continue;
      rule.times -= 1;
      if (rule.times === 0) pending.delete(rule);
      return rule;
    }
    return undefined;
  }

  return {
    middleware: (vendor) => (request, response, next) => {
      const rule = take(vendor, request);
      if (rule === undefined) next();
      else void rule.apply(request, response, next);
    },
    add: (given) => void pending.add(toPending(given, late)),
    clear: () => pending.clear(),
    countLate: () => late.count,
  };
}

function toPending(given: FaultRule, late: Late): Pending {
  const rule = faultRule.parse(given);
  const matches = pathMatcher(rule.path);
  return {
    vendor: rule.vendor,
    times: rule.times,
    fits: (request) => (rule.method === undefined || rule.method === request.method) && matches(request.originalUrl),
    apply: handlers[rule.kind]({ ...rule, late }),
  };
}

function pathMatcher(path: string | undefined): (url: string) => boolean {
  if (path === undefined) return () => true;
  const pattern = /^\/(.*)\/$/s.exec(path)?.[1];
  // Paths such as /api/v4/ stand between slashes too: only what cannot be read as a plain path is an expression.
  if (pattern === undefined || !/[\\^$*+?()[\]{}|]/.test(pattern)) return (url) => url.includes(path);
  const expression = new RegExp(pattern);
  return (url) => expression.test(url);
}

interface Late {
  count: number;
}
interface HandlerOptions {
  status?: number | undefined;
  delayMs?: number | undefined;
  late: Late;
}

const handlers: Record<FaultRule['kind'], (options: HandlerOptions) => RequestHandler> = {
  status: ({ status = 500 }) => {
    return (_request, response) => {
      if (status === 429 || status === 503) response.set('Retry-After', '1');
      response.status(status).json({ message: `${status} (fault injected by the sandbox)` });
    };
  },
  delay: ({ delayMs = 0 }) => {
    return (_request, response, next) => {
      const timer = setTimeout(next, delayMs);
      response.once('close', () => clearTimeout(timer));
    };
  },
  'drop-before': () => (request) => void request.socket.destroy(),
  'drop-after': () => (_request, response, next) => {
    cutOff(response);
    next();
  },
  'drop-and-do-later': ({ delayMs = 0, late }) => {
    return (request, response, next) => {
      // What was sent is with the vendor, whole: it goes on although nobody listens any more.
      readWhole(request, response, () => {
        late.count += 1;
        cutOff(response, () => {
          late.count -= 1;
        });
        request.socket.destroy();
        setTimeout(next, delayMs).unref();
      });
    };
  },
};

const readWhole = express.json({ limit: '10mb' });

/** Lets the handler do all of its work, swallows what it writes, and hangs up where the answer would have ended. */
function cutOff(response: Response, atEnd: () => void = () => undefined): void {
  const { socket } = response;
  response.writeHead = () => response;
  response.flushHeaders = () => undefined;
  response.write = () => true;
  response.end = () => {
    socket?.destroy();
    atEnd();
    return response;
  };
}
