import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';

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
    kind: z.enum(['status', 'delay', 'drop-before', 'drop-after']),
    status: z.int().min(400).max(599).optional(),
    delayMs: z.int().min(1).max(60_000).optional(),
  })
  .refine((rule) => rule.kind !== 'status' || rule.status !== undefined, {
    error: 'kind "status" needs a status',
    path: ['status'],
  })
  .refine((rule) => rule.kind !== 'delay' || rule.delayMs !== undefined, {
    error: 'kind "delay" needs delayMs',
    path: ['delayMs'],
  });

/** What goes wrong, at which vendor, for how many requests. The oldest rule that fits a request is used up first. */
export type FaultRule = z.input<typeof faultRule>;

export interface Faults {
  middleware(vendor: string): RequestHandler;
  /** Throws when the rule makes no sense. */
  add(rule: FaultRule): void;
  clear(): void;
}

interface Pending {
  vendor: string;
  times: number;
  fits(request: Request): boolean;
  apply: RequestHandler;
}

export function createFaults(): Faults {
  const pending = new Set<Pending>();

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
    add: (given) => void pending.add(toPending(given)),
    clear: () => pending.clear(),
  };
}

function toPending(given: FaultRule): Pending {
  const rule = faultRule.parse(given);
  const matches = pathMatcher(rule.path);
  return {
    vendor: rule.vendor,
    times: rule.times,
    fits: (request) => (rule.method === undefined || rule.method === request.method) && matches(request.originalUrl),
    apply: handlers[rule.kind](rule),
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

const handlers: Record<
  FaultRule['kind'],
  (rule: { status?: number | undefined; delayMs?: number | undefined }) => RequestHandler
> = {
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
};

/** Lets the handler do all of its work, swallows what it writes, and hangs up where the answer would have ended. */
function cutOff(response: Response): void {
  const { socket } = response;
  response.writeHead = () => response;
  response.flushHeaders = () => undefined;
  response.write = () => true;
  response.end = () => {
    socket?.destroy();
    return response;
  };
}
