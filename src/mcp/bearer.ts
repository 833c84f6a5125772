import { type AuthInfo, OAuthError, OAuthErrorCode, type OAuthTokenVerifier } from '@modelcontextprotocol/server';
import { isExpected, type Log, type Principal } from '../core/index.ts';
import type { Identity } from '../services/index.ts';

/** Whose token came with a request. Only made here, so that nothing else can pass for it. */
class Bearer {
  readonly principal: Principal;
  constructor(principal: Principal) {
    this.principal = principal;
  }
}

/** Reads the token's person anew at each request: roles, projects and revocations of now. */
export function createVerifier(identity: Identity, log: Log): OAuthTokenVerifier {
  return {
    async verifyAccessToken(token): Promise<AuthInfo> {
      try {
        const { principal, expiresAt } = await identity.bearer(token, 'mcp');
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
