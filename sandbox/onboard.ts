import { isPersonal, permissions } from '../src/core/index.ts';
import { Secret } from '../src/platform/secret.ts';
import type { Services } from '../src/services/index.ts';
import type { SandboxOrganisation } from './organisations.ts';
import { aadOf, tenantOf } from './teams/index.ts';

export interface OnboardOptions {
  services: Services;
  organisations: readonly SandboxOrganisation[];
  gitlabUrl: string;
  xUrl: string;
  /** Where people read what is posted. */
  xWebUrl: string;
  salesforceUrl: string;
  /** Issuers of tokens for the MCP door: they are believed about everybody's e-mail address. */
  issuers?: readonly string[];
  /** The MCP token of an organisation's first developer. */
  tokenOf(organisation: SandboxOrganisation): string;
}

const yearMs = 365 * 24 * 3_600_000;
/** The subject's realm for those who sign in by picking a person. */
export const sandboxRealm = 'sandbox';

/** Makes the sandbox's organisations known to Adjutant, by the same road as any other. May be repeated. */
export async function onboard(options: OnboardOptions): Promise<void> {
  const { services, organisations, gitlabUrl, xUrl, xWebUrl, salesforceUrl, tokenOf, issuers = [] } = options;
  const { onboarding, credentials } = services;
  for (const organisation of organisations) {
    const { slack, gitlab, x, salesforce, people, name } = organisation;
    const tenant = await onboarding.tenant(name, { platform: 'slack', externalId: slack.team, botUser: slack.botUser });
    const realm = tenantOf(organisation);
    await onboarding.installation(tenant, { platform: 'teams', externalId: realm, botUser: '' });
    for (const path of gitlab.projects) await onboarding.project(tenant, path);
    const ids = new Map<string, string>();
    for (const person of people) {
      const id = await onboarding.person(tenant, {
        name: person.name,
        email: person.email,
        roles: [person.role],
        subjects: [
          { provider: 'slack', realm: slack.team, subject: person.slack },
          { provider: 'teams', realm, subject: aadOf(person) },
          { provider: 'console', realm: sandboxRealm, subject: person.email },
          ...issuers.map((issuer) => ({ provider: 'oidc-email', realm: issuer, subject: person.email }) as const),
        ],
        projects: gitlab.projects,
      });
      ids.set(person.role, ids.get(person.role) ?? id);
    }
    await credentials.store(tenant, {
      vendor: 'slack',
      realm: slack.team,
      settings: {},
      secret: new Secret(slack.botToken),
    });
    await credentials.store(tenant, {
      vendor: 'gitlab',
      realm: 'sandbox',
      settings: { url: gitlabUrl },
      secret: new Secret(gitlab.token),
    });
    await credentials.store(tenant, {
      vendor: 'x',
      realm: x.username,
      settings: { url: xUrl, web: xWebUrl },
      secret: new Secret(JSON.stringify(x.keys)),
    });
    await credentials.store(tenant, {
      vendor: 'salesforce',
      realm: 'sandbox',
      settings: { url: salesforceUrl, clientId: salesforce.clientId },
      secret: new Secret(salesforce.clientSecret),
    });
    const developer = ids.get('developer');
    if (!developer) continue;
    const scopes = permissions.filter((permission) => !isPersonal(permission));
    const expiresAt = new Date(Date.now() + yearMs);
    await onboarding.token(tenant, {
      person: developer,
      label: 'IDE',
      token: tokenOf(organisation),
      scopes,
      expiresAt,
    });
  }
}
