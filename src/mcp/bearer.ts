import { type AuthInfo, OAuthError, OAuthErrorCode, type OAuthTokenVerifier } from '@modelcontextprotocol/server';
import { isExpected, isPersonal, type Log, type Principal, permissions } from '../core/index.ts';
import type { Identity, Subject } from '../services/index.ts';
import type { Issuers } from './issuers.ts';

/** Whose token came with a request. Only made here, so that nothing else can pass for it. */
class Bearer {
  readonly principal: Principal;
  constructor(principal: Principal) {
    this.principal = principal;
  }
}

interface Verified {
  principal: Principal;
  expiresAt: Date;
}

/** Three parts with dots between; our own tokens have none. */
const isOfIssuer = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

/** Those of ours that it names; where it names none, the person's role alone says what they may. What is personal is never among them. */
function scopesOf(named: readonly string[]): readonly string[] {
  const chosen = permissions.filter((permission) => named.includes(permission));
  return (chosen.length > 0 ? chosen : permissions).filter((permission) => !isPersonal(permission));
}

async function spokenFor(identity: Identity, issuers: Issuers, token: string): Promise<Verified> {
  const { issuer: realm, subject, email, scopes, expiresAt } = await issuers.verify(token);
  const subjects: Subject[] = [{ provider: 'oidc', realm, subject }];
  if (email !== undefined) subjects.push({ provider: 'oidc-email', realm, subject: email });
  return { principal: await identity.spokenFor(subjects, 'mcp', scopesOf(scopes)), expiresAt };
}

/** Reads the token's person anew at each request: roles, projects and revocations of now. */
export function createVerifier(identity: Identity, issuers: Issuers, log: Log): OAuthTokenVerifier {
  const verify = (token: string): Promise<Verified> =>
    isOfIssuer(token) ? spokenFor(identity, issuers, token) : identity.bearer(token, 'mcp');
  return {
    async verifyAccessToken(token): Promise<AuthInfo> {
      try {
        const { principal, expiresAt } = await verify(token);
        return {
          token,
          clientId: principal.person,
          scopes: [...(principal.scopes ?? [])],
          expiresAt: Math.floor(expiresAt.getTime() / 1_000),
          extra: { bearer: new Bearer(principal) },
        };
      } catch (error) {
        if (isExpected(error)) throw new OAuthError(OAuthErrorCode.InvalidToken, error.message);
        log.error({ err: error }, 'token not checked');
        throw error;
      }
    },
  };
}

/** Who asks. Every request went through the verifier; one that did not is a defect. */
export function principalOf(auth: AuthInfo | undefined): Principal {
  const bearer = auth?.extra?.bearer;
  if (bearer instanceof Bearer) return bearer.principal;
  throw new Error('a request came in without its bearer');
}

/** A person of a tenant, as one word: what sessions and subscriptions belong to. */
export const ownerOf = ({ tenant, person }: Principal): string => `${tenant}:${person}`;
