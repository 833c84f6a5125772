-- Up Migration

-- A data key per tenant, wrapped by the master key, which is not in the database.
create table tenant_keys (
  tenant_id uuid primary key references tenants,
  wrapped bytea not null
);
call isolate_tenants('tenant_keys');

-- What a tenant uses a vendor with. The secret is sealed; its tenant, vendor and purpose are bound into the seal.
create table vendor_accounts (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  vendor text not null,
  -- What tells one account of a vendor from another: the workspace, the server.
  realm text not null,
  settings json not null default '{}',
  sealed_secret bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, vendor, realm)
);
call isolate_tenants('vendor_accounts');

grant select, insert on tenant_keys to adjutant_app;
grant select, insert, update on vendor_accounts to adjutant_app;
