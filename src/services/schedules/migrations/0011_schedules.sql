-- Up Migration

-- What happens again and again. Its effect was approved once and stands for every firing.
create table schedules (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  effect_id uuid not null,
  -- Where it was set up, and by whom: its firings act for this person.
  run_id uuid not null,
  person_id uuid not null,
  project text not null,
  title text not null,
  capability text not null,
  input json not null,
  rule json not null,
  -- The local date of its first firing, from which its weeks are counted.
  first_on text not null,
  state text not null default 'active' check (state in ('active', 'paused', 'stopped', 'deleted')),
  next_at timestamptz,
  last_at timestamptz,
  -- The earliest firing of which it is not yet written down what became of it; those after it follow one by one.
  open_run_id uuid,
  -- The firing of which it was told last that it waits for a person.
  waiting_run_id uuid,
  -- What is wrong with its firings, told once: a code; empty while they go well.
  trouble text not null default '',
  -- Why it was stopped, or which of its times were missed.
  note text not null default '',
  -- What became of its last firing: empty when it went well.
  firing_note text not null default '',
  -- A firing that broke on our side is tried again after this.
  retry_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, effect_id),
  foreign key (tenant_id, effect_id) references effects (tenant_id, id),
  foreign key (tenant_id, run_id) references runs (tenant_id, id),
  foreign key (tenant_id, open_run_id) references runs (tenant_id, id),
  foreign key (tenant_id, waiting_run_id) references runs (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('schedules');
create index schedules_due on schedules (next_at) where state = 'active';
create index schedules_fired on schedules (open_run_id) where open_run_id is not null;
grant select, insert, update on schedules to adjutant_app;
alter table runs add foreign key (tenant_id, schedule_id) references schedules (tenant_id, id);
create index runs_of_schedule on runs (tenant_id, schedule_id) where schedule_id is not null;

grant select on schedules to adjutant_definer;
create policy look_across on schedules for select to adjutant_definer using (true);
-- Schedules whose time has come, longest overdue first.
create function due_schedules(at_most integer)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select s.tenant_id, s.id from schedules s
     where s.state = 'active' and s.next_at <= now() and (s.retry_at is null or s.retry_at <= now())
     order by s.next_at limit at_most $$;
call own_by_definer('due_schedules(integer)');

-- Schedules whose earliest open firing has ended, or waits for a person as it should not, and which do not say so yet.
create function fired_schedules(at_most integer)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select s.tenant_id, s.id from schedules s join runs r on r.tenant_id = s.tenant_id and r.id = s.open_run_id
     where s.open_run_id is not null and (r.state in ('done', 'failed') or (
       r.state = 'waiting' and s.waiting_run_id is distinct from r.id and exists (
         select 1 from effects e where e.tenant_id = r.tenant_id and e.id = any (r.waiting_for) and e.state in ('awaiting', 'unknown'))))
     limit at_most $$;
call own_by_definer('fired_schedules(integer)');
