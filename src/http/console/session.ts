import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type express from 'express';
import { z } from 'zod';
import type { Clock } from '../../core/index.ts';
import { deriveKey, seal, unseal } from '../../platform/seal.ts';
import { base } from './paths.ts';

/** Who signed in, and nothing of what they may do: that is read anew for each request. */
const sessionSchema = z.object({ id: z.string(), tenant: z.string(), person: z.string(), expiresAt: z.number() });
export type Session = z.output<typeof sessionSchema>;

const hours = 3_600_000;
const sessionMs = 12 * hours;
const bound = 'console session';

export interface SessionOptions {
  key: Buffer;
  /** Behind https: the cookie never travels without it. */
  isSecure: boolean;
  clock: Clock;
}

export interface Sessions {
  start(response: express.Response, who: { tenant: string; person: string }): void;
  read(request: express.Request): Session | undefined;
  end(response: express.Response): void;
  /** What a form of this session has to carry. */
  formToken(session: Session): string;
  isFormToken(session: Session, token: unknown): boolean;
}

/** A cookie's value as the browser sent it. */
export function readCookie(request: express.Request, name: string): string | undefined {
  for (const pair of request.get('cookie')?.split(';') ?? []) {
    const [key, value] = pair.trim().split(/=(.*)/s);
    if (key === name) return value;
  }
  return undefined;
}

/** The object that was sealed, or nothing: whatever a browser sends is no reason to fail. */
export function openSealed<S extends z.ZodType>(
  schema: S,
  key: Buffer,
  text: string | undefined,
  purpose: string,
): z.output<S> | undefined {
  if (text === undefined || text.length > 4_096) return undefined;
  const sealed = Buffer.from(text, 'base64url');
  try {
    return schema.parse(JSON.parse(unseal(key, sealed, purpose).toString()));
  } catch {
    return undefined;
  }
}

export const sealObject = (key: Buffer, value: object, purpose: string): string =>
  seal(key, Buffer.from(JSON.stringify(value)), purpose).toString('base64url');

/** Sessions live in a sealed cookie, so that any process can serve any person. */
export function createSessions({ key, isSecure, clock }: SessionOptions): Sessions {
  const sealKey = deriveKey(key, 'cookie');
  const formKey = deriveKey(key, 'forms');
  const name = isSecure ? '__Secure-adjutant' : 'adjutant';
  // Lax, not Strict: a link to an approval comes from a chat, and has to find the person signed in.
  const settings = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: base } as const;
  const formToken = (session: Session): string => createHmac('sha256', formKey).update(session.id).digest('base64url');

  return {
    formToken,

    start(response, who) {
      const session = { ...who, id: randomBytes(16).toString('base64url'), expiresAt: clock().getTime() + sessionMs };
      response.cookie(name, sealObject(sealKey, session, bound), { ...settings, maxAge: sessionMs });
    },

    read(request) {
      const session = openSealed(sessionSchema, sealKey, readCookie(request, name), bound);
      return session && session.expiresAt > clock().getTime() ? session : undefined;
    },

    end: (response) => void response.clearCookie(name, settings),

    isFormToken(session, token) {
      const [expected, given] = [Buffer.from(formToken(session)), Buffer.from(String(token))];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
