import { createRemoteJWKSet, errors, jwtVerify, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { TeamsSettings } from './settings.ts';

/** `unavailable`: nobody can tell, as the keys are out of reach. */
export type Verification = 'valid' | 'invalid' | 'unavailable';

/** Whether the Bot Framework sent an activity, by the token that came with it. */
export interface Tokens {
  verify(activity: Readonly<Record<string, unknown>>, authorization: string): Promise<Verification>;
}

const channelId = 'msteams';
const timeoutMs = 5_000;
/** Our clock and the Bot Framework's are not the same. */
const skewSeconds = 300;
/** Keys are rolled over slowly; one that is not known yet is asked for at once. */
const keysKeptMs = 24 * 3_600_000;
const metadataSchema = z.object({ jwks_uri: z.url() });
const endorsedSchema = z.object({ endorsements: z.array(z.string()).optional() });

/** What says something about our keys' home, and nothing about the token. */
const outOfReach = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT'];
const isAboutToken = (error: unknown): boolean => error instanceof errors.JOSEError && !outOfReach.includes(error.code);

async function keysAt(metadataUrl: string): Promise<RemoteJWKSet> {
  const response = await fetch(metadataUrl, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok)
    throw new AppError('upstream.unavailable', `The metadata of the keys is away (${response.status}).`);
  const { jwks_uri: address } = metadataSchema.parse(await response.json());
  return createRemoteJWKSet(new URL(address), { timeoutDuration: timeoutMs, cacheMaxAge: keysKeptMs });
}

/** A key may be there for certain channels only. */
function isEndorsed(keys: RemoteJWKSet, kid: string | undefined): boolean {
  const { endorsements = [] } = endorsedSchema.parse(keys.jwks()?.keys.find((key) => key.kid === kid) ?? {});
  return endorsements.length === 0 || endorsements.includes(channelId);
}

export function createTokens({ metadataUrl, issuer, appId }: TeamsSettings): Tokens {
  let keysAsked: Promise<RemoteJWKSet> | undefined;
  function keys(): Promise<RemoteJWKSet> {
    keysAsked ??= keysAt(metadataUrl).catch((error: unknown) => {
      keysAsked = undefined;
      throw error;
    });
    return keysAsked;
  }

  async function isOurs(token: string, serviceUrl: unknown): Promise<boolean> {
    const known = await keys();
    const { payload, protectedHeader } = await jwtVerify(token, known, {
      issuer,
      audience: appId,
      algorithms: ['RS256', 'RS384', 'RS512'],
      clockTolerance: skewSeconds,
      requiredClaims: ['exp'],
    });
    // A token is good for one service: answers to another would give ours away.
    return payload.serviceurl === serviceUrl && isEndorsed(known, protectedHeader.kid);
  }

  return {
    async verify(activity, authorization) {
      const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization) ?? [];
      // Activities of other channels are checked by other rules, which are not for us.
      if (token === undefined || activity.channelId !== channelId) return 'invalid';
      try {
        return (await isOurs(token, activity.serviceUrl)) ? 'valid' : 'invalid';
      } catch (error) {
        return isAboutToken(error) ? 'invalid' : 'unavailable';
      }
    },
  };
}
