-- Up Migration

insert into effect_transitions (source, target) values ('approved', 'withdrawn');

alter table effects
  -- A call that may have reached the vendor was begun and not answered clearly.
  add column maybe_sent boolean not null default false,
  -- Sent in this span, and not at once.
  add column send_from timestamptz,
  add column send_until timestamptz,
  drop column first_sent_at;
alter table effects no force row level security;
update effects set maybe_sent = true where attempts > 0;
alter table effects force row level security;

-- Requests that nobody decided in time, and approved ones whose time to be sent is over before they were tried.
create or replace function lapsed_effects(at_most integer)
  returns table (tenant_id uuid, id uuid) language sql stable security definer set search_path = adjutant, pg_temp as
  $$ select e.tenant_id, e.id from effects e
     where (e.state = 'awaiting' and e.decide_by < now()) or (e.state = 'approved' and e.send_until < now())
     order by e.decide_by limit at_most $$;
create index effects_outdated on effects (send_until) where state = 'approved';
