import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import { AppError } from '../core/index.ts';

export interface IssuersOptions {
  /** Those that the operator trusts; nobody else's keys are ever fetched. */
  issuers: readonly string[];
  audience: string;
}

/** What a token of an issuer says of who bears it, once its signature, issuer, audience and time were checked. */
export interface Claims {
  issuer: string;
  subject: string;
  /** Only when the issuer vouches for it. */
  email: string | undefined;
  scopes: readonly string[];
  /** Of the token, and for clocks that go otherwise some minutes more. */
  expiresAt: Date;
}

export interface Issuers {
  /** Throws `identity.unverified` for a token that is not to be believed. */
  verify(token: string): Promise<Claims>;
}

const timeoutMs = 5_000;
const skewSeconds = 300;
const keysKeptMs = 3_600_000;
/** A key that is not known is asked for at once, and then not again before this. */
const keysFloorMs = 30_000;
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** A token of another kind, for example a proof of sign-in, is no access token even when it is signed well. */
const tokenTypes = ['jwt', 'at+jwt', 'application/at+jwt'];

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const scopes = z
  .union([z.string().max(4_000), z.array(z.string().max(200)).max(200)])
  .default('')
  .transform((named) => (typeof named === 'string' ? named.split(' ') : named).filter(Boolean));
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  exp: z.number(),
  email: z.string().max(320).optional().catch(undefined),
  // Some issuers write it as a text.
  email_verified: z.unknown().transform((vouched) => vouched === true || vouched === 'true'),
  scope: scopes,
  // Entra writes them here as a text, Okta as a list.
  scp: scopes,
});

/** What says something about the keys' home, and nothing about the token. */
const outOfReach = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];
const isAboutToken = (error: unknown): boolean => error instanceof errors.JOSEError && !outOfReach.includes(error.code);
const away = (issuer: string, cause: unknown): AppError =>
  new AppError('service.unavailable', `The keys of ${issuer} are out of reach. Try again in a minute.`, { cause });

/** Of OpenID Connect, then of RFC 8414, whose path stands before the issuer's own. */
function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

async function keysOf(issuer: string): Promise<RemoteJWKSet> {
  for (const url of metadataUrls(issuer)) {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) continue;
    const said = metadata.parse(await response.json());
    if (said.issuer !== issuer) throw new Error(`${url} speaks for another issuer`);
    const options = { timeoutDuration: timeoutMs, cacheMaxAge: keysKeptMs, cooldownDuration: keysFloorMs };
    return createRemoteJWKSet(new URL(said.jwks_uri), options);
  }
  throw new Error('it publishes no metadata');
}

/** Remembers where keys are, and for a while that nobody could be asked. */
function createKeys() {
  const known = new Map<string, Promise<RemoteJWKSet>>();
  return (issuer: string): Promise<RemoteJWKSet> => {
    const before = known.get(issuer);
    if (before) return before;
    const keys = keysOf(issuer);
    known.set(issuer, keys);
    keys.catch(() => setTimeout(() => known.delete(issuer), keysFloorMs).unref());
    return keys;
  };
}

const toClaims = (payload: JWTPayload): Claims => {
  const { iss, sub, exp, email, email_verified: isVouched, scope, scp } = claimsSchema.parse(payload);
  return {
    issuer: iss,
    subject: sub,
    email: isVouched ? email?.toLowerCase() : undefined,
    scopes: [...scope, ...scp],
    expiresAt: new Date((exp + skewSeconds) * 1_000),
  };
};

function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

export function createIssuers({ issuers, audience }: IssuersOptions): Issuers {
  const keysFor = createKeys();
  const refusal = (cause?: unknown) =>
    new AppError('identity.unverified', 'This token is not valid here. Sign in again.', { cause });

  return {
    async verify(token) {
      const issuer = issuerIn(token);
      if (issuer === undefined || !issuers.includes(issuer)) throw refusal();
      const keys = await keysFor(issuer).catch((cause: unknown) => {
        throw away(issuer, cause);
      });
      try {
        const checks = { issuer, audience, algorithms, clockTolerance: skewSeconds, requiredClaims: ['exp', 'sub'] };
        const { payload, protectedHeader } = await jwtVerify(token, keys, checks);
        if (!tokenTypes.includes((protectedHeader.typ ?? 'jwt').toLowerCase())) throw refusal();
        return toClaims(payload);
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw isAboutToken(error) || error instanceof z.ZodError ? refusal(error) : away(issuer, error);
      }
    },
  };
}
