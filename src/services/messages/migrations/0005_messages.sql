-- Up Migration

-- What a place in a chat should show. Changing the row is enough: the relay posts it, or replaces what it posted.
create table messages (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  position bigint not null generated always as identity,
  -- What it is for, so that it is never there twice: `run:…:answer`, `effect:…:card`.
  key text not null,
  run_id uuid not null,
  thread_id uuid,
  address json not null,
  content json not null,
  version integer not null default 1,
  delivered_version integer not null default 0,
  posted json,
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  lease_until timestamptz,
  rung_at timestamptz not null default now(),
  failure text,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  foreign key (tenant_id, run_id) references runs (tenant_id, id),
  foreign key (tenant_id, thread_id) references messages (tenant_id, id)
);
call isolate_tenants('messages');
create index messages_due on messages (rung_at) where delivered_version < version and failure is null;
create index messages_of_run on messages (tenant_id, run_id, position);

grant select, insert, update on messages to adjutant_app;
grant select, update on messages to adjutant_definer;
create policy look_across on messages for select to adjutant_definer using (true);
create policy mark_rung on messages for update to adjutant_definer using (true) with check (true);

create function due_messages(at_most integer, pause interval)
  returns table (tenant_id uuid, id uuid) language sql volatile security definer set search_path = adjutant, pg_temp as
  $$ update messages m set rung_at = now()
     where (m.tenant_id, m.id) in (
       select d.tenant_id, d.id from messages d
       where d.delivered_version < d.version and d.failure is null and d.not_before <= now()
         and d.rung_at < now() - pause and (d.lease_until is null or d.lease_until < now())
       order by d.rung_at limit at_most for update skip locked)
     returning m.tenant_id, m.id $$;
call own_by_definer('due_messages(integer, interval)');
