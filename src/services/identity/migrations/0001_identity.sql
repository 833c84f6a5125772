-- Up Migration

-- The tenant of the present transaction; nothing when none is set. After a reset the setting is '', not null.
create function current_tenant() returns uuid language sql stable as
  $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

-- Every tenant table calls this once. FORCE binds the owner too; WITH CHECK keeps rows from moving to another tenant.
create procedure isolate_tenants(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_isolation on %s to public using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', target);
end $$;

-- Functions that look across tenants belong to a role that can do nothing else, and answer with ids only.
create procedure own_by_definer(signature text) language plpgsql as $$
begin
  execute format('alter function %s owner to adjutant_definer', signature);
  execute format('revoke all on function %s from public', signature);
  execute format('grant execute on function %s to adjutant_app', signature);
end $$;

create table tenants (
  tenant_id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);
call isolate_tenants('tenants');

create table people (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text,
  roles text[] not null,
  is_active boolean not null default true,
  -- Stands for the person in the audit trail; erasing a person replaces it here, and nothing there.
  pseudonym uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, email)
);
call isolate_tenants('people');

-- Who a person is at a door: the Slack user of a workspace, the subject of an issuer.
create table identities (
  tenant_id uuid not null,
  provider text not null,
  realm text not null,
  subject text not null,
  person_id uuid not null,
  primary key (tenant_id, provider, realm, subject),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('identities');
create unique index identities_subject on identities (provider, realm, subject);

-- A Slack workspace of the organisation.
create table installations (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  platform text not null,
  external_id text not null,
  bot_user text,
  primary key (tenant_id, id)
);
call isolate_tenants('installations');
create unique index installations_external on installations (platform, external_id);

create table projects (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  path text not null,
  primary key (tenant_id, id),
  unique (tenant_id, path)
);
call isolate_tenants('projects');

create table project_members (
  tenant_id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  primary key (tenant_id, project_id, person_id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('project_members');

create table access_tokens (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  label text not null,
  hash bytea not null,
  scopes text[] not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('access_tokens');
create unique index access_tokens_hash on access_tokens (hash);

grant select, insert, update on tenants, people, identities, installations, projects, access_tokens to adjutant_app;
grant select, insert, delete on project_members to adjutant_app;

-- What has to look across tenants, before the tenant is known. These answer with ids only.
grant select on identities, installations, access_tokens to adjutant_definer;
create policy look_across on identities for select to adjutant_definer using (true);
create policy look_across on installations for select to adjutant_definer using (true);
create policy look_across on access_tokens for select to adjutant_definer using (true);

create function find_installation(of_platform text, of_external text)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select i.tenant_id, i.id from installations i where i.platform = of_platform and i.external_id = of_external $$;

create function find_person(of_provider text, of_realm text, of_subject text)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select i.tenant_id, i.person_id from identities i
     where i.provider = of_provider and i.realm = of_realm and i.subject = of_subject $$;

create function find_token(of_hash bytea)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select t.tenant_id, t.id from access_tokens t where t.hash = of_hash $$;

call own_by_definer('find_installation(text, text)');
call own_by_definer('find_person(text, text, text)');
call own_by_definer('find_token(bytea)');
