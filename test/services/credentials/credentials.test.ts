import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/platform/secret.ts';
import { createCredentials } from '../../../src/services/index.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
const planted = 'glpat-planted-token';

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const store = (tenant: string, realm: string, secret: string): Promise<void> =>
  world.services.credentials.store(tenant, {
    vendor: 'gitlab',
    realm,
    settings: { url: `https://${realm}` },
    secret: new Secret(secret),
  });

describe('a vendor account', () => {
  it('gives back what was stored, by name and by id', async () => {
    await store(world.tenant, 'a.example.org', planted);
    const { credentials } = world.services;
    const account = await credentials.account(world.tenant, 'gitlab', 'a.example.org');
    expect([account.secret.reveal(), account.settings]).toEqual([planted, { url: 'https://a.example.org' }]);
    expect((await credentials.accountById(world.tenant, account.id)).secret.reveal()).toBe(planted);
    expect(JSON.stringify(account)).not.toContain(planted);
  });

  it('is replaced by a new secret', async () => {
    await store(world.tenant, 'b.example.org', 'old');
    await store(world.tenant, 'b.example.org', 'new');
    const account = await world.services.credentials.account(world.tenant, 'gitlab', 'b.example.org');
    expect(account.secret.reveal()).toBe('new');
  });

  it('is not there for another tenant', async () => {
    await store(world.tenant, 'c.example.org', planted);
    const { credentials } = world.services;
    const { id } = await credentials.account(world.tenant, 'gitlab', 'c.example.org');
    const missing = { code: 'vendor.not-connected' };
    await expect(credentials.account(world.other, 'gitlab', 'c.example.org')).rejects.toMatchObject(missing);
    await expect(credentials.accountById(world.other, id)).rejects.toMatchObject(missing);
    await expect(credentials.account(world.tenant, 'github')).rejects.toMatchObject(missing);
  });

  it('is made once when many store the first one of a tenant at once', async () => {
    await world.sql('delete from vendor_accounts where tenant_id = $1', [world.other]);
    await world.sql('delete from tenant_keys where tenant_id = $1', [world.other]);
    const realms = Array.from({ length: 8 }, (_, index) => `r${index}.example.org`);
    await Promise.all(realms.map((realm) => store(world.other, realm, realm)));
    const accounts = realms.map((realm) => world.services.credentials.account(world.other, 'gitlab', realm));
    expect((await Promise.all(accounts)).map(({ secret }) => secret.reveal())).toEqual(realms);
  });
});

describe('what is stored', () => {
  it('holds no secret in the clear', async () => {
    await store(world.tenant, 'd.example.org', planted);
    const rows = await world.sql<{ sealed_secret: Buffer; settings: object }>('select * from vendor_accounts');
    expect(rows.some((row) => row.sealed_secret.includes(planted) || JSON.stringify(row).includes(planted))).toBe(
      false,
    );
  });

  const swap =
    "set sealed_secret = (select sealed_secret from vendor_accounts where tenant_id = $1 and realm = 'from')";
  it.each<[string, (tenant: string, other: string) => readonly [to: string, sql: string]]>([
    [
      'of another account',
      (tenant) => [tenant, `update vendor_accounts ${swap} where tenant_id = $2 and realm = 'to'`],
    ],
    [
      'of another tenant',
      (_, other) => [other, `update vendor_accounts ${swap} where tenant_id = $2 and realm = 'to'`],
    ],
  ])('opens with nothing %s put in its place', async (_name, place) => {
    const [to, sql] = place(world.tenant, world.other);
    await store(world.tenant, 'from', 'one');
    await store(to, 'to', 'two');
    await world.sql(sql, [world.tenant, to]);
    await expect(world.services.credentials.account(to, 'gitlab', 'to')).rejects.toThrow(/authenticate/);
  });

  it('opens with no key of another tenant', async () => {
    const keys = await world.sql<{ tenant_id: string; wrapped: Buffer }>('select * from tenant_keys');
    const wrappedOf = (tenant: string) => keys.find(({ tenant_id }) => tenant_id === tenant)?.wrapped;
    const put = (wrapped: Buffer | undefined): Promise<unknown> =>
      world.sql('update tenant_keys set wrapped = $2 where tenant_id = $1', [world.tenant, wrapped]);
    await put(wrappedOf(world.other));
    await expect(world.services.credentials.account(world.tenant, 'gitlab')).rejects.toThrow(/authenticate/);
    await put(wrappedOf(world.tenant));
    await world.services.credentials.account(world.tenant, 'gitlab');
  });

  it('opens with no other master key', async () => {
    const stranger = createCredentials(world.services.database, Buffer.alloc(32, 9));
    await expect(stranger.account(world.tenant, 'gitlab')).rejects.toThrow(/authenticate/);
  });
});
