import { randomBytes } from 'node:crypto';
import type express from 'express';
import { z } from 'zod';
import { AppError, type Clock } from '../../core/index.ts';
import { deriveKey } from '../../platform/seal.ts';
import type { Subject } from '../../services/index.ts';
import type { Html } from '../html.ts';
import { safeReturn } from '../links.ts';
import { base, paths } from './paths.ts';
import { openSealed, readCookie, sealObject } from './session.ts';

interface SignInStart {
  /** Has to come back with the answer, as the field or parameter `state`. */
  state: string;
  /** Where the answer goes. */
  finishUrl: string;
}

/** How a person proves who they are. The console checks that the answer belongs to this browser; the rest is decided here. */
export interface SignIn {
  /** `post`: a form of ours. `get`: the way back from another site. */
  answersBy: 'post' | 'get';
  /** A page of ours to show, or a place to go to. */
  start(start: SignInStart): Promise<{ title: string; body: Html } | { redirectTo: string }>;
  /** Who it is. Throws `AppError` when that is not proven. */
  finish(answer: Readonly<Record<string, unknown>>, start: SignInStart): Promise<Subject>;
}

const stateSchema = z.object({ browser: z.string(), returnTo: z.string(), expiresAt: z.number() });
const patienceMs = 30 * 60_000;
const bound = 'console sign-in';

export interface SignInStates {
  /** What has to come back, and remembers where to go then. */
  begin(request: express.Request, response: express.Response, returnTo: unknown): string;
  /** Where to go. Throws when the answer is not this browser's, or too late. */
  check(request: express.Request, state: unknown): string;
}

/** Ties an answer to the browser that began: nobody is signed in as somebody else by following a link. */
export function createSignInStates(options: { key: Buffer; isSecure: boolean; clock: Clock }): SignInStates {
  const { isSecure, clock } = options;
  const key = deriveKey(options.key, 'sign-in');
  const name = isSecure ? '__Secure-adjutant-sign-in' : 'adjutant-sign-in';

  return {
    begin(request, response, returnTo) {
      // Kept when it is there, so that two tabs do not spoil each other.
      const known = readCookie(request, name);
      const browser = known && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url');
      // Lax: the way back from another site is a navigation to here.
      const settings = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: base } as const;
      response.cookie(name, browser, { ...settings, maxAge: patienceMs });
      const expiresAt = clock().getTime() + patienceMs;
      return sealObject(key, { browser, returnTo: safeReturn(returnTo, base), expiresAt }, bound);
    },

    check(request, state) {
      const opened = openSealed(stateSchema, key, typeof state === 'string' ? state : undefined, bound);
      const isValid = opened && opened.browser === readCookie(request, name) && opened.expiresAt > clock().getTime();
      if (isValid) return opened.returnTo;
      throw new AppError(
        'request.expired',
        'This sign-in began too long ago or in another browser. Please start again.',
      );
    },
  };
}

export const signInPath = (returnTo: string): string => `${paths.signIn}?return=${encodeURIComponent(returnTo)}`;
