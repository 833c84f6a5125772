import { createHash } from 'node:crypto';
import { AppError, type Door, type Principal, type Role, roles } from '../../core/index.ts';
import type { Database, Sql, Tx } from '../../platform/database.ts';

export interface Located {
  tenant: string;
  id: string;
}
/** Chat platforms whose workspaces or tenants belong to an organisation. */
export type Platform = 'slack' | 'teams';
/** Who a person is at a door: the Slack user of a workspace, the Entra user of a Teams tenant, the subject of an issuer. */
export interface Subject {
  /** `oidc-email`: an address that the issuer vouches for, where its subjects are not known beforehand. */
  provider: Platform | 'console' | 'oidc' | 'oidc-email';
  realm: string;
  subject: string;
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const first = (rows: { tenant_id: string; id: string }[]): Located | undefined =>
  rows[0] && { tenant: rows[0].tenant_id, id: rows[0].id };

interface PersonRow {
  name: string;
  roles: string[];
  pseudonym: string;
  is_active: boolean;
  projects: string[];
}
/** What is read of a person at each request: roles and projects change under our feet. */
const personQuery: Sql = {
  name: 'person',
  text: `
  select p.name, p.roles, p.pseudonym, p.is_active, array(
    select j.path from projects j
    where 'admin' = any (p.roles) or exists (
      select 1 from project_members m where m.project_id = j.id and m.person_id = p.id)
    order by 1) as projects
  from people p where p.id = $1`,
};

const findPerson: Sql = { name: 'find-person', text: 'select tenant_id, id from find_person($1, $2, $3)' };
const findToken: Sql = { name: 'find-token', text: 'select tenant_id, id from find_token($1)' };
const tokenQuery: Sql = {
  name: 'token',
  text: 'select person_id, scopes, expires_at from access_tokens where id = $1 and revoked_at is null and expires_at > now()',
};

const isRole = (role: string): role is Role => roles.some((each) => each === role);

export interface Identity {
  findInstallation(platform: Platform, externalId: string): Promise<Located | undefined>;
  findPerson(subject: Subject): Promise<Located | undefined>;
  /** The person as of now. Throws `identity.unknown` for who is not, or no longer, one of the tenant's people. */
  principal(tx: Tx, person: string, door: Door, scopes?: readonly string[]): Promise<Principal>;
  /** The bearer of a token. Throws `identity.unverified` for a token that is unknown, expired or revoked. */
  bearer(token: string, door: Door): Promise<{ principal: Principal; expiresAt: Date }>;
  /** Whom another issuer's token speaks for. Throws `identity.unverified` when none of these was ever brought in. */
  spokenFor(subjects: readonly Subject[], door: Door, scopes: readonly string[]): Promise<Principal>;
  /** Who the person is at a provider, to be spoken to there. */
  subjectOf(tx: Tx, person: string, provider: Subject['provider']): Promise<Subject | undefined>;
}

export function createIdentity(database: Database): Identity {
  async function principal(tx: Tx, person: string, door: Door, scopes?: readonly string[]): Promise<Principal> {
    const [row] = await tx.query<PersonRow>(personQuery, [person]);
    if (!row?.is_active) {
      throw new AppError(
        'identity.unknown',
        'Adjutant does not know you here. Ask an admin of your organisation to add you.',
      );
    }
    const known = row.roles.filter(isRole);
    return { tenant: tx.tenant, person, name: row.name, door, roles: known, scopes, projects: row.projects };
  }

  async function findPersonBy({ provider, realm, subject }: Subject): Promise<Located | undefined> {
    return first(await database.across(findPerson, [provider, realm, subject]));
  }

  return {
    principal,
    async spokenFor(subjects, door, scopes) {
      for (const subject of subjects) {
        const found = await findPersonBy(subject);
        if (found) return database.withTenant(found.tenant, (tx) => principal(tx, found.id, door, scopes));
      }
      throw new AppError(
        'identity.unverified',
        'Adjutant does not know who signed in there. Ask an admin of your organisation to add you.',
      );
    },
    findInstallation: async (platform, externalId) =>
      first(await database.across('select tenant_id, id from find_installation($1, $2)', [platform, externalId])),
    findPerson: findPersonBy,

    async bearer(token, door) {
      const refusal = new AppError(
        'identity.unverified',
        'This token is unknown, expired or revoked. Ask for a new one.',
      );
      const found = first(await database.across(findToken, [hashToken(token)]));
      if (!found) throw refusal;
      return database.withTenant(found.tenant, async (tx) => {
        const [row] = await tx.query<{ person_id: string; scopes: string[]; expires_at: Date }>(tokenQuery, [found.id]);
        if (!row) throw refusal;
        return { principal: await principal(tx, row.person_id, door, row.scopes), expiresAt: row.expires_at };
      });
    },

    async subjectOf(tx, person, provider) {
      const [row] = await tx.query<{ realm: string; subject: string }>(
        'select realm, subject from identities where person_id = $1 and provider = $2 order by realm limit 1',
        [person, provider],
      );
      return row && { provider, ...row };
    },
  };
}
