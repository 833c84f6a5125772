-- Up Migration

-- What a kill switch held goes back to where a person decided it.
insert into effect_transitions (source, target) values
  ('approved', 'awaiting'), ('approved', 'failed'), ('approved', 'unknown');

-- Who pulled an organisation's kill switch, when and why. One at a time.
create table stops (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  reason text not null,
  pulled_by uuid not null,
  pulled_at timestamptz not null default clock_timestamp(),
  lifted_by uuid,
  lifted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, pulled_by) references people (tenant_id, id),
  foreign key (tenant_id, lifted_by) references people (tenant_id, id)
);
call isolate_tenants('stops');
create unique index stops_present on stops (tenant_id) where lifted_at is null;

-- The same for the whole installation. The application only reads it: an operator changes it, as the owner of the database.
create table installation_stops (
  id uuid primary key default gen_random_uuid(),
  reason text not null,
  pulled_by text not null,
  pulled_at timestamptz not null default clock_timestamp(),
  lifted_by text,
  lifted_at timestamptz
);
create unique index installation_stops_present on installation_stops ((true)) where lifted_at is null;

grant select, insert on stops to adjutant_app;
grant update (lifted_by, lifted_at) on stops to adjutant_app;
grant select on installation_stops to adjutant_app, adjutant_definer;

alter table effects
  -- When a person, or the approval of a schedule, let it go out, or be taken back.
  add column approved_at timestamptz,
  -- The stop that its cards tell of.
  add column shown_stop uuid;
alter table effects no force row level security;
update effects set approved_at = now() where state in ('approved', 'sending', 'undoing') and parent_id is null;
alter table effects force row level security;

-- Whoever changes a switch holds this lock alone; whoever lets something out shares it, and so reads the switch as it is.
create function share_switches() returns void language sql volatile as
  $$ select pg_advisory_xact_lock_shared(hashtextextended('kill switch of the installation', 0)),
       pg_advisory_xact_lock_shared(hashtextextended('kill switch of ' || current_tenant(), 0)) $$;

-- Nothing is stopped, and nothing was since it was approved.
create function may_go_out(approved_at timestamptz) returns boolean language sql stable as
  $$ select not exists (select 1 from stops where coalesce(lifted_at > may_go_out.approved_at, true))
       and not exists (select 1 from installation_stops where coalesce(lifted_at > may_go_out.approved_at, true)) $$;

grant select on stops to adjutant_definer;
create policy look_across on stops for select to adjutant_definer using (true);
-- An operator's stop stands in each organisation's audit trail.
grant select on tenants to adjutant_definer;
create policy look_across on tenants for select to adjutant_definer using (true);

-- Effects whose cards tell of another stop than there is, and approved ones that were held and have to be decided anew.
create function misheld_effects(at_most integer)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select e.tenant_id, e.id from effects e
     where e.parent_id is null and e.state in ('awaiting', 'approved', 'sending', 'unknown', 'undoing') and (
       e.shown_stop is distinct from coalesce(
         (select i.id from installation_stops i where i.lifted_at is null),
         (select s.id from stops s where s.tenant_id = e.tenant_id and s.lifted_at is null))
       or e.state = 'approved' and not e.look_up_only
         and not exists (select 1 from installation_stops i where i.lifted_at is null)
         and not exists (select 1 from stops s where s.tenant_id = e.tenant_id and s.lifted_at is null)
         and (exists (select 1 from installation_stops i where i.lifted_at > e.approved_at)
           or exists (select 1 from stops s where s.tenant_id = e.tenant_id and s.lifted_at > e.approved_at)))
     limit at_most $$;
call own_by_definer('misheld_effects(integer)');
