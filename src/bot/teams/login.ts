import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { TeamsSettings } from './settings.ts';

const timeoutMs = 5_000;
/** A token is renewed before it ends, as a request with it takes a while. */
const marginMs = 300_000;
const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().min(1) });

/** The bot's token for the Bot Connector, kept until shortly before its end. */
export interface Login {
  token(): Promise<string>;
  /** It was refused: the next request asks for a new one. */
  forget(): void;
}

export function createLogin({ appId, password, onlyTenant, loginUrl }: TeamsSettings): Login {
  const address = `${loginUrl}/${onlyTenant ?? 'botframework.com'}/oauth2/v2.0/token`;
  let known: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const response = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password.reveal(),
        scope: 'https://api.botframework.com/.default',
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw new AppError('upstream.unavailable', 'The login for Teams cannot be reached just now.', { cause });
    });
    const body: unknown = await response.json().catch(() => undefined);
    const answer = answerSchema.safeParse(body);
    if (response.ok && answer.success) {
      const lifeMs = answer.data.expires_in * 1_000;
      known = { token: answer.data.access_token, until: Date.now() + Math.max(lifeMs - marginMs, lifeMs / 2) };
      return known.token;
    }
    if (response.status >= 500 || response.status === 429)
      throw new AppError('upstream.unavailable', `The login for Teams is away (${response.status}).`);
    throw new AppError(
      'upstream.unauthorized',
      'The login for Teams was refused. Check TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_TYPE.',
    );
  }

  return {
    token() {
      if (known && known.until > Date.now()) return Promise.resolve(known.token);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget() {
      known = undefined;
    },
  };
}
