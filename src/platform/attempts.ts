import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type express from 'express';
import { AppError, type Limiter } from '../core/index.ts';

export interface AttemptsOptions {
  limiter: Limiter;
  /** Wrong answers to “who are you?” that one address may give within five minutes. */
  most: number;
}

/** Holds up whoever tries one token, or one sign-in, after the other. */
export interface Attempts {
  /** For requests that show a token. One that was right lately passes: neighbours behind one address do no harm to each other. */
  tokens: express.RequestHandler;
  /** For answers to a sign-in. */
  signIns: express.RequestHandler;
}

const seconds = 300;
const mostRemembered = 10_000;

/** Of IPv6, everybody has as many addresses as they like, but one network. */
export function addressOf({ ip = '' }: Pick<express.Request, 'ip'>): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const [first, last] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':');
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Tokens that were right, as digests: the newest of them. */
function createMemory() {
  const right = new Set<string>();
  return {
    has: (token: string): boolean => right.has(digestOf(token)),
    forget: (token: string): void => void right.delete(digestOf(token)),
    keep(token: string): void {
      right.add(digestOf(token));
      const [oldest] = right;
      if (right.size > mostRemembered && oldest !== undefined) right.delete(oldest);
    },
  };
}

export function createAttempts({ limiter, most }: AttemptsOptions): Attempts {
  const limit = { name: 'wrong-attempts', most, seconds };
  const memory = createMemory();

  function requireSome(address: string, response: express.Response): void {
    const { remaining, resetMs } = limiter.standing(limit, address);
    if (remaining > 0) return;
    const wait = Math.max(Math.ceil(resetMs / 1_000), 1);
    response.set('Retry-After', String(wait));
    throw new AppError(
      'request.too-many',
      `Too many wrong tokens or sign-ins came from your address, so this one was not looked at. Try again in ${wait} s.`,
      { retryAfterMs: resetMs },
    );
  }

  return {
    tokens: (request, response, next) => {
      const token = request.get('authorization');
      // Who shows nothing has to be told what to show.
      if (token === undefined) return next();
      const address = addressOf(request);
      if (!memory.has(token)) requireSome(address, response);
      response.once('finish', () => {
        // A defect of ours says nothing about the token.
        if (response.statusCode >= 500) return;
        if (response.statusCode !== 401) return memory.keep(token);
        memory.forget(token);
        limiter.countHere(limit, address);
      });
      next();
    },
    signIns: (request, response, next) => {
      const address = addressOf(request);
      requireSome(address, response);
      response.once('finish', () => {
        if ([401, 403].includes(response.statusCode)) limiter.countHere(limit, address);
      });
      next();
    },
  };
}
