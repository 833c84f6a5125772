import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/express';
import { isPersonal, permissions } from '../core/index.ts';

export interface ResourceMetadata {
  /** What tokens are for. */
  resource: string;
  url: string;
  paths: readonly string[];
  document: Readonly<Record<string, unknown>>;
}

const path = '/.well-known/oauth-protected-resource';

/** RFC 9728: what a client has to know about this resource. Tokens are given out by an organisation's admins, and by these issuers. */
export function createResourceMetadata(publicUrl: string, issuers: readonly string[]): ResourceMetadata {
  const resource = `${publicUrl}/mcp`;
  return {
    resource,
    url: getOAuthProtectedResourceMetadataUrl(new URL(resource)),
    paths: [path, `${path}/mcp`],
    document: {
      resource,
      resource_name: 'Adjutant',
      ...(issuers.length > 0 ? { authorization_servers: issuers } : {}),
      bearer_methods_supported: ['header'],
      scopes_supported: permissions.filter((permission) => !isPersonal(permission)),
    },
  };
}
