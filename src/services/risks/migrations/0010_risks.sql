-- Up Migration

-- The register of each project: what may go wrong, how likely and how bad it is, and what is done about it.
create table risks (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  -- What people call it by; counted per organisation.
  number integer not null,
  project text not null,
  -- Tells it from the project's other risks when the project is assessed again.
  key text not null,
  -- The number of the plan that it was found in.
  plan integer,
  title text not null,
  category text not null,
  reason text not null,
  probability integer not null check (probability between 1 and 5),
  impact integer not null check (impact between 1 and 5),
  owner text not null,
  response text not null check (response in ('avoid', 'reduce', 'transfer', 'accept')),
  mitigation text not null,
  trigger text not null,
  state text not null default 'open' check (state in ('open', 'mitigated', 'happened', 'closed')),
  -- A person changed it: assessing leaves it alone from then on.
  is_edited boolean not null default false,
  person_id uuid not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, project, key),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('risks');

-- Written once and never changed: who changed what of a risk, and when.
create table risk_changes (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  position bigint not null generated always as identity,
  risk_id uuid not null,
  -- `found`, `updated` by an assessment, `changed` by a person, or `gone` from the plan.
  kind text not null check (kind in ('found', 'updated', 'changed', 'gone')),
  -- Field to what it was and what it became: `{"impact": [3, 4]}`.
  fields json not null,
  person_id uuid not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, risk_id) references risks (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('risk_changes');
create index risk_changes_recent on risk_changes (tenant_id, at desc);
create index risk_changes_of_risk on risk_changes (tenant_id, risk_id, position);

grant select, insert, update on risks to adjutant_app;
grant select, insert on risk_changes to adjutant_app;
