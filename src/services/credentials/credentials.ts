import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { deriveKey, seal, unseal } from '../../platform/seal.ts';
import { Secret } from '../../platform/secret.ts';

export interface VendorAccount {
  id: string;
  realm: string;
  settings: Readonly<Record<string, string>>;
  secret: Secret;
}

/** A tenant's accounts at vendors. Secrets are sealed with a key of the tenant, which the master key wraps. */
export interface Credentials {
  store(
    tenant: string,
    account: { vendor: string; realm: string; settings: Record<string, string>; secret: Secret },
  ): Promise<void>;
  /** The account, or `vendor.not-connected`. Without a realm: the only one, or the first by name. */
  account(tenant: string, vendor: string, realm?: string): Promise<VendorAccount>;
  accountById(tenant: string, id: string): Promise<VendorAccount>;
}

interface AccountRow {
  id: string;
  vendor: string;
  realm: string;
  settings: Record<string, string>;
  sealed_secret: Buffer;
}

/** An organisation that has Teams and no Slack speaks in its channels with that. */
const standIns = (vendor: string): string[] => (vendor === 'slack' ? ['slack', 'teams'] : [vendor]);

export function createCredentials(database: Database, masterKey: Buffer): Credentials {
  const wrappingKey = deriveKey(masterKey, 'tenant keys');

  async function tenantKey(tx: Tx): Promise<Buffer> {
    const select = 'select wrapped from tenant_keys';
    const [known] = await tx.query<{ wrapped: Buffer }>(select);
    if (known) return unseal(wrappingKey, known.wrapped, tx.tenant);
    const wrapped = seal(wrappingKey, randomBytes(32), tx.tenant);
    await tx.query('insert into tenant_keys (tenant_id, wrapped) values ($1, $2) on conflict do nothing', [
      tx.tenant,
      wrapped,
    ]);
    const [stored] = await tx.query<{ wrapped: Buffer }>(select);
    if (!stored) throw new AppError('internal', 'The key of the tenant was not stored.');
    return unseal(wrappingKey, stored.wrapped, tx.tenant);
  }

  const boundTo = (tenant: string, vendor: string, realm: string): string => `${tenant}:${vendor}:${realm}:secret`;

  const open = (tenant: string, condition: string, values: readonly unknown[], name: string): Promise<VendorAccount> =>
    database.withTenant(tenant, async (tx) => {
      const [row] = await tx.query<AccountRow>(
        `select id, vendor, realm, settings, sealed_secret from vendor_accounts where ${condition} order by vendor, realm limit 1`,
        values,
      );
      if (!row)
        throw new AppError('vendor.not-connected', `No ${name} account is connected. Ask an admin to connect one.`);
      const secret = unseal(await tenantKey(tx), row.sealed_secret, boundTo(tenant, row.vendor, row.realm));
      return { id: row.id, realm: row.realm, settings: row.settings, secret: new Secret(secret.toString()) };
    });

  return {
    async store(tenant, { vendor, realm, settings, secret }) {
      await database.withTenant(tenant, async (tx) => {
        const sealed = seal(await tenantKey(tx), Buffer.from(secret.reveal()), boundTo(tenant, vendor, realm));
        await tx.query(
          `insert into vendor_accounts (tenant_id, vendor, realm, settings, sealed_secret) values ($1, $2, $3, $4, $5)
           on conflict (tenant_id, vendor, realm) do update set settings = excluded.settings, sealed_secret = excluded.sealed_secret`,
          [tenant, vendor, realm, JSON.stringify(settings), sealed],
        );
      });
    },

    account: (tenant, vendor, realm) =>
      open(tenant, 'vendor = any ($1) and ($2::text is null or realm = $2)', [standIns(vendor), realm ?? null], vendor),
    accountById: (tenant, id) => open(tenant, 'id = $1', [id], 'such'),
  };
}
