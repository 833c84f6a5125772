import { randomUUID } from 'node:crypto';
import { AppError, isPersonal, type Permission, type Role } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { hashToken, type Platform, type Subject } from './identity.ts';

export interface NewPerson {
  name: string;
  email: string;
  roles: readonly Role[];
  subjects: readonly Subject[];
  /** Paths of projects to be a member of. */
  projects: readonly string[];
}

/** A Slack workspace or a Teams tenant, and what the bot is called there. */
export interface Installation {
  platform: Platform;
  externalId: string;
  botUser: string;
}

/** Makes an organisation and its people. Each call may be repeated: what is there is brought up to date. */
export interface Onboarding {
  tenant(name: string, installation: Installation): Promise<string>;
  /** One more workspace of an organisation. Another organisation's is never taken over. */
  installation(tenant: string, installation: Installation): Promise<void>;
  project(tenant: string, path: string): Promise<string>;
  person(tenant: string, person: NewPerson): Promise<string>;
  token(tenant: string, token: NewToken): Promise<void>;
}

export interface NewToken {
  person: string;
  label: string;
  token: string;
  scopes: readonly Permission[];
  expiresAt: Date;
}

async function addPerson(tx: Tx, person: NewPerson): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into people (tenant_id, name, email, roles) values ($1, $2, $3, $4)
     on conflict (tenant_id, email) do update set name = excluded.name, roles = excluded.roles returning id`,
    [tx.tenant, person.name, person.email, person.roles],
  );
  if (!row) throw new AppError('internal', 'The person was not stored.');
  for (const { provider, realm, subject } of person.subjects) {
    await tx.query(
      `insert into identities (tenant_id, provider, realm, subject, person_id) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, provider, realm, subject) do update set person_id = excluded.person_id`,
      [tx.tenant, provider, realm, subject, row.id],
    );
  }
  await tx.query(
    `insert into project_members (tenant_id, project_id, person_id)
     select tenant_id, id, $1 from projects where path = any ($2) on conflict do nothing`,
    [row.id, person.projects],
  );
  return row.id;
}

const addInstallation = (tx: Tx, { platform, externalId, botUser }: Installation): Promise<unknown> =>
  tx.query('insert into installations (tenant_id, platform, external_id, bot_user) values ($1, $2, $3, $4)', [
    tx.tenant,
    platform,
    externalId,
    botUser,
  ]);

export function createOnboarding(database: Database): Onboarding {
  async function holderOf({ platform, externalId }: Installation): Promise<string | undefined> {
    const select = 'select tenant_id from find_installation($1, $2)';
    return (await database.across<{ tenant_id: string }>(select, [platform, externalId]))[0]?.tenant_id;
  }

  return {
    async tenant(name, installation) {
      const known = await holderOf(installation);
      if (known) return known;
      const tenant = randomUUID();
      await database.withTenant(tenant, async (tx) => {
        await tx.query('insert into tenants (tenant_id, name) values ($1, $2)', [tenant, name]);
        await addInstallation(tx, installation);
      });
      return tenant;
    },

    async installation(tenant, installation) {
      const holder = await holderOf(installation);
      if (holder === tenant) return;
      if (holder) throw new AppError('input.invalid', 'This workspace belongs to another organisation already.');
      await database.withTenant(tenant, (tx) => addInstallation(tx, installation));
    },

    project: (tenant, path) =>
      database.withTenant(tenant, async (tx) => {
        const [row] = await tx.query<{ id: string }>(
          `insert into projects (tenant_id, path) values ($1, $2)
           on conflict (tenant_id, path) do update set path = excluded.path returning id`,
          [tenant, path],
        );
        if (!row) throw new AppError('internal', 'The project was not stored.');
        return row.id;
      }),

    person: (tenant, person) => database.withTenant(tenant, (tx) => addPerson(tx, person)),

    async token(tenant, { person, label, token, scopes, expiresAt }) {
      if (scopes.some(isPersonal))
        throw new AppError('input.invalid', 'No token can carry the right to decide, nor the kill switch.');
      await database.withTenant(tenant, (tx) =>
        tx.query(
          `insert into access_tokens (tenant_id, person_id, label, hash, scopes, expires_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (hash) do update set scopes = excluded.scopes, expires_at = excluded.expires_at`,
          [tenant, person, label, hashToken(token), scopes, expiresAt],
        ),
      );
    },
  };
}
