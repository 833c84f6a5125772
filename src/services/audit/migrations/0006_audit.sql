-- Up Migration

-- Who asked what, on whose approval, and how it ended. Rows are only ever added.
create table audit_rows (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  position bigint not null generated always as identity,
  at timestamptz not null default clock_timestamp(),
  pseudonym uuid not null,
  door text not null,
  action text not null,
  capability text,
  outcome text not null,
  run_id uuid,
  effect_id uuid,
  correlation text not null,
  details json not null default '{}',
  primary key (tenant_id, id)
);
call isolate_tenants('audit_rows');
create index audit_rows_order on audit_rows (tenant_id, position);

grant select, insert on audit_rows to adjutant_app;
