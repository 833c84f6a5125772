import express from 'express';
import { appId } from './organisations.ts';
import { channelIssuer, type Signing } from './signing.ts';

const lifeSeconds = 3_600;
export const connectorAudience = 'https://api.botframework.com';

export interface LoginOptions {
  signing: Signing;
  password: string;
  url(): string;
  now(): Date;
}

/** The OpenID metadata of the Bot Framework with its keys, and Entra's login for bots. */
export function loginRouter({ signing, password, url, now }: LoginOptions): express.Router {
  const router = express.Router();
  router.get('/openid/.well-known/openidconfiguration', (_request, response) => {
    response.json({
      issuer: channelIssuer,
      jwks_uri: `${url()}/teams/openid/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  router.get('/openid/keys', (_request, response) => void response.json(signing.jwks()));
  router.post('/login/:tenant/oauth2/v2.0/token', express.urlencoded({ extended: false }), (request, response) => {
    const form = new Map<string, unknown>(Object.entries(request.body ?? {}));
    const refuse = (status: number, error: string): void =>
      void response.status(status).json({ error, error_description: `AADSTS: ${error}` });
    if (form.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type');
    if (form.get('scope') !== `${connectorAudience}/.default`) return refuse(400, 'invalid_scope');
    if (form.get('client_id') !== appId || form.get('client_secret') !== password) return refuse(401, 'invalid_client');
    const seconds = Math.floor(now().getTime() / 1_000);
    const access = { aud: connectorAudience, appid: appId, nbf: seconds - 5, exp: seconds + lifeSeconds };
    response.json({ token_type: 'Bearer', expires_in: lifeSeconds, access_token: signing.sign(access) });
  });
  return router;
}
