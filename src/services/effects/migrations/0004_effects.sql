-- Up Migration

-- What may follow what; src/core/effect.ts holds the same table.
create table effect_transitions (
  source text not null,
  target text not null,
  primary key (source, target)
);
insert into effect_transitions (source, target) values
  ('planned', 'sending'), ('planned', 'dropped'),
  ('awaiting', 'approved'), ('awaiting', 'rejected'), ('awaiting', 'expired'),
  ('approved', 'sending'), ('approved', 'expired'),
  ('sending', 'done'), ('sending', 'failed'), ('sending', 'unknown'),
  ('unknown', 'done'), ('unknown', 'approved'), ('unknown', 'sending'), ('unknown', 'dropped'),
  ('failed', 'approved'), ('failed', 'sending'), ('failed', 'undoing'), ('failed', 'dropped'),
  ('undoing', 'undone'), ('undoing', 'failed'),
  ('done', 'undoing');

create table effects (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  -- The step that asked: the same step never makes two.
  request_id text not null,
  parent_id uuid,
  position integer not null default 0,
  part text,
  capability text not null,
  account_id uuid not null,
  requester_id uuid not null,
  input json not null,
  hash text not null,
  natural_key text not null,
  preview json,
  state text not null,
  -- Grows when a person opens it again (continue, undo, send again): each round is decided anew.
  round integer not null default 1,
  output json,
  failure json,
  decide_by timestamptz,
  attempts integer not null default 0,
  not_before timestamptz not null default now(),
  -- A person said that it is there: it is looked for, and not sent.
  look_up_only boolean not null default false,
  fence bigint not null default 0,
  lease_until timestamptz,
  rung_at timestamptz not null default now(),
  planned_at timestamptz not null default now(),
  first_sent_at timestamptz,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, request_id, position),
  foreign key (tenant_id, run_id) references runs (tenant_id, id),
  foreign key (tenant_id, parent_id) references effects (tenant_id, id),
  foreign key (tenant_id, account_id) references vendor_accounts (tenant_id, id),
  foreign key (tenant_id, requester_id) references people (tenant_id, id)
);
call isolate_tenants('effects');
-- One open request for the same thing at the vendor.
create unique index effects_open on effects (tenant_id, account_id, natural_key)
  where state in ('planned', 'awaiting', 'approved', 'sending', 'unknown', 'undoing');
create index effects_parts on effects (tenant_id, parent_id, position) where parent_id is not null;
create index effects_due on effects (rung_at) where state in ('approved', 'sending', 'undoing') and parent_id is null;
create index effects_undecided on effects (decide_by) where state = 'awaiting';
create index effects_recent on effects (tenant_id, planned_at desc);

create function check_effect_transition() returns trigger language plpgsql as $$
begin
  if old.state <> new.state and not exists (
    select 1 from effect_transitions t where t.source = old.state and t.target = new.state) then
    raise exception 'an effect cannot go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger effect_transition before update of state on effects for each row execute function check_effect_transition();

create table decisions (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  effect_id uuid not null,
  hash text not null,
  round integer not null,
  person_id uuid not null,
  verdict text not null,
  reason text,
  door text not null,
  decided_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, effect_id, hash, round, person_id),
  foreign key (tenant_id, effect_id) references effects (tenant_id, id),
  foreign key (tenant_id, person_id) references people (tenant_id, id)
);
call isolate_tenants('decisions');

grant select, insert, update on effects to adjutant_app;
grant select, insert on decisions to adjutant_app;
grant select on effect_transitions to adjutant_app;

grant select, update on effects to adjutant_definer;
create policy look_across on effects for select to adjutant_definer using (true);
create policy mark_rung on effects for update to adjutant_definer using (true) with check (true);

-- Effects to send or to look up that nobody holds, oldest first.
create function due_effects(at_most integer, pause interval)
  returns table (tenant_id uuid, id uuid) language sql volatile security definer set search_path = adjutant, pg_temp as
  $$ update effects e set rung_at = now()
     where (e.tenant_id, e.id) in (
       select d.tenant_id, d.id from effects d
       where d.state in ('approved', 'sending', 'undoing') and d.parent_id is null and d.not_before <= now()
         and d.rung_at < now() - pause and (d.lease_until is null or d.lease_until < now())
       order by d.rung_at limit at_most for update skip locked)
     returning e.tenant_id, e.id $$;
call own_by_definer('due_effects(integer, interval)');

-- Requests that nobody decided in time.
create function lapsed_effects(at_most integer)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select e.tenant_id, e.id from effects e where e.state = 'awaiting' and e.decide_by < now() order by e.decide_by limit at_most $$;
call own_by_definer('lapsed_effects(integer)');
