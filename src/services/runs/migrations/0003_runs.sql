-- Up Migration

-- What was said to us, once: the same event from the same source makes no second run.
create table events (
  tenant_id uuid not null references tenants,
  source text not null,
  external_id text not null,
  -- The run that it made.
  run_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (tenant_id, source, external_id)
);
call isolate_tenants('events');

-- Orders what people say: its runs start one after the other, under a lease whose fence grows with every holder.
create table conversations (
  tenant_id uuid not null references tenants,
  id uuid not null default gen_random_uuid(),
  key text not null,
  lease_until timestamptz,
  fence bigint not null default 0,
  rung_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, key)
);
call isolate_tenants('conversations');

create table runs (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  -- What people call it by.
  number integer not null generated always as identity (start with 1001),
  conversation_id uuid not null,
  person_id uuid not null,
  door text not null,
  scopes text[],
  request json not null,
  address json,
  correlation text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'waiting', 'done', 'failed')),
  waiting_for uuid,
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  fence bigint not null default 0,
  outcome json,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('runs');
alter table events add foreign key (tenant_id, run_id) references runs (tenant_id, id);
create index runs_open on runs (tenant_id, conversation_id, number) where state in ('queued', 'running');
create index runs_waiting on runs (tenant_id, waiting_for) where state = 'waiting';
create index runs_recent on runs (tenant_id, number desc);

-- The outcome of each step, so that a node that starts again finds its answer instead of doing it again.
create table steps (
  tenant_id uuid not null,
  run_id uuid not null,
  step text not null,
  capability text not null,
  outcome json not null,
  finished_at timestamptz not null default now(),
  primary key (tenant_id, run_id, step),
  foreign key (tenant_id, run_id) references runs (tenant_id, id)
);
call isolate_tenants('steps');

grant select, insert on events, steps to adjutant_app;
grant select, insert, update on conversations, runs to adjutant_app;

grant select, update on conversations to adjutant_definer;
grant select on runs to adjutant_definer;
create policy look_across on conversations for select to adjutant_definer using (true);
create policy mark_rung on conversations for update to adjutant_definer using (true) with check (true);
create policy look_across on runs for select to adjutant_definer using (true);

-- Conversations with something to go on with that nobody holds, oldest first; each is rung again after a pause.
create function due_conversations(at_most integer, pause interval)
  returns table (tenant_id uuid, id uuid) language sql volatile security definer set search_path = adjutant, pg_temp as
  $$ update conversations c set rung_at = now()
     where (c.tenant_id, c.id) in (
       select d.tenant_id, d.id from conversations d
       where d.rung_at < now() - pause and (d.lease_until is null or d.lease_until < now())
         and exists (select 1 from runs r where r.tenant_id = d.tenant_id and r.conversation_id = d.id
                     and r.state in ('queued', 'running') and r.not_before <= now())
       order by d.rung_at limit at_most for update skip locked)
     returning c.tenant_id, c.id $$;
call own_by_definer('due_conversations(integer, interval)');

-- Whether a worker still holds the run whose checkpoints it writes. Threads are called `<tenant>:<run>`.
create function holds_run(thread text, held_fence text) returns boolean
  language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select exists (select 1 from runs r
       where r.tenant_id = split_part(thread, ':', 1)::uuid and r.id = split_part(thread, ':', 2)::uuid
         and r.fence = nullif(held_fence, '')::bigint) $$;
call own_by_definer('holds_run(text, text)');
grant execute on function holds_run(text, text) to adjutant_graph;
