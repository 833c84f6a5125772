-- Up Migration

-- Who has to approve a capability's requests in an organisation, where that is not what the capability says itself.
create table approval_policies (
  tenant_id uuid not null references tenants,
  capability text not null,
  approval text not null check (approval in ('requester', 'another', 'two')),
  set_by uuid not null,
  set_at timestamptz not null default now(),
  primary key (tenant_id, capability),
  foreign key (tenant_id, set_by) references people (tenant_id, id)
);
call isolate_tenants('approval_policies');
grant select, insert, update on approval_policies to adjutant_app;

-- Who asked says that it shall not be, before anybody decided.
insert into effect_transitions (source, target) values ('awaiting', 'withdrawn');
