import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { fault } from './errors.ts';
import { type OrgRow, type State, usageKey } from './state.ts';

export interface OAuthFault {
  error: string;
  error_description: string;
}

const isEqual = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** OAuth 2.0 client credentials: the one way in which Adjutant gets a token. */
export function issueToken(
  state: State,
  form: Readonly<Record<string, unknown>>,
  { instanceUrl, sessionMs }: { instanceUrl: string; sessionMs: number },
): Record<string, string> | OAuthFault {
  if (form.grant_type !== 'client_credentials') {
    return { error: 'unsupported_grant_type', error_description: 'grant type not supported' };
  }
  const org = state.orgs.all().find(({ clientId }) => clientId === form.client_id);
  if (!org) return { error: 'invalid_client_id', error_description: 'client identifier invalid' };
  if (typeof form.client_secret !== 'string' || !isEqual(org.clientSecret, form.client_secret)) {
    return { error: 'invalid_client', error_description: 'invalid client credentials' };
  }
  const token = `${org.id.slice(0, 15)}!${randomBytes(36).toString('base64url')}`;
  state.sessions.put(token, { token, org: org.key, endsAt: Date.now() + sessionMs });
  return {
    access_token: token,
    instance_url: instanceUrl,
    id: `${instanceUrl}/id/${org.id}/${org.user.id}`,
    token_type: 'Bearer',
    scope: 'api',
    issued_at: String(Date.now()),
    signature: randomBytes(32).toString('base64'),
  };
}

/** Whose token it is. Ended and unknown ones are told apart by nobody. */
export function authenticate(state: State, request: Request): OrgRow {
  const token = /^(?:Bearer|OAuth) +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
  const session = state.sessions.get(token);
  const org = session && session.endsAt > Date.now() ? state.orgs.get(session.org) : undefined;
  if (org) return org;
  throw fault(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

/** Counts a request. Answers the usage as the limits header has it. */
export function countRequest(state: State, org: OrgRow, dailyRequests: number): string {
  const key = usageKey(org.key);
  const count = (state.usage.get(key)?.count ?? 0) + 1;
  if (count > dailyRequests) throw fault(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  state.usage.put(key, { count });
  return `api-usage=${count}/${dailyRequests}`;
}
