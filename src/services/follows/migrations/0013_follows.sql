-- Up Migration

-- Merge requests whose changes are told in the thread of a run, until they are merged or closed.
create table follows (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  person_id uuid not null,
  -- Where it is told; the same place hears of a merge request once.
  place text not null,
  project text not null,
  iid integer not null,
  -- What was last told.
  seen json not null,
  -- Counts what was told: a part of the message's key.
  told integer not null default 0,
  changed_at timestamptz not null default now(),
  until timestamptz not null,
  next_at timestamptz not null,
  fence bigint not null default 0,
  lease_until timestamptz,
  rung_at timestamptz not null default '-infinity',
  ended_at timestamptz,
  ended text,
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references runs (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('follows');
create unique index follows_open on follows (tenant_id, place, project, iid) where ended_at is null;
create index follows_of_person on follows (tenant_id, person_id) where ended_at is null;
create index follows_due on follows (next_at) where ended_at is null;

grant select, insert, update on follows to adjutant_app;
grant select, update on follows to adjutant_definer;
create policy look_across on follows for select to adjutant_definer using (true);
create policy mark_rung on follows for update to adjutant_definer using (true) with check (true);

-- Follows to look at that nobody holds, longest waiting first.
create function due_follows(at_most integer, pause interval)
  returns table (tenant_id uuid, id uuid) language sql volatile security definer set search_path = adjutant, pg_temp as
  $$ update follows f set rung_at = now()
     where (f.tenant_id, f.id) in (
       select d.tenant_id, d.id from follows d
       where d.ended_at is null and d.next_at <= now()
         and d.rung_at < now() - pause and (d.lease_until is null or d.lease_until < now())
       order by d.next_at limit at_most for update skip locked)
     returning f.tenant_id, f.id $$;
call own_by_definer('due_follows(integer, interval)');
