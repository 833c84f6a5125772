-- Up Migration

-- A plan by the number that people call it by; what it says is in its versions.
create table plans (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  project text not null,
  -- The newest one.
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
call isolate_tenants('plans');
create index plans_latest on plans (tenant_id, project, changed_at desc, number desc);

-- Written once and never changed: who made what of a plan, and when.
create table plan_versions (
  tenant_id uuid not null,
  plan_id uuid not null,
  version integer not null,
  content json not null,
  -- In a sentence.
  change text not null,
  person_id uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, plan_id, version),
  foreign key (tenant_id, plan_id) references plans (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('plan_versions');
create index plan_versions_recent on plan_versions (tenant_id, at desc);

grant select, insert, update on plans to adjutant_app;
grant select, insert on plan_versions to adjutant_app;
